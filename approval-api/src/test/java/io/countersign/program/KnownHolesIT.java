package io.countersign.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.program.RawHttp.Request;
import io.countersign.program.RawHttp.Response;
import io.countersign.program.Routes.Route;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.json.JsonMapper;

/**
 * The classes of holes that MLflow's server had (see docs/hardening.md), each tried at every route of the program, under each
 * of its prefixes, in every place of its path and every field that it knows.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KnownHolesIT {

    private static final String CANARY = "the canary sings";
    private static final List<Route> ROUTES = Routes.all().stream()
            .filter(route -> !route.path().contains("stream")) // it never ends
            .toList();

    private final ServerProcess server = TheServer.shared();
    private final Path canary = server.data().resolveSibling("canary-" + Person.unique() + ".txt");
    private final Map<String, String> existing = new HashMap<>();
    private String admin = "";

    @BeforeAll
    void aRunAModelAndAFileThatIsNobodysBusiness() throws IOException {
        Files.writeString(canary, CANARY);
        Person person = Person.withRole(server, "admin");
        admin = Http.basic(person.name(), person.password());
        String experiment = person.http()
                .post(Http.API + "experiments/create", Map.of("name", "holes" + Person.unique()))
                .ok()
                .json()
                .get("experiment_id")
                .stringValue();
        String run = person.http()
                .post(Http.API + "runs/create", Map.of("experiment_id", experiment))
                .ok()
                .json()
                .at("/run/info/run_id")
                .stringValue();
        Map<String, String> model = Map.of("name", "holes" + Person.unique(), "source", "s3://b/k");
        person.http().post(Http.API + "registered-models/create", model).ok();
        person.http().post(Http.API + "model-versions/create", model).ok();
        existing.putAll(Map.of(
                "run_id",
                run,
                "run_uuid",
                run,
                "experiment_id",
                experiment,
                "name",
                model.get("name"),
                "version",
                "1"));
    }

    /** The sweeps below are worth what this list is. */
    @Test
    void everyRouteOfTheProgramIsTried() {
        assertThat(ROUTES).hasSizeGreaterThan(250);
        assertThat(ROUTES).filteredOn(route -> !route.fields().isEmpty()).hasSizeGreaterThan(150);
    }

    @AfterAll
    void theServerGoesOnAndTheCanaryTooAndNothingIsBesideIt() throws IOException {
        assertThat(server.isHealthy()).isTrue();
        assertThat(server.err()).doesNotContain("A request failed.");
        assertThat(Files.readString(canary)).isEqualTo(CANARY);
        Files.delete(canary);
    }

    /** Path traversal, inclusion of local files, writing elsewhere. */
    @Test
    void noPathLeadsOutOfTheStore() {
        String name = canary.getFileName().toString();
        List<String> paths = List.of(
                "../" + name,
                "../../../../../../../.." + canary,
                canary.toString(),
                "file://" + canary,
                "file:" + canary,
                "..\\..\\" + name,
                "x/../../../../" + name,
                "%2e%2e/%2e%2e/" + name,
                "%252e%252e%252f" + name,
                "..;/..;/" + name,
                "#/../../" + name,
                "?/../../" + name,
                "mlflow-artifacts:/../../../" + name,
                "s3://../" + name,
                name + "%00.txt");
        List<Path> before = beside(canary);
        for (Route route : ROUTES) {
            for (String path : paths) {
                tried(route, path).forEach(request -> {
                    Response response = send(request);
                    assertThat(response.status()).as(request.toString()).isLessThan(500);
                    assertThat(response.body()).as(request.toString()).doesNotContain(CANARY);
                });
            }
        }
        assertThat(beside(canary)).isEqualTo(before);
    }

    private static List<Path> beside(Path file) {
        try (Stream<Path> files = Files.list(file.getParent())) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Cross-site scripting: what somebody sends never comes back as a page that runs it. */
    @Test
    void noAnswerRunsWhatWasSent() {
        String script = "<script>alert(1)</script>";
        for (Route route : ROUTES) {
            tried(route, script).forEach(request -> {
                Response response = send(request);
                assertThat(response.status()).as(request.toString()).isLessThan(500);
                if (response.contentType().toLowerCase(Locale.ROOT).contains("html")) {
                    assertThat(response.body()).as(request.toString()).doesNotContain(script);
                }
            });
        }
    }

    /** Secrets of the server's surroundings, by names that somebody else would resolve. */
    @Test
    void noNameOfAVariableIsResolved() {
        String secret = System.getenv("PATH");
        for (Route route : ROUTES) {
            for (String name : List.of("$PATH", "${PATH}", "${java.home}", "#{systemProperties}", "${jndi:ldap://x}")) {
                tried(route, name).forEach(request -> {
                    Response response = send(request);
                    assertThat(response.status()).as(request.toString()).isLessThan(500);
                    assertThat(response.body())
                            .as(request.toString())
                            .doesNotContain(secret)
                            .doesNotContain("java.class.path");
                });
            }
        }
    }

    /** Names of any length: refused, or kept as they are, and the server goes on. */
    @Test
    void noLengthOfANameKeepsTheServerBusy() {
        String huge = "n".repeat(200_000);
        for (Route route : ROUTES) {
            bodies(route, huge).forEach(request -> assertThat(send(request).status())
                    .as(request.toString())
                    .isLessThan(500));
        }
    }

    /** Requests that other sites make browsers send: with the password that the browser keeps, and without. */
    @Test
    void noOtherSitesPageReachesAnyRoute() {
        for (Route route : ROUTES) {
            for (String origin : List.of("http://evil.example", "null", "http://127.0.0.1.evil.example")) {
                Request request = new Request(
                        route.method(), plain(route), List.of("Authorization: " + admin, "Origin: " + origin), body());
                assertThat(send(request).status()).as(request.toString()).isEqualTo(403);
            }
            Request preflight = new Request(
                    "OPTIONS",
                    plain(route),
                    List.of("Origin: http://evil.example", "Access-Control-Request-Method: " + route.method()),
                    new byte[0]);
            assertThat(send(preflight).status()).as(preflight.toString()).isIn(401, 403);
        }
    }

    /** Ways around the sign-in by other spellings of a path. */
    @Test
    void noSpellingOfAPathGetsPastTheSignIn() {
        for (Route route : ROUTES) {
            String path = plain(route);
            if (route.operation() == null) {
                continue;
            }
            for (String spelt : List.of(
                    path,
                    "/" + path,
                    path + "/",
                    path + ";x=y",
                    path.replaceFirst("/", "/;x/"),
                    path + "/.",
                    path + "%2f",
                    path + "%00",
                    path + ".json",
                    "/health/.." + path,
                    "/health;/.." + path,
                    "/version%2f.." + path,
                    "/.well-known/databricks-config/../.." + path,
                    path.toUpperCase(Locale.ROOT))) {
                Request request = new Request(route.method(), spelt, List.of(), body());
                assertThat(send(request).status()).as(request.toString()).isIn(400, 401, 404, 405);
            }
        }
    }

    @Test
    void noPasswordIsThereByDefault() {
        for (String password : List.of("password", "password1234", "admin", "countersign", "changeme", "")) {
            Request request = new Request(
                    "GET",
                    "/api/2.0/mlflow/experiments/get?experiment_id=0",
                    List.of("Authorization: " + Http.basic("admin", password)),
                    new byte[0]);
            assertThat(send(request).status()).as(password).isIn(401, 429);
        }
    }

    private Response send(Request request) {
        return RawHttp.send(server.uri(), request);
    }

    private static byte[] body() {
        return "{}".getBytes(StandardCharsets.UTF_8);
    }

    private static String plain(Route route) {
        return route.path().replaceAll("\\{[^}]*}", "0").replace("**", "0/f");
    }

    /** The value in each place of the path as it stands and escaped, in each field of the query, and in each of the body. */
    private List<Request> tried(Route route, String value) {
        List<Request> requests = new ArrayList<>();
        String escaped = URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
        if (route.path().contains("{") || route.path().contains("**")) {
            String raw = value.replace("<", "%3C").replace(">", "%3E").replace(" ", "%20");
            requests.add(request(route, inPath(route, raw), Map.of()));
            requests.add(request(route, inPath(route, escaped), Map.of()));
            requests.add(request(
                    route,
                    route.path()
                            .replaceAll("\\{[^}]*}", "0")
                            .replace("**", "0/" + existing.get("run_id") + "/artifacts/" + raw),
                    Map.of()));
        }
        for (String field : route.fields()) {
            requests.add(request(route, plain(route) + query(route, field, escaped), Map.of()));
        }
        requests.addAll(bodies(route, value));
        return requests;
    }

    private static String inPath(Route route, String value) {
        return route.path()
                .replaceAll("\\{[^}]*}", Matcher.quoteReplacement(value))
                .replace("**", value);
    }

    private String query(Route route, String field, String value) {
        StringBuilder query = new StringBuilder("?" + field + "=" + value);
        existing.forEach((name, there) -> {
            if (!name.equals(field) && route.fields().contains(name)) {
                query.append("&").append(name).append("=").append(there);
            }
        });
        return query.toString();
    }

    private List<Request> bodies(Route route, String value) {
        return route.method().equals("GET")
                ? List.of()
                : route.fields().stream()
                        .map(field -> request(route, plain(route), fields(route, field, value)))
                        .toList();
    }

    private Map<String, String> fields(Route route, String field, String value) {
        Map<String, String> fields = new HashMap<>();
        existing.entrySet().stream()
                .filter(each -> route.fields().contains(each.getKey()))
                .forEach(each -> fields.put(each.getKey(), each.getValue()));
        fields.put(field, value);
        return fields;
    }

    private Request request(Route route, String target, Map<String, String> fields) {
        return new Request(
                route.method(),
                target,
                List.of("Authorization: " + admin, "Content-Type: application/json"),
                route.method().equals("GET") ? new byte[0] : JsonMapper.shared().writeValueAsBytes(fields));
    }
}
