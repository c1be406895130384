package io.countersign;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.UUID;

/**
 * Ids that sort by the time at which they were made: RFC 9562 version 7, a 48-bit millisecond clock and 74 random bits.
 * Safe for use by many threads.
 */
public final class Uuid7 {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final ByteBuffer DRAWN = ByteBuffer.allocate(1024).limit(0); // a draw costs the same for one id
    private static final long VERSION = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private Uuid7() {}

    public static UUID next() {
        return at(System.currentTimeMillis());
    }

    /** The next id as 32 hexadecimal digits. */
    public static String hex() {
        return next().toString().replace("-", "");
    }

    static UUID at(long millis) {
        long first;
        long second;
        synchronized (DRAWN) {
            if (!DRAWN.hasRemaining()) {
                RANDOM.nextBytes(DRAWN.array());
                DRAWN.clear();
            }
            first = DRAWN.getLong();
            second = DRAWN.getLong();
        }
        return new UUID((millis << 16) | VERSION | (first & 0xFFF), VARIANT | (second >>> 2));
    }
}
