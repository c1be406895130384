package io.countersign;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** RFC 9562, section 5.7. */
class Uuid7Test {

    private static final long LAST_48_BIT_MILLISECOND = 0xFFFF_FFFF_FFFFL;
    private static final int RFC_9562_VARIANT = 2;
    private static final long TICKS = 4096;

    @Property
    void everyIdIsOfVersionSevenAndTheVariantOfTheRfc(@ForAll @LongRange(max = LAST_48_BIT_MILLISECOND) long millis) {
        UUID id = Uuid7.at(millis * TICKS);

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(RFC_9562_VARIANT);
    }

    @Property
    void theFirstFortyEightBitsAreTheMillisecond(@ForAll @LongRange(max = LAST_48_BIT_MILLISECOND) long millis) {
        assertThat(Uuid7.at(millis * TICKS).getMostSignificantBits() >>> 16).isEqualTo(millis);
    }

    @Property
    void textSortsByTime(
            @ForAll @LongRange(max = LAST_48_BIT_MILLISECOND - 1) long earlier,
            @ForAll @LongRange(min = 1, max = 100_000) long distance) {
        long later = Math.min(earlier + distance, LAST_48_BIT_MILLISECOND);

        assertThat(Uuid7.at(earlier * TICKS).toString())
                .isLessThan(Uuid7.at(later * TICKS).toString());
    }

    @Test
    void theExampleOfTheRfcHasItsTime() {
        long exampleOfAppendixA6 = 0x017F22E279B0L;

        assertThat(Uuid7.at(exampleOfAppendixA6 * TICKS)).asString().startsWith("017f22e2-79b0-7");
    }

    @Test
    void idsOfOneMillisecondDiffer() {
        Set<UUID> ids = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            assertThat(ids.add(Uuid7.at(1_700_000_000_000L * TICKS))).isTrue();
        }
    }

    @Test
    void idsOfOneProcessSortInTheOrderInWhichTheyWereMade() {
        List<String> ids = Stream.generate(Uuid7::hex).limit(10_000).toList();

        assertThat(ids).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void anIdIsMadeAtTheTimeOfTheClock() {
        long before = System.currentTimeMillis();
        long made = Uuid7.next().getMostSignificantBits() >>> 16;

        assertThat(made).isBetween(before, System.currentTimeMillis() + 10); // after a burst of ids it may be ahead
    }

    @Test
    void inHexadecimalItIsThirtyTwoDigits() {
        assertThat(Uuid7.hex()).matches("[0-9a-f]{12}7[0-9a-f]{3}[89ab][0-9a-f]{15}");
    }
}
