package io.countersign.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * When what a receiver did not take is sent again. The pauses are those that the Standard Webhooks specification (1.0.0,
 * "Deliverability and reliability") gives as an example, each up to a tenth longer so that not all come back at once.
 */
final class Schedule {

    /** From the end of one attempt to the next; the first attempt is made at once. */
    static final List<Duration> PAUSES = List.of(
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(14),
            Duration.ofHours(20),
            Duration.ofHours(24));

    private static final Duration LONGEST_WISH = Duration.ofHours(24);
    private static final double JITTER = 0.1;

    private Schedule() {}

    /**
     * When to try again; empty when it was tried often enough.
     *
     * @param failures so far, this one included
     * @param wish how long the receiver asked to be left alone; null when it did not
     */
    static Optional<Instant> next(int failures, @Nullable Duration wish, Instant now, RandomGenerator random) {
        if (failures > PAUSES.size()) {
            return Optional.empty();
        }
        Duration pause = PAUSES.get(failures - 1);
        Duration longer = pause.plusMillis((long) (pause.toMillis() * JITTER * random.nextDouble()));
        Duration asked = wish == null ? Duration.ZERO : wish.compareTo(LONGEST_WISH) > 0 ? LONGEST_WISH : wish;
        return Optional.of(now.plus(asked.compareTo(longer) > 0 ? asked : longer));
    }
}
