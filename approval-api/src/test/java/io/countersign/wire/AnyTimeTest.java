package io.countersign.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.fuzz.Mutations;
import io.countersign.fuzz.Reading;
import io.countersign.rejection.Rejection;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class AnyTimeTest {

    /** In milliseconds since 1970, as the views count. */
    @Property(tries = 1_000)
    void whateverIsReadIsATimeThatCanBeStored(@ForAll("times") String text) {
        Reading.orRefusal(() -> Times.read("until", text), Rejection.class).ifPresent(time -> {
            assertThat(time.toEpochMilli()).isNotNegative();
            assertThat(Times.read("until", time.toString())).isEqualTo(time);
        });
    }

    @Provide
    Arbitrary<String> times() {
        return Mutations.of(
                "2027-01-31T12:00:00Z",
                "2027-01-31T12:00+18:00",
                "-999999999-01-01T00:00:00Z",
                "+999999999-12-31T23:59:59.999999999-18:00",
                "9999-12-31T23:59:60Z");
    }
}
