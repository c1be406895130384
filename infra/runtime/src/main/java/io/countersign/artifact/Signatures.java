package io.countersign.artifact;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Signs what somebody without a sign-in may do until a certain time: HMAC-SHA-256 (RFC 2104) under a key that all servers
 * on one database share. Safe for many threads.
 */
public final class Signatures {

    private static final String PURPOSE = "artifact-links";
    private static final int KEY_BYTES = 32;

    private final SecretKeySpec key;

    /** Draws the key when there is none. */
    public Signatures(JdbcTemplate jdbc) {
        byte[] drawn = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(drawn);
        jdbc.update("insert into ops.signing_keys (purpose, key) values (?, ?) on conflict do nothing", PURPOSE, drawn);
        key = new SecretKeySpec(
                Objects.requireNonNull(jdbc.queryForObject(
                        "select key from ops.signing_keys where purpose = ?", byte[].class, PURPOSE)),
                "HmacSHA256");
    }

    /** @param what is permitted, in words that mean nothing else */
    public String sign(String what, Instant until) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            byte[] signature = mac.doFinal((until.getEpochSecond() + "\n" + what).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA-256 is part of every Java runtime.", e);
        }
    }

    /** In a time that does not depend on how much of the signature is right. */
    public boolean isValid(String signature, String what, Instant until, Instant now) {
        return now.isBefore(until)
                && MessageDigest.isEqual(
                        signature.getBytes(StandardCharsets.UTF_8),
                        sign(what, until).getBytes(StandardCharsets.UTF_8));
    }
}
