package io.countersign.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.assembly.Bearer;
import io.countersign.assembly.Deadline;
import io.countersign.assembly.InProcessServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** People with browsers, the server, and the real Keycloak with the realm file that ships with it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrowserSignInTest {

    private static final String MLFLOW = "/api/2.0/mlflow";
    private static final String ANYTHING = MLFLOW + "/experiments/get?experiment_id=0";
    private static final String COOKIE = "countersign-session";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final KeycloakServer keycloak = KeycloakServer.shared();
    private final KeycloakRealm realm = keycloak.realm();
    private final InProcessServer server =
            InProcessServer.asking(Providers.at(keycloak.issuer(), KeycloakServer.CLIENT_SECRET));

    @BeforeAll
    void theProviderKnowsWhereTheServerIs() {
        realm.serverIsAt(server.url());
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void somebodySignsInOnTheProvidersPageIssuesATokenAndSignsOut() {
        realm.comes("bea", "contributor");
        try (Chromium browser = new Chromium()) {
            browser.open(server.url() + "/");
            assertThat(browser.address()).startsWith(keycloak.issuer());
            browser.type("#username", "bea");
            browser.type("#password", KeycloakRealm.PASSWORD);
            browser.click("#kc-login");

            assertThat(browser.address()).isEqualTo(server.url() + "/");
            assertThat(browser.text()).contains("bea", "contributor", "at the OpenID provider", "You have none.");
            assertThat(browser.cookies()).containsExactly(COOKIE + " http-only Lax");
            assertThat(browser.script("return document.cookie")).isEqualTo("");
            browser.picture("account");

            browser.type("input[name=name]", "laptop <b>");
            browser.click("form.issue button");
            assertThat(browser.textOf(".secret")).contains("laptop <b>");
            browser.picture("token");
            Bearer program = new Bearer(server, browser.textOf("#secret"));
            assertThat(program.post(MLFLOW + "/experiments/create", anExperiment())
                            .status())
                    .isEqualTo(200);
            browser.click("table button");
            assertThat(browser.text()).contains("You have none.");
            assertThat(program.get(ANYTHING).status()).isEqualTo(401);

            String secret = browser.cookie(COOKIE);
            browser.click("header button");
            assertThat(browser.address()).startsWith(keycloak.issuer() + "/protocol/openid-connect/logout");
            assertThat(asSession(secret).statusCode()).isEqualTo(401);
            browser.click("#kc-logout");
            assertThat(browser.address()).startsWith(keycloak.issuer());
            assertThat(browser.has("#password")).isTrue();
        }
    }

    private static Map<String, String> anExperiment() {
        return Map.of("name", UUID.randomUUID().toString());
    }

    @Test
    void theyComeBackToThePageThatTheyWantedAndToNoOtherServers() {
        realm.comes("rob", "viewer");
        assertThat(signedIn("rob", "/login?return_to=/api/2.0/mlflow/experiments/get%3Fexperiment_id%3D0")
                        .location())
                .isEqualTo("/api/2.0/mlflow/experiments/get?experiment_id=0");
        for (String elsewhere : List.of(
                "https://evil.example/",
                "//evil.example",
                "/%5Cevil.example",
                "%5C/evil.example",
                "/%09/evil.example")) {
            assertThat(signedIn("rob", "/login?return_to=" + elsewhere).location())
                    .as(elsewhere)
                    .isEqualTo("/");
        }
    }

    @Test
    void whatTheyDoIsTheirsAndSaysWhenTheySignedIn() {
        realm.comes("sue", "contributor");
        Session sue = signedIn("sue", "/login");
        assertThat(post(sue, MLFLOW + "/experiments/create", "{\"name\": \"of sue\"}", proof(sue))
                        .statusCode())
                .isEqualTo(200);
        JsonNode metadata = JsonMapper.shared()
                .readTree(server.sql()
                        .queryForObject(
                                "select convert_from(meta_data, 'UTF8') from log.domain_event_entry"
                                        + " where payload_type = 'experiment.created' order by global_index desc limit 1",
                                String.class));
        assertThat(metadata.get("authentication").asString()).isEqualTo("session");
        assertThat(metadata.get("authenticatedAt").asString()).isNotEmpty();
        assertThat(metadata.get("authenticationContext").asString()).isEqualTo("1");
    }

    @Test
    void aPageOfAnotherSiteChangesNothingInTheirName() {
        realm.comes("vic", "contributor");
        Session vic = signedIn("vic", "/login");
        Session other = signedIn("vic", "/login");
        String body = "{\"name\": \"forged\"}";
        for (String proof : List.of("", "guess", proof(other))) {
            HttpResponse<String> answer = post(vic, MLFLOW + "/experiments/create", body, proof);
            assertThat(answer.statusCode()).as(proof).isEqualTo(403);
        }
        assertThat(get(vic, MLFLOW + "/experiments/get-by-name?experiment_name=forged")
                        .statusCode())
                .isEqualTo(404);
        assertThat(post(vic, "/logout", "", "").statusCode()).isEqualTo(403);
        assertThat(get(vic, ANYTHING).statusCode()).isEqualTo(200);
    }

    @Test
    void nobodyIsSignedInByWhatAnotherBegan() {
        realm.comes("mal", "viewer");
        HttpResponse<String> mals = send(request("/login"));
        URI back = realm.signInAt(location(mals), "mal");
        String pathAndQuery = back.getRawPath() + "?" + back.getRawQuery();

        assertThat(send(request(pathAndQuery)).statusCode()).isEqualTo(401);
        String victims = cookie(send(request("/login")));
        assertThat(send(request(pathAndQuery).header("Cookie", victims)).statusCode())
                .isEqualTo(401);
        String damaged = cookie(mals).replaceAll("..$", "AA");
        assertThat(send(request(pathAndQuery).header("Cookie", damaged)).statusCode())
                .isEqualTo(401);

        assertThat(send(request(pathAndQuery).header("Cookie", cookie(mals))).statusCode())
                .isEqualTo(302);
        assertThat(send(request(pathAndQuery).header("Cookie", cookie(mals))).statusCode())
                .as("a second time")
                .isEqualTo(401);
    }

    @Test
    void whoSignsInAgainHasButTheNewSession() {
        realm.comes("tess", "viewer");
        Session first = signedIn("tess", "/login");
        HttpResponse<String> again = send(request("/login").header("Cookie", first.cookie()));
        URI back = realm.signInAt(location(again), "tess");
        HttpResponse<String> answer = send(request(back.getRawPath() + "?" + back.getRawQuery())
                .header("Cookie", first.cookie() + "; " + cookie(again)));
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(get(first, ANYTHING).statusCode()).isEqualTo(401);
    }

    @Test
    void theProviderIsAskedForAFreshSignInWhereAPageWantsOne() {
        String sent = location(send(request("/login?max_age=60&acr_values=gold&prompt=login&client_id=evil")))
                .toString();
        assertThat(sent)
                .contains("max_age=60", "acr_values=gold", "prompt=login", "code_challenge_method=S256", "nonce=")
                .doesNotContain("evil");
        assertThat(location(send(request("/login?max_age=a&prompt=consent"))).toString())
                .doesNotContain("max_age", "prompt");
    }

    @Test
    void whoIsDisabledAtTheProviderIsOutWithinAMinute() {
        String subject = realm.comes("dina", "viewer");
        Session dina = signedIn("dina", "/login");
        assertThat(get(dina, ANYTHING).statusCode()).isEqualTo(200);
        realm.change(subject, Map.of("enabled", false));
        Deadline.within(
                Duration.ofSeconds(60), "dina is out", () -> get(dina, ANYTHING).statusCode() == 401);
    }

    @Test
    void programsAreToldThatTheyMustSignInAndSentNowhere() {
        assertThat(send(request(ANYTHING)).statusCode()).isEqualTo(401);
        assertThat(send(request(ANYTHING).header("Accept", "text/html").header("Sec-Fetch-Mode", "cors"))
                        .statusCode())
                .isEqualTo(401);
        assertThat(send(request(ANYTHING).header("Accept", "text/html")).statusCode())
                .isEqualTo(302);
        assertThat(asSession("no-such-session").statusCode()).isEqualTo(401);
        assertThat(send(request(ANYTHING)
                                .header("Cookie", signedIn(viewer(), "/login").cookie())
                                .header("Authorization", "Bearer garbage"))
                        .statusCode())
                .isEqualTo(401);
    }

    private String viewer() {
        String name = "v-" + UUID.randomUUID();
        realm.comes(name, "viewer");
        return name;
    }

    /** @param location where they were sent when they had signed in */
    private record Session(String cookie, String location) {}

    private Session signedIn(String username, String start) {
        HttpResponse<String> begun = send(request(start));
        URI back = realm.signInAt(location(begun), username);
        HttpResponse<String> answer =
                send(request(back.getRawPath() + "?" + back.getRawQuery()).header("Cookie", cookie(begun)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
        return new Session(
                cookie(answer), answer.headers().firstValue("Location").orElseThrow());
    }

    private String proof(Session session) {
        Matcher proof = Pattern.compile("name=_csrf value=\"([^\"]+)\"")
                .matcher(get(session, "/").body());
        assertThat(proof.find()).isTrue();
        return proof.group(1);
    }

    private HttpResponse<String> asSession(String secret) {
        return send(request(ANYTHING).header("Cookie", COOKIE + "=" + secret));
    }

    private HttpResponse<String> get(Session session, String path) {
        return send(request(path).header("Cookie", session.cookie()));
    }

    private HttpResponse<String> post(Session session, String path, String body, String proof) {
        HttpRequest.Builder request = request(path)
                .header("Cookie", session.cookie())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
        return send(proof.isEmpty() ? request : request.header("X-CSRF-TOKEN", proof));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server.url() + path));
    }

    private static URI location(HttpResponse<String> answer) {
        return URI.create(answer.headers().firstValue("Location").orElseThrow());
    }

    /** The one that it sets; others it forgets. */
    private static String cookie(HttpResponse<String> answer) {
        return answer.headers().allValues("Set-Cookie").stream()
                .filter(cookie -> !cookie.contains("Max-Age=0"))
                .map(cookie -> cookie.split(";")[0])
                .findFirst()
                .orElseThrow();
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
