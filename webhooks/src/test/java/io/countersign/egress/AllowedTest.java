package io.countersign.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.startup.StartupError;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AllowedTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:8080,        127.0.0.1,      127.0.0.1,    8080, true",
        "127.0.0.1:8080,        127.0.0.1,      127.0.0.1,    8081, false",
        "127.0.0.1,             127.0.0.1,      127.0.0.1,    9999, true",
        "127.0.0.1,             127.0.0.1,      127.0.0.1,    5432, false",
        "127.0.0.1,             127.0.0.1,      127.0.0.1,    22,   false",
        "127.0.0.1:5432,        127.0.0.1,      127.0.0.1,    5432, true",
        "10.1.0.0/16,           10.1.255.255,   10.1.255.255, 443,  true",
        "10.1.0.0/16,           ci.internal,    10.1.2.3,     443,  true",
        "10.1.0.0/16,           10.2.0.0,       10.2.0.0,     443,  false",
        "10.1.0.0/16:8443,      10.1.2.3,       10.1.2.3,     443,  false",
        "10.1.2.0/23,           10.1.3.9,       10.1.3.9,     443,  true",
        "10.1.2.0/23,           10.1.4.0,       10.1.4.0,     443,  false",
        "Jenkins.Internal:8443, jenkins.internal, 10.9.9.9,   8443, true",
        "jenkins.internal,      jenkins.internal, 127.0.0.1,  8080, true",
        "jenkins.internal,      x.jenkins.internal, 127.0.0.1, 8080, false",
        "jenkins.internal,      jenkins.internal, 169.254.169.254, 80, false",
        "jenkins.internal,      jenkins.internal, 0.0.0.0,    80,   false",
        "169.254.169.254:80,    169.254.169.254, 169.254.169.254, 80, true",
        "[::1]:9000,            ::1,            ::1,          9000, true",
        "[::1],                 ::1,            ::1,          9000, true",
        "::1,                   ::1,            ::1,          9000, true",
        "fd00::/8,              fd12::1,        fd12::1,      443,  true",
        "[fd00::]/8:9000,       fd12::1,        fd12::1,      9000, true",
        "[fd00::]/8:9000,       fd12::1,        fd12::1,      9001, false",
        "fd00::/8,              10.0.0.1,       10.0.0.1,     443,  false",
        "localhost:8080,        localhost,      127.0.0.1,    8080, true"
    })
    void anEntryCoversWhatItSays(String entry, String host, String address, int port, boolean covered) {
        assertThat(Allowed.parse(List.of(entry)).covers(host, Literal.parse(address), port))
                .isEqualTo(covered);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                    | write an IP address, a CIDR block or the name of a host
            10.1.2.3/16           | bits beyond the prefix
            10.0.0.0/33           | its prefix must be a number from 1 to 32.
            0.0.0.0/0             | its prefix must be a number from 1 to 32.
            10.0.0.0/             | its prefix must be a number from 1 to 32.
            fd00::/129            | its prefix must be a number from 1 to 128.
            jenkins.internal/8    | only an IP address can have a prefix, and jenkins.internal is none.
            jenkins.internal:0    | its port must be a number from 1 to 65535.
            jenkins.internal:     | its port must be a number from 1 to 65535.
            10.0.0.1:65536        | its port must be a number from 1 to 65535.
            10.0.0.1:http         | its port must be a number from 1 to 65535.
            http://10.0.0.1       | write an IP address, a CIDR block or the name of a host
            https://ci.internal/x | write an IP address, a CIDR block or the name of a host
            10.0.0.256            | neither an IP address in its usual form nor the name of a host
            010.0.0.1             | neither an IP address in its usual form nor the name of a host
            2130706433            | neither an IP address in its usual form nor the name of a host
            0x7f.1                | neither an IP address in its usual form nor the name of a host
            [::ffff:127.0.0.1]    | neither an IP address in its usual form nor the name of a host
            *.internal            | neither an IP address in its usual form nor the name of a host
            jenkins.internal.     | neither an IP address in its usual form nor the name of a host
            [::1                  | write an IP address, a CIDR block or the name of a host
            """)
    void anEntryThatCannotBeReadKeepsTheServerFromStarting(String entry, String why) {
        assertThatThrownBy(() -> Allowed.parse(List.of("10.0.0.1", entry)))
                .isInstanceOf(StartupError.class)
                .hasMessageStartingWith("\"" + entry + "\" cannot be allowed as a target of webhooks: ")
                .hasMessageContaining(why);
    }

    @Test
    void nothingIsAllowedUnlessSomebodySaysSo() {
        assertThat(Allowed.nothing().covers("127.0.0.1", Literal.parse("127.0.0.1"), 443))
                .isFalse();
    }
}
