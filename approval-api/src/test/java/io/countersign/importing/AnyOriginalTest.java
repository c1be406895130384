package io.countersign.importing;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.fuzz.Mutations;
import io.countersign.fuzz.Reading;
import io.countersign.rejection.Rejection;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class AnyOriginalTest {

    /** It is stored, and shown: nobody's password is in it. */
    @Property(tries = 2_000)
    void aServerIsAnAddressWithoutAnybodysPasswordOrRefused(@ForAll("servers") String server) {
        Reading.orRefusal(() -> Originals.from(server, "7"), Rejection.class)
                .ifPresent(from -> assertThat(from.server())
                        .matches("https?://[^/?#@\\p{C}\\p{Z}]+(/[^?#\\p{C}\\p{Z}]*)?")
                        .hasSizeLessThanOrEqualTo(1_000));
    }

    @Provide
    Arbitrary<String> servers() {
        return Mutations.of(
                "https://mlflow.example.com:5000/base/",
                "http://user:password@host",
                "https://h///",
                "http://h?x=y",
                "http://\u0085");
    }
}
