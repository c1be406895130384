package io.countersign.signing;

import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;

/**
 * What a secret must be like. Webhooks of this server's own API have keys as Standard Webhooks writes them,
 * {@code whsec_} and Base64; those of the MLflow and Databricks contracts have any text, whose UTF-8 bytes are the key, of
 * Standard Webhooks' signature too. No message repeats a secret.
 */
public final class Secrets {

    private static final String PREFIX = "whsec_";
    private static final int SHORTEST_KEY = 24;
    private static final int LONGEST_KEY = 64;
    private static final int GENERATED_KEY = 32;

    /** Twenty-four random bytes have fewer distinct ones than this once in more than a million million times. */
    private static final int DISTINCT_IN_A_KEY = 12;

    private static final int SHORTEST_TEXT = 8;
    private static final int LONGEST_TEXT = 1_000;
    private static final int DISTINCT_IN_A_TEXT = 4;

    private static final SecureRandom RANDOM = new SecureRandom();

    private Secrets() {}

    /** A new secret of Standard Webhooks, of 32 random bytes. */
    public static String generate() {
        byte[] key = new byte[GENERATED_KEY];
        RANDOM.nextBytes(key);
        return PREFIX + Base64.getEncoder().encodeToString(key);
    }

    /** @throws Rejection when it is no secret of Standard Webhooks, or one that could be guessed */
    public static void requireStandard(String secret) {
        byte[] key = standardKey(secret);
        if (key.length < SHORTEST_KEY || key.length > LONGEST_KEY) {
            throw weak(
                    "The secret's key has %d bytes; it must have from %d to %d, in Base64 after %s.",
                    key.length, SHORTEST_KEY, LONGEST_KEY, PREFIX);
        }
        if (distinct(key) < DISTINCT_IN_A_KEY) {
            throw weak("The secret's key repeats few bytes; it must be random, or be left out to be generated.");
        }
    }

    /** @throws Rejection when a text is too short, too long or too uniform to be a secret */
    public static void requireText(String secret) {
        int length = secret.codePointCount(0, secret.length());
        if (length < SHORTEST_TEXT || length > LONGEST_TEXT) {
            throw weak(
                    "The secret has %d characters; it must have from %d to %d.", length, SHORTEST_TEXT, LONGEST_TEXT);
        }
        if (secret.codePoints().distinct().count() < DISTINCT_IN_A_TEXT) {
            throw weak(
                    "The secret repeats few characters; it must have at least %d different ones.", DISTINCT_IN_A_TEXT);
        }
    }

    /**
     * The key within a secret of Standard Webhooks.
     *
     * @throws Rejection when it is not written as one
     */
    public static byte[] standardKey(String secret) {
        if (!secret.startsWith(PREFIX)) {
            throw weak("The secret must begin with %s, followed by its key in Base64.", PREFIX);
        }
        try {
            return Base64.getDecoder().decode(secret.substring(PREFIX.length()));
        } catch (IllegalArgumentException e) {
            throw weak("What follows %s in the secret is no Base64.", PREFIX);
        }
    }

    /** The key that a text of the MLflow and Databricks contracts is. */
    public static byte[] textKey(String secret) {
        return secret.getBytes(StandardCharsets.UTF_8);
    }

    private static long distinct(byte[] key) {
        byte[] sorted = key.clone();
        Arrays.sort(sorted);
        long distinct = sorted.length == 0 ? 0 : 1;
        for (int i = 1; i < sorted.length; i++) {
            distinct += sorted[i] == sorted[i - 1] ? 0 : 1;
        }
        return distinct;
    }

    private static Rejection weak(String format, Object... arguments) {
        return Rejection.of(Reason.PARAMETER_INVALID, format, arguments);
    }
}
