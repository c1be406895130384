package io.countersign.artifact;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/** The names of bytes. */
final class Digests {

    private static final HexFormat HEX = HexFormat.of();

    private Digests() {}

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java runtime.", e);
        }
    }

    static String name(MessageDigest digest) {
        return HEX.formatHex(digest.digest());
    }

    /** It tells a damaged part, not a forged one: whoever may send a part may send any. */
    static String name(CRC32C checksum) {
        return HEX.toHexDigits((int) checksum.getValue());
    }
}
