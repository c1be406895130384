package io.countersign.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.fuzz.Mutations;
import io.countersign.fuzz.Reading;
import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RetryAfterTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    @Example
    void secondsAndDatesAreRead() {
        assertThat(RetryAfter.read(" 120 ", NOW)).isEqualTo(Duration.ofMinutes(2));
        assertThat(RetryAfter.read("Mon, 23 Nov 2026 12:00:30 GMT", NOW)).isEqualTo(Duration.ofSeconds(30));
        assertThat(RetryAfter.read("Mon, 23 Nov 2026 11:00:00 GMT", NOW)).isEqualTo(Duration.ZERO);
        assertThat(RetryAfter.read("soon", NOW)).isNull();
    }

    @Property(tries = 1_000)
    void whateverAReceiverSaysIsATimeToComeOrNothing(@ForAll("headers") String header) {
        Reading.orRefusal(() -> RetryAfter.read(header, NOW))
                .ifPresent(wait -> assertThat(wait).isGreaterThanOrEqualTo(Duration.ZERO));
    }

    @Provide
    Arbitrary<String> headers() {
        return Mutations.of("120", "Mon, 23 Nov 2026 12:00:30 GMT", "Fri, 31 Dec 9999 23:59:59 GMT");
    }
}
