package io.countersign.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetsTest {

    private static final Map<String, List<String>> NAMES = Map.of(
            "example.com", List.of("93.184.215.14"),
            "six.example", List.of("2606:4700::1111"),
            "inside.example", List.of("10.0.0.1"),
            "both.example", List.of("93.184.215.14", "10.0.0.1"),
            "empty.example", List.of(),
            "localhost", List.of("127.0.0.1"),
            "jenkins.internal", List.of("10.9.9.9"));

    private final Targets targets = new Targets(
            Allowed.parse(List.of("jenkins.internal:8080", "127.0.0.1:9092", "10.1.0.0/16")), TargetsTest::resolve);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.com/hook",
                "HTTPS://EXAMPLE.com/hook?token=a%20b",
                "https://example.com:8443/",
                "https://example.com:1024",
                "https://six.example/",
                "https://93.184.215.14/",
                "https://[2606:4700::1111]:8443/",
                "http://jenkins.internal:8080/job/x/build",
                "https://jenkins.internal:8080/job/x/build",
                "http://127.0.0.1:9092/",
                "http://10.1.2.3:8080/"
            })
    void aUrlThatMayBeCalledIsTakenAsItIs(String url) {
        assertThat(targets.check(url)).isEqualTo(URI.create(url));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            https://inside.example/        | The address 10.0.0.1 of inside.example is not a public one.
            https://both.example/          | The address 10.0.0.1 of both.example is not a public one.
            https://localhost/             | The address 127.0.0.1 of localhost is not a public one.
            https://LOCALHOST:8443/        | The address 127.0.0.1 of localhost is not a public one.
            https://127.0.0.1/             | The address 127.0.0.1 is not a public one.
            http://169.254.169.254/latest  | The address 169.254.169.254 is not a public one.
            https://[::1]/                 | The address 0:0:0:0:0:0:0:1 is not a public one.
            https://[fd00:ec2::254]/       | is not a public one.
            https://[64:ff9b::a00:1]/      | is not a public one.
            https://empty.example/         | The name empty.example does not resolve
            https://nowhere.example/       | The name nowhere.example does not resolve
            http://example.com/hook        | Plain http to example.com is not allowed; use https.
            http://93.184.215.14/hook      | Plain http to 93.184.215.14 is not allowed; use https.
            https://example.com:22/        | The port 22 may not be called.
            https://example.com:25/        | The port 25 may not be called.
            https://example.com:6379/      | The port 6379 may not be called.
            https://jenkins.internal:8081/ | The address 10.9.9.9 of jenkins.internal is not a public one.
            http://127.0.0.1:9093/         | The address 127.0.0.1 is not a public one.
            http://10.1.2.3:5432/          | The address 10.1.2.3 is not a public one.
            """)
    void anAddressThatMayNotBeCalledIsRefused(String url, String why) {
        assertThat(refusal(url, Reason.ADDRESS_REFUSED)).hasMessageContaining(why);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                              | The URL has no scheme
            example.com/hook                | The URL has no scheme
            //example.com/hook              | The URL has no scheme
            ftp://example.com/              | The URL's scheme is ftp
            file:///etc/passwd              | The URL's scheme is file
            javascript:alert(1)             | The URL's scheme is javascript
            gopher://127.0.0.1:6379/_x      | The URL's scheme is gopher
            https:example.com               | The URL names no host.
            https:///hook                   | The URL names no host.
            https://                        | The URL cannot be read
            https://user:pw@example.com/    | The URL has a user name or password
            https://example.com@127.0.0.1/  | The URL has a user name or password
            https://127.0.0.1@example.com/  | The URL has a user name or password
            https://a@b@example.com/        | The URL
            https://example.com/#part       | The URL has a fragment
            https://example.com:0/          | The URL's port is 0
            https://example.com:65536/      | The URL's port is 65536
            https://example.com:99999999999/| The URL's host
            https://example.com./           | The URL's host "example.com."
            https://localhost./             | The URL's host "localhost."
            https://127.0.0.1./             | The URL's host "127.0.0.1."
            https://2130706433/             | The URL's host "2130706433"
            https://0x7f000001/             | The URL's host "0x7f000001"
            https://0x7f.0.0.1/             | The URL's host
            https://0177.0.0.1/             | The URL's host
            https://127.1/                  | The URL's host "127.1"
            https://127.0.0.01/             | The URL's host
            https://127.0.0.256/            | The URL's host
            https://example.1/              | The URL's host
            https://[::ffff:127.0.0.1]/     | The URL's host "::ffff:127.0.0.1"
            https://[::ffff:8.8.8.8]/       | The URL's host "::ffff:8.8.8.8"
            https://[fe80::1%25eth0]/       | The URL
            https://my_host/                | The URL's host "my_host"
            https://exa%6Dple.com/          | The URL's host
            https://example.com\\hook       | The URL cannot be read
            https://exämple.com/            | characters beyond ASCII
            https://127。0。0。1/           | characters beyond ASCII
            https://example.com/a b         | spaces
            """)
    void aUrlThatProgramsReadDifferentlyIsInvalid(String url, String why) {
        assertThat(refusal(url, Reason.PARAMETER_INVALID)).hasMessageContaining(why);
    }

    @Test
    void aUrlHasALongestLength() {
        String longest = "https://example.com/" + "x".repeat(2_028);

        assertThat(targets.check(longest)).hasToString(longest);
        assertThat(refusal(longest + "x", Reason.PARAMETER_INVALID))
                .hasMessage("'url' exceeds the maximum length of 2048 characters");
    }

    @Test
    void aPasswordOrTokenInAUrlIsNotRepeated() {
        assertThat(refusal("https://me:hunter2@example.com/?token=s3cret", Reason.PARAMETER_INVALID)
                        .getMessage())
                .doesNotContain("hunter2", "s3cret");
        assertThat(refusal("https://inside.example/?token=s3cret", Reason.ADDRESS_REFUSED)
                        .getMessage())
                .doesNotContain("s3cret");
    }

    private Rejection refusal(String url, Reason reason) {
        Rejection rejection = catchThrowableOfType(Rejection.class, () -> targets.check(url));
        assertThat(rejection).as("a refusal of %s", url).isNotNull();
        assertThat(rejection.reason()).isEqualTo(reason);
        return rejection;
    }

    private static List<InetAddress> resolve(String name) throws UnknownHostException {
        List<String> known = NAMES.get(name);
        if (known == null) {
            throw new UnknownHostException(name);
        }
        return known.stream().map(Literal::parse).toList();
    }
}
