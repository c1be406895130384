package io.countersign.egress;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads of an answer what is kept, and a little more of it when that lets the connection be used again.
 *
 * @param atItsEnd whether the body was read whole; if not, its connection must not be used again
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Answer(byte[] kept, boolean cut, boolean atItsEnd) {

    static final int KEPT_BYTES = 4_096;
    static final int READ_BYTES = 64 * 1_024;

    private static final Logger LOG = LoggerFactory.getLogger(Answer.class);
    private static final int LONGEST_HEADER = 1_000;
    private static final List<String> KEPT_HEADERS =
            List.of("retry-after", "location", "content-type", "webhook-delivery");

    static Answer of(ClassicHttpResponse response) {
        HttpEntity entity = response.getEntity();
        return entity == null ? new Answer(new byte[0], false, true) : read(entity);
    }

    static Map<String, String> headers(ClassicHttpResponse response) {
        Map<String, String> kept = new HashMap<>();
        for (String name : KEPT_HEADERS) {
            Header header = response.getFirstHeader(name);
            if (header != null) {
                kept.put(name, shortened(header.getValue()));
            }
        }
        String cookies = Cookies.in(response);
        if (!cookies.isEmpty()) {
            kept.put("set-cookie", cookies);
        }
        return Map.copyOf(kept);
    }

    /** The stream is not closed here: it would read to the end of whatever the receiver sends. */
    private static Answer read(HttpEntity entity) {
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        int count = 0;
        boolean ended = false;
        try {
            InputStream body = entity.getContent();
            byte[] piece = new byte[KEPT_BYTES];
            while (!ended && count <= READ_BYTES) {
                int read = body.read(piece);
                ended = read < 0;
                kept.write(piece, 0, Math.clamp(read, 0, KEPT_BYTES - kept.size()));
                count += Math.max(0, read);
            }
        } catch (IOException e) {
            LOG.debug("An answer broke off.", e);
        }
        return new Answer(kept.toByteArray(), !ended || count > KEPT_BYTES, ended);
    }

    private static String shortened(@Nullable String value) {
        String text = value == null ? "" : value;
        return text.length() > LONGEST_HEADER ? text.substring(0, LONGEST_HEADER) : text;
    }
}
