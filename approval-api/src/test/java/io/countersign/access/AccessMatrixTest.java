package io.countersign.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.countersign.assembly.Caller;
import io.countersign.assembly.InProcessServer;
import io.countersign.identity.Role;
import io.countersign.program.Routes;
import io.countersign.program.Routes.Route;
import io.countersign.signin.FirstAdmin;
import io.countersign.token.Scope;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Every route under each of its prefixes, asked by everybody: by nobody, by who has no role, by each role, and by tokens of
 * each scope. Whether the guard lets them through is what the documentation says; what the handler makes of an empty
 * request is no matter here.
 *
 * <p>{@code -Dcountersign.docs.approve=true} writes the documentation.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessMatrixTest {

    private static final Path PAGE = Path.of("../docs/permissions.md");
    private static final String BEGIN = "<!-- every route -->\n\n";
    private static final String PASSWORD = "correct horse battery";
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final List<Route> ROUTES = Routes.all();

    /** Nobody asks as often as nobody does here. */
    private final InProcessServer server =
            InProcessServer.onAnEmptyDatabase(List.of("--countersign.limits.address-rate=0"));

    private final Caller admin = new Caller(server, FirstAdmin.USERNAME, InProcessServer.ADMIN_PASSWORD);

    @BeforeAll
    void oneOfEachRole() {
        server.part(FirstAdmin.class).createIfNobodyCanSignIn();
        Arrays.stream(Role.values()).forEach(role -> comes("a-" + role.label(), List.of(role.label())));
        comes("nobody-in-particular", List.of());
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private void comes(String name, List<String> roles) {
        admin.post("/api/2.0/mlflow/users/create", Map.of("username", name, "password", PASSWORD));
        admin.send("PUT", "/api/governance/v1/users/" + name, Map.of("roles", roles));
    }

    @Test
    void theDocumentationHasEachRouteAndRole() throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        if (Boolean.getBoolean("countersign.docs.approve")) {
            Files.writeString(PAGE, page.substring(0, begin) + AccessMatrix.page());
        }
        assertThat(Files.readString(PAGE).substring(begin)).isEqualTo(AccessMatrix.page());
    }

    @Test
    void whoDoesNotSignInComesToNothingButWhatIsOpen() {
        List<String> wrong = new ArrayList<>();
        for (Route route : ROUTES) {
            Answer answer = ask(route, null);
            boolean open = route.operation() == null && isOpenWithoutSignIn(route);
            if (open == (answer.status() == 401)) {
                wrong.add(route + " by nobody: " + answer);
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** The error page and what is not there say no more than the status; one's own account, no more than who one is. */
    private static boolean isOpenWithoutSignIn(Route route) {
        return !List.of("/error", "/nowhere", "/").contains(route.path());
    }

    @Test
    void eachRoleComesToWhatTheDocumentationSaysAndNoFurther() {
        List<String> wrong = new ArrayList<>();
        for (Route route : ROUTES) {
            wrong.addAll(asked(route, "nobody-in-particular", route.operation() == null));
            for (Role role : Role.values()) {
                wrong.addAll(asked(route, "a-" + role.label(), AccessMatrix.allows(role, route.operation())));
            }
        }
        assertThat(wrong).isEmpty();
    }

    private List<String> asked(Route route, String name, boolean allowed) {
        Answer answer = ask(route, basic(name, PASSWORD));
        return allowed == answer.isPassed(route) ? List.of() : List.of(route + " by " + name + ": " + answer);
    }

    @Test
    void aTokenOfAnAdminIsGoodForItsScopeAlone() {
        List<String> wrong = new ArrayList<>();
        for (Scope scope : Scope.values()) {
            String secret = new Caller(server, "a-admin", PASSWORD)
                    .post("/api/governance/v1/tokens", Map.of("name", scope.label(), "scopes", List.of(scope.label())))
                    .get("secret")
                    .asString();
            for (Route route : ROUTES) {
                Operation operation = route.operation();
                boolean allowed = operation == null
                        || operation.scope().filter(scope::equals).isPresent();
                Answer answer = ask(route, "Bearer " + secret);
                if (allowed != answer.isPassed(route)) {
                    wrong.add(route + " by a token for " + scope + ": " + answer);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void aRouteThatNamesNoOperationKeepsTheServerFromStarting() {
        assertThat(ROUTES).filteredOn(route -> route.operation() == null).allSatisfy(route -> assertThat(Stream.of(
                        "/health", "/version", "/.well-known/", "/error", "/nowhere", "server-info", "signed", "part"))
                .anyMatch(open -> route.path().contains(open) || route.path().equals("/")));
        assertThatCode(() -> server.part(GuardedRoutes.class).afterSingletonsInstantiated())
                .doesNotThrowAnyException();
    }

    /** @param text of a refusal; of anything else, nothing: some answers never end */
    private record Answer(int status, String text) {

        /** Whether the guard let it through; the handler may have refused it for what was not in it. */
        boolean isPassed(Route route) {
            Operation operation = route.operation();
            boolean denied = status == 401
                    || status == 403
                            && operation != null
                            && text.contains("Permission denied: to " + operation.activity() + " (" + operation + ")");
            return !denied;
        }
    }

    private Answer ask(Route route, @Nullable String authorization) {
        String path = route.path().replaceAll("\\{[^}]*}", "0").replace("/**", "/0/f");
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url() + path))
                .header("Content-Type", "application/json")
                .method(
                        route.method(),
                        route.method().equals("GET") ? BodyPublishers.noBody() : BodyPublishers.ofString("{}"));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        try {
            HttpResponse<InputStream> response = HTTP.send(request.build(), BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                String text = response.statusCode() == 403
                        ? new String(Objects.requireNonNull(body).readAllBytes(), StandardCharsets.UTF_8)
                        : "";
                return new Answer(response.statusCode(), text);
            }
        } catch (IOException e) {
            throw new IllegalStateException(route.toString(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String basic(String name, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
    }
}
