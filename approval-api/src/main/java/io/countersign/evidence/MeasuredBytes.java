package io.countersign.evidence;

import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Consumer;

/** Bytes on their way into the store. It keeps none of them when they are refused, at the latest with the last one. */
final class MeasuredBytes extends FilterInputStream {

    private final long most;
    private final Consumer<String> check;
    private final MessageDigest digest = sha256();
    private long size;
    private boolean ended;

    /**
     * @param most how many there may be
     * @param check throws unless this, in hexadecimal, is the SHA-256 that they are to have
     */
    MeasuredBytes(InputStream in, long most, Consumer<String> check) {
        super(in);
        this.most = most;
        this.check = check;
    }

    /** @throws Rejection when there are more than may be */
    static void requireSize(long size, long most) {
        if (size > most) {
            throw Rejection.of(
                    Reason.EVIDENCE_TOO_LARGE, "A document has at most %d bytes here; nothing of it was kept.", most);
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = super.read(bytes, offset, length);
        if (read < 0) {
            end();
        } else {
            digest.update(bytes, offset, read);
            size += read;
            requireSize(size, most);
        }
        return read;
    }

    private void end() {
        if (ended) {
            return;
        }
        ended = true;
        if (size == 0) {
            throw new Rejection(Reason.EVIDENCE_EMPTY, "The body is empty; send the bytes of the document.");
        }
        check.accept(HexFormat.of().formatHex(digest.digest()));
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java runtime.", e);
        }
    }
}
