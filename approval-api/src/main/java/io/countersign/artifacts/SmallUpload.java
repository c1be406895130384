package io.countersign.artifacts;

import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import jakarta.servlet.http.HttpServletRequest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import org.jspecify.annotations.Nullable;

/** The body of a request to {@code upload-artifact}: something, and not much. Source: the limit of MLflow's server. */
final class SmallUpload extends FilterInputStream {

    private static final long MOST_BYTES = 10L * 1024 * 1024;

    private long left = MOST_BYTES;

    private SmallUpload(InputStream in) {
        super(in);
    }

    static InputStream of(HttpServletRequest request) throws IOException {
        if (request.getContentLengthLong() > MOST_BYTES) {
            throw tooLarge();
        }
        PushbackInputStream body = new PushbackInputStream(request.getInputStream());
        int first = body.read();
        if (first < 0) {
            throw Rejection.of(Reason.PARAMETER_INVALID, "Request must specify data.");
        }
        body.unread(first);
        return new SmallUpload(body);
    }

    static String require(String parameter, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            throw Rejection.of(Reason.PARAMETER_INVALID, "Request must specify %s.", parameter);
        }
        return value;
    }

    private static Rejection tooLarge() {
        return Rejection.of(Reason.PARAMETER_INVALID, "Artifact size is too large. Max size is 10MB.");
    }

    private int counted(int read) {
        left -= Math.max(0, read);
        if (left < 0) {
            throw tooLarge();
        }
        return read;
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        counted(read < 0 ? 0 : 1);
        return read;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        return counted(super.read(bytes, offset, length));
    }
}
