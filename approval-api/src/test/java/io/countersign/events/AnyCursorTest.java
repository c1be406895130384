package io.countersign.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.fuzz.Mutations;
import io.countersign.fuzz.Reading;
import io.countersign.rejection.Rejection;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;

class AnyCursorTest {

    @Property(tries = 500)
    void aPlaceIsReadAsItWasGiven(@ForAll @LongRange(min = 0, max = 1L << 61) long index) {
        assertThat(Cursor.read("after", new Cursor(index).toString())).isEqualTo(new Cursor(index));
    }

    @Property(tries = 2_000)
    void anyOtherTextIsAPlaceInTheLogOrRefused(@ForAll("cursors") String text) {
        Reading.orRefusal(() -> Cursor.read("after", text), Rejection.class).ifPresent(cursor -> {
            assertThat(cursor.index()).isNotNegative();
            assertThat(Cursor.read("after", cursor.toString())).isEqualTo(cursor);
        });
    }

    @Property(tries = 1_000)
    void whatIsWantedCouldComeOrIsRefused(@ForAll("words") String format, @ForAll("words") String type) {
        Reading.orRefusal(() -> EventFilter.of(format, List.of(type)), Rejection.class)
                .ifPresent(filter -> assertThat(filter.storedNames()).isNotEmpty());
    }

    @Provide
    Arbitrary<String> cursors() {
        return Mutations.of("e0", "e7zz", "ezzzzzzzzzzzz", "latest", "e1y2p0ij32e8e7");
    }

    @Provide
    Arbitrary<String> words() {
        return Mutations.of(
                "cloudevents", "cdevents", "io.countersign.run.finished.v1", " dev.cdevents.artifact.published.0.2.0 ");
    }
}
