package io.countersign.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.assembly.Caller;
import io.countersign.assembly.InProcessServer;
import io.countersign.assembly.Line;
import io.countersign.signin.FirstAdmin;
import io.countersign.startup.StartupError;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What a request says about whom it was forwarded for is believed of proxies that were named, and of nobody else. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForwardedHeadersTest {

    private static final String PROXY = "127.0.0.9";
    private static final String INNER_PROXY = "127.0.0.10";
    private static final String STRANGER = "127.0.0.11";
    private static final String API = "/api/2.0/mlflow/";

    private final InProcessServer server =
            InProcessServer.onAnEmptyDatabase(withLimit(settings(PROXY + "," + INNER_PROXY)));
    private final Caller admin = new Caller(server, FirstAdmin.USERNAME, InProcessServer.ADMIN_PASSWORD);
    private final String signIn = Line.basic(FirstAdmin.USERNAME, InProcessServer.ADMIN_PASSWORD);
    private String file = "";

    private static List<String> settings(String proxies) {
        ProxyOptions options = new ProxyOptions();
        new CommandLine(CommandLine.Model.CommandSpec.forAnnotatedObject(options))
                .parseArgs("--trusted-proxies", proxies);
        return options.settings();
    }

    private static List<String> withLimit(List<String> settings) {
        List<String> all = new ArrayList<>(settings);
        all.add("--countersign.limits.address-rate=10");
        return all;
    }

    @BeforeAll
    void aFile() {
        server.part(FirstAdmin.class).createIfNobodyCanSignIn();
        String run = admin.post(API + "runs/create", Map.of("experiment_id", "0"))
                .at("/run/info/run_id")
                .asString();
        file = "/api/2.0/mlflow-artifacts/presigned/0/" + run + "/artifacts/a.txt";
        Caller.Answer stored =
                admin.ask("PUT", file.replace("/presigned/", "/artifacts/"), BodyPublishers.ofString("a"));
        assertThat(stored.status()).as(stored.text()).isEqualTo(200);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private Line.Answer ask(String from, String target, String... headers) {
        try (Line line = new Line(server, from)) {
            return line.request("GET", target, headers).answer();
        }
    }

    /** Where the server thinks that the client finds it. */
    private String linkTo(String from, String... headers) {
        List<String> all = new ArrayList<>(List.of(headers));
        all.add(signIn);
        return ask(from, file, all.toArray(String[]::new)).json().get("url").asString();
    }

    @Test
    void aProxySaysByWhichNameAndHowTheServerIsFound() {
        assertThat(linkTo(PROXY, "X-Forwarded-Proto: https", "X-Forwarded-Host: ml.example.com"))
                .startsWith("https://ml.example.com/api/");
        assertThat(linkTo(
                        PROXY,
                        "X-Forwarded-Proto: https",
                        "X-Forwarded-Host: ml.example.com:8443",
                        "X-Forwarded-Port: 8443"))
                .startsWith("https://ml.example.com:8443/api/");
        assertThat(linkTo(PROXY, "X-Forwarded-Proto: https", "Host: ml.example.com"))
                .as("of a proxy that passes the host on")
                .startsWith("https://ml.example.com/api/");
        assertThat(linkTo(PROXY, "X-Forwarded-Proto: gopher", "X-Forwarded-Host: a b"))
                .startsWith("http://127.0.0.1/api/");
        assertThat(ask(PROXY, "/version", "X-Forwarded-Proto: https").header("Strict-Transport-Security"))
                .isPresent();
        assertThat(ask(PROXY, "/version").header("Strict-Transport-Security")).isEmpty();
    }

    @Test
    void anybodyElseSaysNothingOfTheKind() {
        assertThat(linkTo(
                        STRANGER,
                        "X-Forwarded-Proto: https",
                        "X-Forwarded-Host: evil.example",
                        "X-Forwarded-Port: 1",
                        "X-Forwarded-For: " + PROXY,
                        "Forwarded: for=" + PROXY + ";host=evil.example;proto=https"))
                .startsWith(server.url() + "/api/");
        assertThat(ask(STRANGER, "/version", "X-Forwarded-Proto: https").header("Strict-Transport-Security"))
                .isEmpty();
        assertThat(linkTo(PROXY, "Forwarded: for=1.2.3.4;host=evil.example;proto=https"))
                .as("of a proxy, in a header that is not read")
                .startsWith(server.url() + "/api/");
    }

    @Test
    void aPageOfTheServersOwnIsKnownByTheNameThatTheProxyKnows() {
        String[] own = {"Origin: https://ml.example.com", "X-Forwarded-Proto: https", "X-Forwarded-Host: ml.example.com"
        };
        assertThat(ask(PROXY, "/version", own).status()).isEqualTo(200);
        assertThat(ask(STRANGER, "/version", own).status()).isEqualTo(403);
        assertThat(ask(PROXY, "/version", "Origin: https://evil.example", own[1], own[2])
                        .status())
                .isEqualTo(403);
    }

    @Test
    void aClientOfAProxyIsWhoTheProxySaysWhateverTheClientSaid() {
        assertThat(untilRefused(PROXY, "203.0.113.7, " + INNER_PROXY, "198.51.100.%d, "))
                .as("the right-most address that is no proxy's")
                .isTrue();
        assertThat(ask(PROXY, "/version", "X-Forwarded-For: 203.0.113.7").status())
                .isEqualTo(429);
        assertThat(ask(PROXY, "/version", "X-Forwarded-For: 203.0.113.7:4711").status())
                .as("told with its port")
                .isEqualTo(429);
        assertThat(ask(PROXY, "/version", "X-Forwarded-For: 203.0.113.8").status())
                .as("another client")
                .isEqualTo(200);
        assertThat(ask(PROXY, "/version").status()).as("the proxy itself").isEqualTo(200);
    }

    @Test
    void whoIsNoProxyIsWhoTheyAreWhateverTheySay() {
        assertThat(untilRefused(STRANGER, "127.0.0.1", "198.51.100.%d, ")).isTrue();
        assertThat(ask(STRANGER, "/version").status()).isEqualTo(429);
        assertThat(ask(STRANGER, "/version", "X-Forwarded-For: " + PROXY).status())
                .isEqualTo(429);
    }

    @Test
    void wrongPasswordsAreThoseOfTheClientAndNotOfTheProxy() {
        for (int attempt = 0; attempt < 4; attempt++) {
            ask(PROXY, API + "users/list", Line.basic("ann", "a guess"), "X-Forwarded-For: 203.0.113.20");
        }
        assertThat(ask(PROXY, API + "users/list", Line.basic("ann", "a guess"), "X-Forwarded-For: 203.0.113.20")
                        .status())
                .isEqualTo(429);
        assertThat(ask(PROXY, API + "users/list", Line.basic("ann", "a guess"), "X-Forwarded-For: 203.0.113.21")
                        .status())
                .isEqualTo(401);
    }

    /** @param spoofed what each request claims to have been forwarded for before, another each time */
    private boolean untilRefused(String from, String forwarded, String spoofed) {
        for (int time = 0; time < 250; time++) {
            String chain = "X-Forwarded-For: " + spoofed.formatted(time) + forwarded;
            if (ask(from, "/version", chain).status() == 429) {
                return true;
            }
        }
        return false;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10.1.2.3|10.1.2.3/32",
                "10.1.0.0/16 |10.1.0.0/16",
                "10.1.2.3,192.168.0.0/24|10.1.2.3/32,192.168.0.0/24",
                "2001:db8::1|2001:db8::1/128",
                "::1,fd00::/8|::1/128,fd00::/8"
            })
    void proxiesAreNamedByAddressOrBlock(String proxies, String blocks) {
        assertThat(settings(proxies)).contains("--countersign.trusted-proxies=" + blocks);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "proxy.example",
                "10.1.2",
                "10.1.2.300",
                "0.0.0.0/0",
                "::/0",
                "10.1.0.0/33",
                "10.*",
                ".*",
                "1",
                "::/129",
                "/8"
            })
    void whatIsNoAddressIsNoProxy(String proxy) {
        assertThatThrownBy(() -> settings(proxy))
                .isInstanceOf(StartupError.class)
                .hasMessageContaining("not '" + proxy + "'");
    }
}
