package io.countersign.privacy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.countersign.identity.SubjectId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Keys in {@code ops.person_keys}, one for each person, remembered for a minute: so an erasure takes effect everywhere
 * within that time. AES-256-GCM with random nonces (NIST SP 800-38D).
 */
public final class PersonVault implements Vault {

    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final JdbcClient jdbc;
    private final SecureRandom random = new SecureRandom();
    private final Cache<SubjectId, SecretKey> keys = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofMinutes(1))
            .build();

    public PersonVault(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public SealedText seal(SubjectId subject, String text) {
        byte[] nonce = randomBytes(NONCE_BYTES);
        byte[] sealed = encrypt(keyForSealing(subject), subject, nonce, text.getBytes(StandardCharsets.UTF_8));
        byte[] envelope = ByteBuffer.allocate(nonce.length + sealed.length)
                .put(nonce)
                .put(sealed)
                .array();
        return new SealedText(subject, Base64.getEncoder().encodeToString(envelope));
    }

    @Override
    public Optional<String> open(SealedText sealed) {
        return key(sealed.subject()).flatMap(key -> open(sealed, key));
    }

    /** Empty, too, for what a person wrote before they were erased and came back, with a key that is not the old one. */
    private static Optional<String> open(SealedText sealed, SecretKey key) {
        byte[] envelope = Base64.getDecoder().decode(sealed.ciphertext());
        byte[] nonce = Arrays.copyOf(envelope, NONCE_BYTES);
        byte[] ciphertext = Arrays.copyOfRange(envelope, NONCE_BYTES, envelope.length);
        return decrypt(key, sealed.subject(), nonce, ciphertext).map(text -> new String(text, StandardCharsets.UTF_8));
    }

    /** Forgets the key at once, and not within a minute. */
    public void forget(SubjectId subject) {
        keys.invalidate(subject);
    }

    private SecretKey keyForSealing(SubjectId subject) {
        return key(subject).orElseGet(() -> {
            jdbc.sql("insert into ops.person_keys (subject_id, key) values (?, ?) on conflict do nothing")
                    .params(subject.value(), randomBytes(KEY_BYTES))
                    .update();
            return key(subject).orElseThrow();
        });
    }

    private Optional<SecretKey> key(SubjectId subject) {
        SecretKey known = keys.getIfPresent(subject);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<SecretKey> read = read(subject);
        read.ifPresent(key -> keys.put(subject, key));
        return read;
    }

    private Optional<SecretKey> read(SubjectId subject) {
        return jdbc.sql("select key from ops.person_keys where subject_id = ?")
                .param(subject.value())
                .query((row, number) -> (SecretKey) new SecretKeySpec(row.getBytes(1), "AES"))
                .optional();
    }

    private byte[] randomBytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] encrypt(SecretKey key, SubjectId subject, byte[] nonce, byte[] text) {
        try {
            return cipher(Cipher.ENCRYPT_MODE, key, subject, nonce).doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM is part of every Java runtime.", e);
        }
    }

    private static Optional<byte[]> decrypt(SecretKey key, SubjectId subject, byte[] nonce, byte[] ciphertext) {
        try {
            return Optional.of(cipher(Cipher.DECRYPT_MODE, key, subject, nonce).doFinal(ciphertext));
        } catch (AEADBadTagException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM is part of every Java runtime.", e);
        }
    }

    private static Cipher cipher(int mode, SecretKey key, SubjectId subject, byte[] nonce)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(subject.value().getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
