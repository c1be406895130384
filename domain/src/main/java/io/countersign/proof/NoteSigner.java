package io.countersign.proof;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Signs notes with an Ed25519 key; safe for many threads. Never written to any log. */
public final class NoteSigner {

    private static final int SEED_BYTES = 32;
    private static final Pattern FORM =
            Pattern.compile("PRIVATE\\+KEY\\+([^+\\s]+)\\+([0-9a-f]{8})\\+([A-Za-z0-9+/=]+)");

    /** What stands before the 32 bytes where a private key is encoded with its algorithm (RFC 8410). */
    private static final byte[] PKCS8 = HexFormat.of().parseHex("302e020100300506032b657004220420");

    private final NoteKey key;
    private final PrivateKey secret;

    private NoteSigner(NoteKey key, PrivateKey secret) {
        this.key = key;
        this.secret = secret;
    }

    /**
     * Reads a key as {@link #secret} writes it, which is how Go's package note has them.
     *
     * @throws Unreadable when it is none; the message does not have the key
     */
    public static NoteSigner parse(String text) {
        Matcher parts = FORM.matcher(text.strip());
        if (!parts.matches()) {
            throw new Unreadable("It is no key to sign with; one is PRIVATE+KEY+name+0123abcd+base64.");
        }
        byte[] typeAndSeed;
        try {
            typeAndSeed = Encoding.base64(parts.group(3));
        } catch (Unreadable e) {
            throw new Unreadable("What should be the key is not base64 in its usual form.");
        }
        if (typeAndSeed.length != 1 + SEED_BYTES) {
            throw new Unreadable(
                    "An Ed25519 key is made of " + SEED_BYTES + " bytes, not of " + (typeAndSeed.length - 1) + ".");
        }
        NoteSigner signer = of(
                parts.group(1),
                NoteKey.Kind.of(typeAndSeed[0]),
                Arrays.copyOfRange(typeAndSeed, 1, typeAndSeed.length));
        if (!signer.key.hexId().equals(parts.group(2))) {
            throw new Unreadable("The key's id " + parts.group(2) + " is not that of its name and bytes, "
                    + signer.key.hexId() + ".");
        }
        return signer;
    }

    /** A key in the form in which it is kept. Whoever has it can sign in the log's name. */
    public static String secret(String name, NoteKey.Kind kind, byte[] seed) {
        byte[] typeAndSeed = new byte[1 + SEED_BYTES];
        typeAndSeed[0] = kind.type();
        System.arraycopy(seed, 0, typeAndSeed, 1, SEED_BYTES);
        return "PRIVATE+KEY+" + name + "+" + of(name, kind, seed).key.hexId() + "+"
                + Base64.getEncoder().encodeToString(typeAndSeed);
    }

    /** @param seed the 32 bytes from which the key is made (RFC 8032, section 5.1.5) */
    public static NoteSigner of(String name, NoteKey.Kind kind, byte[] seed) {
        if (seed.length != SEED_BYTES) {
            throw new Unreadable("An Ed25519 key is made of " + SEED_BYTES + " bytes, not of " + seed.length + ".");
        }
        try {
            byte[] encoded = Arrays.copyOf(PKCS8, PKCS8.length + SEED_BYTES);
            System.arraycopy(seed, 0, encoded, PKCS8.length, SEED_BYTES);
            PrivateKey secret = KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(encoded));
            byte[] known = publicKeyOf(seed).getEncoded();
            return new NoteSigner(
                    new NoteKey(name, kind, Arrays.copyOfRange(known, known.length - SEED_BYTES, known.length)),
                    secret);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Ed25519 is part of every Java runtime.", e);
        }
    }

    /** The JDK tells a public key only of pairs that it draws itself: it is given the seed to draw. */
    private static PublicKey publicKeyOf(byte[] seed) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
        generator.initialize(NamedParameterSpec.ED25519, new SecureRandom() {
            private static final long serialVersionUID = 1L;

            @Override
            public void nextBytes(byte[] bytes) {
                System.arraycopy(seed, 0, bytes, 0, bytes.length);
            }
        });
        return generator.generateKeyPair().getPublic();
    }

    /** By which the signatures are verified. */
    public NoteKey key() {
        return key;
    }

    /** @param time seconds since the epoch; looked at only where the key is a witness's */
    byte[] sign(String text, long time) {
        return switch (key.kind()) {
            case LOG -> signBytes(NoteKey.bytesOf(text));
            case WITNESS -> {
                byte[] signature = signBytes(NoteKey.cosigned(time, text));
                yield ByteBuffer.allocate(Long.BYTES + signature.length)
                        .putLong(time)
                        .put(signature)
                        .array();
            }
        };
    }

    /** Whatever the bytes are: that they mean nothing else is for the caller to see to. */
    byte[] signBytes(byte[] bytes) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(secret);
            signature.update(bytes);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Ed25519 is part of every Java runtime.", e);
        }
    }
}
