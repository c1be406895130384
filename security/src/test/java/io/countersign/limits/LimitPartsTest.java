package io.countersign.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitPartsTest {

    @Nested
    class ARateLimit {

        private final AtomicLong nanos = new AtomicLong(1);
        private final RateLimit limit = new RateLimit(10, new TimeMeter() {

            @Override
            public long currentTimeNanos() {
                return nanos.get();
            }

            @Override
            public boolean isWallClockBased() {
                return false;
            }
        });

        private void pass(Duration time) {
            nanos.addAndGet(time.toNanos());
        }

        private long allowedOf(String caller, int requests) {
            return IntStream.range(0, requests)
                    .filter(time -> limit.take(caller).isZero())
                    .count();
        }

        @Test
        void allowsFiveSecondsOfThemAtOnceAndThenAsManyASecondAsItSays() {
            assertThat(allowedOf("ann", 100)).isEqualTo(50);
            pass(Duration.ofSeconds(1));
            assertThat(allowedOf("ann", 100)).isEqualTo(10);
            pass(Duration.ofHours(1));
            assertThat(allowedOf("ann", 100)).isEqualTo(50);
        }

        @Test
        void ofOneCallerIsNoneOfOthers() {
            assertThat(allowedOf("ann", 100)).isEqualTo(50);
            assertThat(allowedOf("bob", 100)).isEqualTo(50);
        }

        @Test
        void saysHowLongToWait() {
            allowedOf("ann", 50);
            Duration wait = limit.take("ann");
            assertThat(wait).isPositive().isLessThanOrEqualTo(Duration.ofMillis(100));
            pass(wait);
            assertThat(limit.take("ann")).isZero();
        }

        @Test
        void letsWhoIsInDebtWaitLonger() {
            limit.charge("ann", 70);
            assertThat(limit.take("ann")).isBetween(Duration.ofSeconds(2), Duration.ofMillis(2_100));
        }

        @Test
        void countsNothingOfWhatIsGivenBack() {
            for (int time = 0; time < 500; time++) {
                assertThat(limit.take("ann")).isZero();
                limit.giveBack("ann");
            }
        }

        @Test
        void ofZeroIsNone() {
            RateLimit none = new RateLimit(0, TimeMeter.SYSTEM_NANOTIME);
            none.charge("ann", 1_000);
            assertThat(none.take("ann")).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "999, 1", "1000, 1", "1001, 2", "59500, 60"})
    void aWaitIsToldInWholeSecondsThatAreEnough(long millis, long seconds) {
        assertThat(Refusals.wholeSeconds(Duration.ofMillis(millis))).isEqualTo(seconds);
    }

    @Nested
    class Places {

        private final Slots slots = new Slots(2, 1, Duration.ofMillis(200));

        @Test
        void areFreeAgainWhenTheyAreLeft() {
            for (int time = 0; time < 10; time++) {
                try (Slots.Slot one = slots.enter("ann").orElseThrow();
                        Slots.Slot two = slots.enter("ann").orElseThrow()) {
                    assertThat(one).isNotSameAs(two);
                }
            }
        }

        @Test
        void areWaitedForAWhileAndThenNoLonger() {
            assertThat(slots.enter("ann")).isPresent();
            assertThat(slots.enter("ann")).isPresent();
            long begun = System.nanoTime();
            assertThat(slots.enter("ann")).isEmpty();
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
            assertThat(slots.enter("bob")).isPresent();
        }

        @Test
        void areTakenByWhoWaitsWhenOneIsLeft() {
            Slots patient = new Slots(1, 1, Duration.ofSeconds(30));
            Slots.Slot held = patient.enter("ann").orElseThrow();
            CompletableFuture<Boolean> next =
                    CompletableFuture.supplyAsync(() -> patient.enter("ann").isPresent());
            held.close();
            assertThat(next.join()).isTrue();
        }

        @Test
        void areNotWaitedForByMoreThanMay() {
            Slots hasty = new Slots(1, 0, Duration.ofHours(1));
            assertThat(hasty.enter("ann")).isPresent();
            assertThat(hasty.enter("ann")).isEmpty();
        }

        @Test
        void areTakenAllByWhatIsTooLargeForThem() {
            try (Slots.Slot all = slots.enter("ann", 1_000).orElseThrow()) {
                assertThat(all).isNotNull();
                assertThat(slots.enter("ann")).isEmpty();
            }
            assertThat(slots.enter("ann", 2)).isPresent();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "192.0.2.1:4711, 192.0.2.1",
        "2001:db8:1:2:3:4:5:6, 20010db800010002/64",
        "2001:db8:1:2::1, 20010db800010002/64",
        "[2001:db8:1:2::1]:443, 20010db800010002/64",
        "[2001:db8:1:2::1], 20010db800010002/64",
        "::ffff:192.0.2.1, 192.0.2.1",
        "nonsense, nonsense",
        "non:sense, non:sense"
    })
    void anAddressCountsAsWhoeverHasIt(String remote, String caller) {
        assertThat(ClientAddress.of(remote)).isEqualTo(caller);
    }
}
