package io.countersign.signin;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.countersign.identity.PasswordHash;
import io.countersign.identity.SubjectId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Passwords that were right within the last 60 s, as HMAC-SHA256 under a key that dies with the process. Each belongs to
 * the hash that it was verified against: once the user has another, it counts no more.
 */
final class VerifiedPasswords {

    private static final String HMAC = "HmacSHA256";
    private static final int KEY_BYTES = 32;

    private final SecretKeySpec key = randomKey();
    private final Cache<Proof, byte[]> verified;

    VerifiedPasswords(Ticker ticker) {
        verified = Caffeine.newBuilder()
                .maximumSize(10_000)
                .expireAfterWrite(Duration.ofSeconds(60))
                .ticker(ticker)
                .build();
    }

    boolean holds(Identity identity, String password) {
        if (identity.password() == null) {
            return false;
        }
        byte[] known = verified.getIfPresent(new Proof(identity.subject(), identity.password()));
        return known != null && MessageDigest.isEqual(known, hmac(password));
    }

    void remember(Identity identity, String password) {
        if (identity.password() != null) {
            verified.put(new Proof(identity.subject(), identity.password()), hmac(password));
        }
    }

    private byte[] hmac(String password) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            return mac.doFinal(password.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA256 is part of every Java runtime.", e);
        }
    }

    private static SecretKeySpec randomKey() {
        byte[] bytes = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(bytes);
        return new SecretKeySpec(bytes, HMAC);
    }

    private record Proof(SubjectId subject, PasswordHash inForce) {}
}
