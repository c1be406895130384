package io.countersign;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Ids that sort by the time at which they were made, those of one process also within a millisecond: RFC 9562 version 7, a
 * 48-bit millisecond clock, 12 bits of its fraction that only go up (section 6.2, method 3) and 62 random bits. Safe for
 * use by many threads.
 */
public final class Uuid7 {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final ByteBuffer DRAWN = ByteBuffer.allocate(1024).limit(0); // a draw costs the same for one id
    private static final AtomicLong LAST = new AtomicLong();
    private static final long TICKS_PER_MILLI = 4096;
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long VERSION = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private Uuid7() {}

    public static UUID next() {
        return at(tick(Instant.now()));
    }

    /** In 4096ths of a millisecond, and later than the one before. */
    private static long tick(Instant now) {
        long fraction = now.getNano() % NANOS_PER_MILLI * TICKS_PER_MILLI / NANOS_PER_MILLI;
        long tick = now.toEpochMilli() * TICKS_PER_MILLI + fraction;
        return LAST.accumulateAndGet(tick, (last, next) -> Math.max(last + 1, next));
    }

    /** The next id as 32 hexadecimal digits. */
    public static String hex() {
        return next().toString().replace("-", "");
    }

    /** @param tick 4096ths of a millisecond since the epoch */
    static UUID at(long tick) {
        long random;
        synchronized (DRAWN) {
            if (!DRAWN.hasRemaining()) {
                RANDOM.nextBytes(DRAWN.array());
                DRAWN.clear();
            }
            random = DRAWN.getLong();
        }
        long millis = tick / TICKS_PER_MILLI;
        return new UUID((millis << 16) | VERSION | (tick % TICKS_PER_MILLI), VARIANT | (random >>> 2));
    }
}
