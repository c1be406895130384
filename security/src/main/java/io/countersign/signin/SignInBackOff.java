package io.countersign.signin;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;

/**
 * Slows down whoever tries passwords: after ten wrong ones for a name from an address, the next must wait a second, then
 * two, then four, a minute at most. It counts names that do not exist as well, and so tells nobody which do.
 */
final class SignInBackOff {

    private static final int FREE = 10;
    private static final int LONGEST_SECONDS = 60;
    private static final int LONGEST_SHIFT = 6;

    private final Ticker ticker;
    private final Cache<Attempt, Failures> failures;

    SignInBackOff(Ticker ticker) {
        this.ticker = ticker;
        failures = Caffeine.newBuilder()
                .maximumSize(10_000)
                .expireAfterWrite(Duration.ofMinutes(15))
                .ticker(ticker)
                .build();
    }

    /** How long to wait before the next attempt; zero when it may be made now. */
    Duration wait(Attempt attempt) {
        Failures known = failures.getIfPresent(attempt);
        return known == null ? Duration.ZERO : known.rest(ticker.read());
    }

    void failed(Attempt attempt) {
        failures.asMap()
                .compute(attempt, (key, known) -> new Failures(known == null ? 1 : known.count() + 1, ticker.read()));
    }

    void succeeded(Attempt attempt) {
        failures.invalidate(attempt);
    }

    record Attempt(String username, String address) {
        static Attempt of(String username, String address) {
            String name = UserRules.fold(username);
            return new Attempt(name.substring(0, Math.min(name.length(), UserRules.LONGEST_NAME)), address);
        }
    }

    private record Failures(int count, long lastNanos) {
        Duration rest(long nowNanos) {
            Duration left = pause().minusNanos(nowNanos - lastNanos);
            return left.isPositive() ? left : Duration.ZERO;
        }

        private Duration pause() {
            int over = count - FREE;
            return over < 0
                    ? Duration.ZERO
                    : Duration.ofSeconds(Math.min(LONGEST_SECONDS, 1L << Math.min(over, LONGEST_SHIFT)));
        }
    }
}
