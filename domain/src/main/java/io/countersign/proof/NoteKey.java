package io.countersign.proof;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The public key of somebody who signs notes (C2SP signed-note): Ed25519, of a log or, with the time in what is signed, of a
 * witness (C2SP tlog-cosignature).
 */
public final class NoteKey {

    /** What is signed: the note as it is, or a cosignature of it. */
    public enum Kind {
        LOG(1),
        WITNESS(4);

        private final byte type;

        Kind(int type) {
            this.type = (byte) type;
        }

        byte type() {
            return type;
        }

        static Kind of(byte type) {
            for (Kind kind : values()) {
                if (kind.type == type) {
                    return kind;
                }
            }
            throw new Unreadable("Keys of type " + type + " are not known here; 1 and 4 are.");
        }
    }

    private static final int ID_BYTES = 4;
    private static final int KEY_BYTES = 32;
    private static final int TIME_BYTES = Long.BYTES;
    private static final int SIGNATURE_BYTES = 64;
    private static final Pattern FORM = Pattern.compile("([^+\\s]+)\\+([0-9a-f]{8})\\+([A-Za-z0-9+/=]+)");

    /** What stands before the 32 bytes where a key is encoded with its algorithm (RFC 8410). */
    private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");

    private final String name;
    private final Kind kind;
    private final byte[] key;

    NoteKey(String name, Kind kind, byte[] key) {
        if (!isName(name)) {
            throw new Unreadable("'" + Encoding.shortened(name) + "' is no name of a key: no blanks and no plus.");
        }
        this.name = name;
        this.kind = kind;
        this.key = key.clone();
    }

    static boolean isName(String name) {
        return !name.isEmpty()
                && name.chars().noneMatch(c -> c == '+' || Character.isSpaceChar(c) || Character.isISOControl(c));
    }

    /**
     * Reads a key as {@link #toString} writes it: name, key id in hexadecimal, and type and key in base64.
     *
     * @throws Unreadable when it is none
     */
    public static NoteKey parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new Unreadable("'" + Encoding.shortened(text) + "' is no key; one is name+0123abcd+base64.");
        }
        byte[] typeAndKey = Encoding.base64(parts.group(3));
        if (typeAndKey.length != 1 + KEY_BYTES) {
            throw new Unreadable("An Ed25519 key has " + KEY_BYTES + " bytes, not " + (typeAndKey.length - 1) + ".");
        }
        NoteKey read = new NoteKey(
                parts.group(1), Kind.of(typeAndKey[0]), Arrays.copyOfRange(typeAndKey, 1, typeAndKey.length));
        if (!read.toString().equals(text)) {
            throw new Unreadable(
                    "The key's id " + parts.group(2) + " is not that of its name and bytes, " + read.hexId() + ".");
        }
        return read;
    }

    public String name() {
        return name;
    }

    public Kind kind() {
        return kind;
    }

    /** The first four bytes of the hash of name, type and key. */
    byte[] id() {
        byte[] hashed = ByteBuffer.allocate(bytesOf(name).length + 2 + KEY_BYTES)
                .put(bytesOf(name))
                .put((byte) '\n')
                .put(kind.type)
                .put(key)
                .array();
        return Arrays.copyOf(Hash.ofBytes(hashed).bytes(), ID_BYTES);
    }

    String hexId() {
        return HexFormat.of().formatHex(id());
    }

    /** Whether this key made the signature of the note's text. */
    boolean made(byte[] signature, String text) {
        return switch (kind) {
            case LOG -> signature.length == SIGNATURE_BYTES && isValid(signature, bytesOf(text));
            case WITNESS ->
                signature.length == TIME_BYTES + SIGNATURE_BYTES
                        && isValid(
                                Arrays.copyOfRange(signature, TIME_BYTES, signature.length),
                                cosigned(timeOf(signature), text));
        };
    }

    /** Seconds since the epoch, as a cosignature says when it was made. */
    static long timeOf(byte[] cosignature) {
        return ByteBuffer.wrap(cosignature).getLong();
    }

    static byte[] cosigned(long time, String text) {
        return bytesOf("cosignature/v1\ntime " + time + "\n" + text);
    }

    /** Whether this key signed just these bytes. */
    boolean signed(byte[] signature, byte[] bytes) {
        return signature.length == SIGNATURE_BYTES && isValid(signature, bytes);
    }

    private boolean isValid(byte[] signature, byte[] signed) {
        try {
            byte[] encoded = Arrays.copyOf(X509, X509.length + KEY_BYTES);
            System.arraycopy(key, 0, encoded, X509.length, KEY_BYTES);
            PublicKey decoded = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(decoded);
            verifier.update(signed);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false; // no point of the curve, or no signature of its form
        }
    }

    static byte[] bytesOf(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        byte[] typeAndKey = new byte[1 + KEY_BYTES];
        typeAndKey[0] = kind.type;
        System.arraycopy(key, 0, typeAndKey, 1, KEY_BYTES);
        return name + "+" + hexId() + "+" + Base64.getEncoder().encodeToString(typeAndKey);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NoteKey one && one.toString().equals(toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }
}
