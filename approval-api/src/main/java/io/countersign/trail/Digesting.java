package io.countersign.trail;

import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Counts entries and hashes their bytes on the way. */
final class Digesting {

    private final OutputStream out;
    private final MessageDigest digest = sha256Digest();
    private long entries;

    Digesting(OutputStream out) {
        this.out = out;
    }

    static MessageDigest sha256Digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java runtime.", e);
        }
    }

    void entry(byte[] bytes) throws IOException {
        head(bytes);
        entries++;
    }

    /** What is hashed, and no entry. */
    void head(byte[] bytes) throws IOException {
        digest.update(bytes);
        out.write(bytes);
    }

    /** What says the hash, and is not part of it. */
    void unread(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    long entries() {
        return entries;
    }

    /** Of all that was written; not to be asked twice. */
    String sha256() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
