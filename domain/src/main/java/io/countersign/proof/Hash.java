package io.countersign.proof;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A SHA-256 hash, made as nodes of Merkle trees are (RFC 6962, section 2.1): what leaves and inner nodes are made of differs in
 * its first byte, so that none can pass for the other. A value.
 */
public final class Hash {

    public static final int LENGTH = 32;

    /** Of a tree without leaves. */
    public static final Hash OF_NOTHING = new Hash(sha256().digest());

    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    private final byte[] bytes;

    private Hash(byte[] bytes) {
        this.bytes = bytes;
    }

    /** @throws Unreadable when there are not 32 bytes */
    public static Hash of(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new Unreadable("A hash has " + LENGTH + " bytes, not " + bytes.length + ".");
        }
        return new Hash(bytes.clone());
    }

    /** The one that stands at a place of several behind one another. */
    public static Hash at(byte[] several, int place) {
        return new Hash(Arrays.copyOfRange(several, place * LENGTH, (place + 1) * LENGTH));
    }

    /** @throws Unreadable when the text is no hash in base64 (RFC 4648, section 4) */
    public static Hash ofBase64(String text) {
        return of(Encoding.base64(text));
    }

    /** @throws Unreadable when the text is no hash as {@link #toString} writes it */
    public static Hash ofHex(String text) {
        if (!text.matches("[0-9a-f]{64}")) {
            throw new Unreadable("'" + Encoding.shortened(text) + "' is no SHA-256 in hexadecimal.");
        }
        return new Hash(HexFormat.of().parseHex(text));
    }

    public static Hash ofLeaf(byte[] entry) {
        MessageDigest digest = sha256();
        digest.update(LEAF);
        return new Hash(digest.digest(entry));
    }

    public static Hash ofNode(Hash left, Hash right) {
        MessageDigest digest = sha256();
        digest.update(NODE);
        digest.update(left.bytes);
        return new Hash(digest.digest(right.bytes));
    }

    /** Of some bytes that are no part of a tree. */
    public static Hash ofBytes(byte[] bytes) {
        return new Hash(sha256().digest(bytes));
    }

    /** For what is too long to be held: a SHA-256 that is made of its bytes as they come. */
    public static MessageDigest digest() {
        return sha256();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java runtime.", e);
        }
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    /** Writes it behind others. */
    public void into(byte[] several, int place) {
        System.arraycopy(bytes, 0, several, place * LENGTH, LENGTH);
    }

    public String base64() {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** In hexadecimal. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hash hash && MessageDigest.isEqual(bytes, hash.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }
}
