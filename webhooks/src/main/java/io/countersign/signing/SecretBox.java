package io.countersign.signing;

import io.countersign.startup.StartupError;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals secrets for the database with AES-256-GCM and random nonces (NIST SP 800-38D), under a key that is not there. What
 * is sealed: a byte for the version of this form (1), four of the key's id, twelve of nonce, then ciphertext and tag. All
 * but the text is authenticated, and so is the context: a row copied to another webhook does not open. Thread-safe.
 */
public final class SecretBox {

    /** Of the key, in bytes. */
    public static final int KEY_BYTES = 32;

    private static final byte VERSION = 1;
    private static final int ID_BYTES = 4;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int SHORTEST = 1 + ID_BYTES + NONCE_BYTES + TAG_BITS / Byte.SIZE;

    private final SecretKey key;
    private final byte[] keyId;
    private final SecureRandom random = new SecureRandom();

    /** @param key 32 random bytes */
    public SecretBox(byte[] key) {
        if (key.length != KEY_BYTES) {
            throw StartupError.of("The key that seals secrets has %d bytes; it must have %d.", key.length, KEY_BYTES);
        }
        this.key = new SecretKeySpec(key, "AES");
        this.keyId = id(key);
    }

    /**
     * @param key as a file or variable holds it: 32 bytes in Base64, with or without white space around
     * @throws StartupError when it is anything else
     */
    public static SecretBox withKey(String key) {
        try {
            return new SecretBox(Base64.getDecoder().decode(key.strip()));
        } catch (IllegalArgumentException e) {
            throw new StartupError("The key that seals secrets is no Base64; make one with: openssl rand -base64 32");
        }
    }

    /** @param context what the text belongs to, such as the id of a webhook; the same is needed to open it */
    public byte[] seal(String plain, String context) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        return seal(plain, context, nonce);
    }

    /** With a nonce of the caller's, which must never come twice; for known answers in tests. */
    byte[] seal(String plain, String context, byte[] nonce) {
        byte[] head = head();
        try {
            byte[] sealed =
                    cipher(Cipher.ENCRYPT_MODE, head, nonce, context).doFinal(plain.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.allocate(head.length + nonce.length + sealed.length)
                    .put(head)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM is part of every Java runtime.", e);
        }
    }

    /** @throws SealBroken when it was sealed with another key or for another context, or was changed since */
    public String open(byte[] sealed, String context) {
        requireOurs(sealed);
        byte[] nonce = Arrays.copyOfRange(sealed, 1 + ID_BYTES, 1 + ID_BYTES + NONCE_BYTES);
        int start = 1 + ID_BYTES + NONCE_BYTES;
        try {
            byte[] plain =
                    cipher(Cipher.DECRYPT_MODE, head(), nonce, context).doFinal(sealed, start, sealed.length - start);
            return new String(plain, StandardCharsets.UTF_8);
        } catch (AEADBadTagException e) {
            throw new SealBroken("The secret of " + context + " was changed, or was sealed for something else.");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM is part of every Java runtime.", e);
        }
    }

    private void requireOurs(byte[] sealed) {
        if (sealed.length < SHORTEST) {
            throw new SealBroken("A sealed secret of " + sealed.length + " bytes is too short to be one.");
        }
        if (sealed[0] != VERSION) {
            throw new SealBroken("A sealed secret has form " + sealed[0] + "; this server knows form " + VERSION + ".");
        }
        byte[] under = Arrays.copyOfRange(sealed, 1, 1 + ID_BYTES);
        if (!Arrays.equals(under, keyId)) {
            throw new SealBroken("A secret was sealed under the key %s; this server has the key %s."
                    .formatted(hex(under), hex(keyId)));
        }
    }

    private Cipher cipher(int mode, byte[] head, byte[] nonce, String context) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(head);
        cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private byte[] head() {
        return ByteBuffer.allocate(1 + ID_BYTES).put(VERSION).put(keyId).array();
    }

    /** Tells keys apart without telling anything of them. */
    private static byte[] id(byte[] key) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update("countersign sealing key ".getBytes(StandardCharsets.UTF_8));
            return Arrays.copyOf(digest.digest(key), ID_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("SHA-256 is part of every Java runtime.", e);
        }
    }

    private static String hex(byte[] id) {
        return HexFormat.of().formatHex(id);
    }
}
