package io.countersign.token;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * A token as its bearer shows it: {@code csgn_}, 256 random bits, and a checksum, in the digits and letters of base 62.
 * The prefix lets scanners find one that was published by mistake, and the checksum tells a mistyped one from a false one
 * without asking the database.
 */
final class TokenSecret {

    private static final String PREFIX = "csgn_";
    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final BigInteger BASE = BigInteger.valueOf(DIGITS.length());
    private static final int BYTES = 32;
    private static final int BODY = 43; // the least number of digits for 256 bits
    private static final int CHECKSUM = 6; // and for 32
    private static final Pattern SHAPE =
            Pattern.compile(PREFIX + "([0-9A-Za-z]{" + BODY + "})([0-9A-Za-z]{" + CHECKSUM + "})");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String text;

    private TokenSecret(String text) {
        this.text = text;
    }

    static TokenSecret draw() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        String body = digits(new BigInteger(1, bytes), BODY);
        return new TokenSecret(PREFIX + body + checksum(body));
    }

    /** Whether somebody means this to be a token of this server, right or wrong. */
    static boolean isMeant(String text) {
        return text.startsWith(PREFIX);
    }

    /** Empty when it was never one of this server's. */
    static Optional<TokenSecret> parse(String text) {
        Matcher matcher = SHAPE.matcher(text);
        return matcher.matches() && checksum(matcher.group(1)).equals(matcher.group(2))
                ? Optional.of(new TokenSecret(text))
                : Optional.empty();
    }

    /** To be shown to its owner, once, and written nowhere. */
    String reveal() {
        return text;
    }

    TokenHash hash() {
        return new TokenHash(Fingerprint.of(text));
    }

    private static String checksum(String body) {
        CRC32 crc = new CRC32();
        crc.update(body.getBytes(StandardCharsets.US_ASCII));
        return digits(BigInteger.valueOf(crc.getValue()), CHECKSUM);
    }

    private static String digits(BigInteger number, int length) {
        StringBuilder digits = new StringBuilder(length);
        BigInteger rest = number;
        for (int i = 0; i < length; i++) {
            BigInteger[] divided = rest.divideAndRemainder(BASE);
            digits.append(DIGITS.charAt(divided[1].intValue()));
            rest = divided[0];
        }
        return digits.reverse().toString();
    }

    @Override
    public String toString() {
        return "TokenSecret[hidden]";
    }
}
