package io.countersign.decision;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;

/**
 * One name for many values: the SHA-256, in hexadecimal, of each key and value in turn, in the order of the keys, each as its
 * length in bytes, a colon and its bytes in UTF-8. Numbers are written as {@link Double#toString(double)} does.
 */
final class SubjectDigest {

    private SubjectDigest() {}

    static String of(SortedMap<String, ?> values) {
        MessageDigest digest = sha256();
        for (Map.Entry<String, ?> value : values.entrySet()) {
            add(digest, value.getKey());
            add(digest, String.valueOf(value.getValue()));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** With its length before it, so that no two lists of values read the same. */
    private static void add(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java runtime.", e);
        }
    }
}
