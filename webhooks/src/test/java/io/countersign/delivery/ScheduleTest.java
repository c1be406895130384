package io.countersign.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    @Test
    void thereAreTenAttemptsWithThesePausesBetweenThem() {
        List<Duration> asked = List.of(
                Duration.ofSeconds(5),
                Duration.ofMinutes(5),
                Duration.ofMinutes(30),
                Duration.ofHours(2),
                Duration.ofHours(5),
                Duration.ofHours(10),
                Duration.ofHours(14),
                Duration.ofHours(20),
                Duration.ofHours(24));
        IntStream.rangeClosed(1, 9).forEach(failures -> assertThat(pause(failures, null))
                .isBetween(
                        asked.get(failures - 1),
                        asked.get(failures - 1).multipliedBy(11).dividedBy(10)));
        assertThat(Schedule.next(10, null, NOW, new Random(1))).isEmpty();
    }

    @Property
    void aReceiverIsLeftAloneAsLongAsItAsksForADayAtMost(
            @ForAll @IntRange(min = 1, max = 9) int failures, @ForAll @IntRange(min = 0, max = 1_000_000) int seconds) {
        Duration wish = Duration.ofSeconds(seconds);
        Duration day = Duration.ofHours(24);
        assertThat(pause(failures, wish))
                .isGreaterThanOrEqualTo(wish.compareTo(day) > 0 ? day : wish)
                .isGreaterThanOrEqualTo(Schedule.PAUSES.get(failures - 1));
    }

    @Test
    void aWishIsSecondsOrADate() {
        assertThat(RetryAfter.read("120", NOW)).isEqualTo(Duration.ofMinutes(2));
        assertThat(RetryAfter.read(" 0 ", NOW)).isEqualTo(Duration.ZERO);
        assertThat(RetryAfter.read("Mon, 23 Nov 2026 12:01:30 GMT", NOW)).isEqualTo(Duration.ofSeconds(90));
        assertThat(RetryAfter.read("Mon, 23 Nov 2026 11:00:00 GMT", NOW)).isEqualTo(Duration.ZERO);
        assertThat(RetryAfter.read("99999999999999999999", NOW)).isEqualTo(Duration.ofDays(1));
    }

    @Test
    void whatIsNeitherIsNoWish() {
        for (String text : new String[] {null, "", "soon", "-5", "1.5", "٣"}) {
            assertThat(RetryAfter.read(text, NOW)).as(String.valueOf(text)).isNull();
        }
    }

    private static Duration pause(int failures, @Nullable Duration wish) {
        return Duration.between(
                NOW, Schedule.next(failures, wish, NOW, new Random(failures)).orElseThrow());
    }
}
