package io.countersign.egress;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.fuzz.Mutations;
import io.countersign.fuzz.Reading;
import io.countersign.rejection.Rejection;
import io.countersign.startup.StartupError;
import java.net.URI;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever somebody writes as an address: it leads where it seems to lead, or is refused. */
class AnyTargetTest {

    @Example
    void aUrlLeadsSomewhere() {
        assertThat(Target.of("https://ci.example:8443/hook").port()).isEqualTo(8443);
    }

    @Property(tries = 2_000)
    void aTargetIsWhereTheUrlSeemsToLead(@ForAll("urls") String url) {
        Reading.orRefusal(() -> Target.of(url), Rejection.class)
                .ifPresent(target -> assertThat(target).satisfies(found -> {
                    URI read = URI.create(url);
                    String host = found.literal() != null && found.host().contains(":")
                            ? "[" + found.host() + "]"
                            : found.host();
                    assertThat(read.getHost()).isEqualToIgnoringCase(host);
                    assertThat(read.getScheme()).isEqualToIgnoringCase(found.scheme());
                    assertThat(found.port()).isBetween(1, 65_535);
                    assertThat(read.getRawAuthority()).doesNotContain("@");
                }));
    }

    @Property(tries = 1_000)
    void whatIsSaidOfAUrlHidesItsQuery(@ForAll("rests") String rest) {
        try {
            Target.of("https://ci.example/" + rest);
        } catch (Rejection refused) {
            assertThat(refused).hasMessageNotContaining("S3CRET");
        }
    }

    @Property(tries = 1_000)
    void anEntryOfTheAllowListIsReadOrRefused(@ForAll("entries") String entry) {
        Reading.orRefusal(() -> Allowed.parse(List.of(entry)), StartupError.class)
                .ifPresent(allowed -> assertThat(allowed.entries()).hasSize(1));
    }

    @Provide
    Arbitrary<String> urls() {
        return Mutations.of(
                "https://ci.example/hook?token=S3CRET",
                "http://user:S3CRET@192.0.2.1:8080/",
                "https://[2001:db8::1]:8443/x?y=S3CRET#z",
                "https://xn--bcher-kva.example",
                "https://2130706433/",
                "https://0x7f.1/",
                "https://[::ffff:127.0.0.1]/",
                "https://127.0.0.1./%2e%2e/");
    }

    @Provide
    Arbitrary<String> rests() {
        return Mutations.of("hook?token=S3CRET", "?S3CRET#S3CRET");
    }

    @Provide
    Arbitrary<String> entries() {
        return Mutations.of(
                        "10.1.0.0/16",
                        "jenkins.internal:8443",
                        "[::1]:9000",
                        "[fd00::]/8:443",
                        "fd00::/8",
                        "127.0.0.1:8080",
                        "2001:db8::1")
                .filter(entry -> entry.length() < 5_000); // an operator's own words come back whole
    }
}
