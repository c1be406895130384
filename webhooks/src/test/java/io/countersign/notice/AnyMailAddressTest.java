package io.countersign.notice;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.fuzz.Mutations;
import io.countersign.fuzz.Reading;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class AnyMailAddressTest {

    @Example
    void anAddressIsOne() {
        assertThat(MailSettings.wrong("ann@example.com")).isEmpty();
        assertThat(MailSettings.wrong("ann@[192.0.2.1]")).isEmpty();
        assertThat(MailSettings.wrong("ann@[<192.0.2.1]")).isPresent();
    }

    /** So that it ends no line of a letter's head and names nobody else beside. */
    @Property(tries = 2_000)
    void whatPassesForAnAddressIsOneAndNothingAroundIt(@ForAll("addresses") String address) {
        boolean passes = Reading.orRefusal(() -> MailSettings.wrong(address))
                .orElseThrow()
                .isEmpty();
        if (passes) {
            assertThat(address).matches("[\\x21-\\x7E]+@[\\x21-\\x7E]+").doesNotContain(",", "<", ">", ";", "(");
        }
    }

    @Provide
    Arbitrary<String> addresses() {
        return Mutations.of(
                "ann@example.com",
                "\"ann b\"@example.com",
                "Ann <ann@example.com>",
                "team: a@b.example, c@d.example;",
                "ann@[192.0.2.1]");
    }
}
