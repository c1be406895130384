package io.countersign.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.assembly.InProcessServer;
import io.countersign.assembly.Line;
import io.countersign.program.Routes;
import io.countersign.program.Routes.Route;
import io.countersign.signin.FirstAdmin;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What pages of other sites come to, at every route under each of its prefixes: nothing. Neither by asking across origins,
 * nor by a name of theirs that was made to point at this machine.
 */
class OtherSitesTest {

    private static final List<Route> ROUTES = Stream.concat(
                    Routes.all().stream(),
                    Stream.of("/", "/index.html", "/static/app.js", "/favicon.ico", "/..;/health")
                            .map(path -> new Route("GET", path, List.of(), "nobody's", null)))
            .toList();

    @Nested
    class WhereNobodySignsIn extends EveryRoute {

        WhereNobodySignsIn() {
            super("none");
        }
    }

    @Nested
    class WherePeopleSignIn extends EveryRoute {

        WherePeopleSignIn() {
            super("local");
        }
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    abstract static class EveryRoute {

        private final InProcessServer server;
        private final String signIn = Line.basic(FirstAdmin.USERNAME, InProcessServer.ADMIN_PASSWORD);

        EveryRoute(String auth) {
            server = InProcessServer.onAnEmptyDatabase(List.of("--countersign.auth=" + auth));
        }

        @BeforeAll
        void anAdmin() {
            server.part(FirstAdmin.class).createIfNobodyCanSignIn();
        }

        @AfterAll
        void stop() {
            server.close();
        }

        @Test
        void refusesToSayToABrowserThatAForeignPageMayAsk() {
            assertThat(wrong(
                            "OPTIONS",
                            "Origin: https://evil.example",
                            "Access-Control-Request-Method: POST",
                            "Access-Control-Request-Headers: authorization, content-type",
                            "Access-Control-Request-Private-Network: true"))
                    .isEmpty();
        }

        @Test
        void refusesWhatAForeignPageAsks() {
            for (String origin : List.of("https://evil.example", "null", "http://127.0.0.1:1")) {
                assertThat(wrong(null, signIn, "Origin: " + origin)).as(origin).isEmpty();
            }
        }

        @Test
        void refusesANameThatWasMadeToPointHere() {
            for (String host : List.of("evil.example", "evil.example:5000", "127.0.0.1.evil.example", "192.0.2.1")) {
                assertThat(wrong(null, signIn, "Host: " + host, "X-Forwarded-Host: 127.0.0.1"))
                        .as(host)
                        .isEmpty();
            }
        }

        /** Or the tests above would pass on a server that refuses everything. */
        @Test
        void answersToItsOwnName() {
            for (String host : List.of("127.0.0.1:5000", "localhost", "[::1]:5000")) {
                assertThat(Line.ask(server, "GET", "/version", "Host: " + host).status())
                        .isEqualTo(200);
                assertThat(Line.ask(server, "GET", "/api/2.0/mlflow/users/current", signIn, "Host: " + host)
                                .status())
                        .isNotEqualTo(403);
            }
        }

        /** @param method null for the route's own */
        private List<String> wrong(@Nullable String method, String... headers) {
            List<String> wrong = new ArrayList<>();
            for (Route route : ROUTES) {
                String path = route.path().replaceAll("\\{[^}]*}", "0").replace("/**", "/0/f");
                Line.Answer answer = Line.ask(server, method == null ? route.method() : method, path, headers);
                if (!isRefused(answer)) {
                    wrong.add(route + ": " + answer.status() + " " + answer.headers());
                }
            }
            return wrong;
        }

        /** For what it is, and with no header that would let another page read that; some paths are none to begin with. */
        private static boolean isRefused(Line.Answer answer) {
            return (answer.status() == 403 || answer.status() == 400)
                    && answer.headers().stream()
                            .noneMatch(header -> header.toLowerCase(Locale.ROOT).startsWith("access-control-"));
        }
    }
}
