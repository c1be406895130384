package io.countersign.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;

/**
 * So many requests a second for each caller, and five times as many at once. Kept in memory: each node counts for itself.
 * Safe for many threads.
 */
final class RateLimit {

    private static final int BURST_SECONDS = 5;
    private static final int MOST_CALLERS = 100_000;

    private final int perSecond;
    private final TimeMeter time;

    /** A bucket that nobody has asked for so long is full again, and so no loss. */
    private final Cache<String, Bucket> buckets = Caffeine.newBuilder()
            .maximumSize(MOST_CALLERS)
            .expireAfterAccess(Duration.ofMinutes(10))
            .build();

    /** @param perSecond 0 where there is no limit */
    RateLimit(int perSecond, TimeMeter time) {
        this.perSecond = perSecond;
        this.time = time;
    }

    /** Takes one request of the caller's. @return how long they have to wait before they make it; zero when they need not */
    Duration take(String caller) {
        if (perSecond == 0) {
            return Duration.ZERO;
        }
        Bucket bucket = bucketOf(caller);
        return bucket.tryConsume(1)
                ? Duration.ZERO
                : Duration.ofNanos(
                        Math.max(1, bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill()));
    }

    /** As if the caller had not made a request after all. */
    void giveBack(String caller) {
        if (perSecond > 0) {
            bucketOf(caller).addTokens(1);
        }
    }

    /** Takes so many more, even where there are none: whoever is in debt waits longer. */
    void charge(String caller, int requests) {
        if (perSecond > 0) {
            bucketOf(caller).consumeIgnoringRateLimits(requests);
        }
    }

    private Bucket bucketOf(String caller) {
        return buckets.get(caller, key -> Bucket.builder()
                .addLimit(limit ->
                        limit.capacity((long) BURST_SECONDS * perSecond).refillGreedy(perSecond, Duration.ofSeconds(1)))
                .withCustomTimePrecision(time)
                .build());
    }
}
