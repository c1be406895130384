package io.countersign.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.assembly.AtOnce;
import io.countersign.assembly.Bearer;
import io.countersign.assembly.Caller;
import io.countersign.assembly.Deadline;
import io.countersign.assembly.InProcessServer;
import io.countersign.database.ConnectionPools;
import io.countersign.health.Readiness;
import io.countersign.signin.FirstAdmin;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What one account or address takes of a server, it does not take from the others. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LimitsTest {

    private static final String PASSWORD = "correct horse battery";
    private static final String EXPERIMENT = "/api/2.0/mlflow/experiments/get?experiment_id=0";
    private static final String MODELS = "/api/2.0/mlflow/registered-models/search";
    private static final String INBOX = "/api/governance/v1/inbox";

    /** Of one account at the same time; the pool has 20 connections, of which it gets 12. */
    private static final int AT_ONCE = 30;

    /** In a cloud, where Spring Boot would trust what private addresses say about whom they forward. */
    private final InProcessServer server = InProcessServer.onAnEmptyDatabase(List.of(
            "--countersign.limits.account-rate=40",
            "--countersign.limits.address-rate=10",
            "--countersign.limits.account-requests=" + AT_ONCE,
            "--spring.main.cloud-platform=kubernetes"));

    private final Caller admin = new Caller(server, FirstAdmin.USERNAME, InProcessServer.ADMIN_PASSWORD);

    @BeforeAll
    void anAdmin() {
        server.part(FirstAdmin.class).createIfNobodyCanSignIn();
        server.part(Readiness.class).open();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private Caller hire(String name, String role) {
        admin.post("/api/2.0/mlflow/users/create", Map.of("username", name, "password", PASSWORD));
        admin.send("PUT", "/api/governance/v1/users/" + name, Map.of("roles", List.of(role)));
        Caller hired = new Caller(server, name, PASSWORD);
        hired.get(EXPERIMENT);
        return hired;
    }

    private static Caller.Answer ask(Caller caller, String path) {
        return caller.ask("GET", path, BodyPublishers.noBody());
    }

    private double refused(String limit) {
        return server.part(MeterRegistry.class)
                .get("countersign.requests.refused")
                .tag("limit", limit)
                .counter()
                .count();
    }

    @Test
    void anAccountThatAsksTooOftenIsToldWhenToComeBackAndOthersAreNot() throws InterruptedException {
        Caller hasty = hire("hasty", "admin");
        Caller calm = hire("calm", "viewer");
        String token = hasty.post("/api/governance/v1/tokens", Map.of("name", "t", "scopes", List.of("read")))
                .get("secret")
                .asString();
        double before = refused("account-rate");
        Caller.Answer answer = untilRefused(hasty, EXPERIMENT);

        assertThat(answer.json().get("error_code").asString()).isEqualTo("REQUEST_LIMIT_EXCEEDED");
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        Caller.Answer problem = untilRefused(hasty, INBOX);
        assertThat(problem.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
        assertThat(problem.json().get("type").asString()).isEqualTo("urn:countersign:problem:request-limit-exceeded");
        assertThat(problem.json().get("status").asInt()).isEqualTo(429);
        Bearer.Answer byToken = new Bearer(server, token).get(EXPERIMENT);
        for (int time = 0; time < 100 && byToken.status() != 429; time++) {
            byToken = new Bearer(server, token).get(EXPERIMENT);
        }
        assertThat(byToken.status())
                .as("with another credential of the account")
                .isEqualTo(429);

        assertThat(ask(calm, EXPERIMENT).status()).isEqualTo(200);
        assertThat(refused("account-rate")).isGreaterThan(before + 1);
        assertThat(ask(admin, "/actuator/prometheus").text())
                .contains("countersign_requests_refused_total{limit=\"account-rate\"}")
                .contains("countersign_requests_refused_total{limit=\"address-rate\"}");

        TimeUnit.SECONDS.sleep(Long.parseLong(byToken.retryAfter()));
        assertThat(ask(hasty, EXPERIMENT).status()).as("who waited as told").isEqualTo(200);
    }

    /** At 40 a second and 200 at once. */
    private static Caller.Answer untilRefused(Caller caller, String path) {
        Caller.Answer answer = ask(caller, path);
        for (int time = 0; time < 5_000 && answer.status() == 200; time++) {
            answer = ask(caller, path);
        }
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.headers().firstValueAsLong("Retry-After")).hasValue(1);
        return answer;
    }

    @Test
    void anAddressFromWhereNobodySignsInIsLimitedAndToldSo() throws Exception {
        From stranger = new From("127.0.0.2");
        HttpResponse<String> answer = stranger.get("/version", null);
        assertThat(answer.statusCode()).isEqualTo(200);
        for (int time = 0; time < 1_000 && answer.statusCode() == 200; time++) {
            answer = stranger.get("/version", null);
        }
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValueAsLong("Retry-After")).hasValue(1);
        assertThat(answer.body()).contains("\"REQUEST_LIMIT_EXCEEDED\"");

        assertThat(stranger.get("/health", null).statusCode())
                .as("what load balancers ask")
                .isEqualTo(200);
        assertThat(new From("127.0.0.3").get("/version", null).statusCode())
                .as("from another address")
                .isEqualTo(200);
        HttpResponse<String> pretending = stranger.get("/version", null, "X-Forwarded-For", "203.0.113.1");
        for (int time = 2; time < 1_000 && pretending.statusCode() == 200; time++) {
            pretending = stranger.get("/version", null, "X-Forwarded-For", "203.0." + time / 250 + "." + time % 250);
        }
        assertThat(pretending.statusCode())
                .as("who says to be another, each time")
                .isEqualTo(429);
        assertThat(stranger.get("/version", null, "X-Forwarded-Proto", "https")
                        .headers()
                        .firstValue("Strict-Transport-Security"))
                .as("who says to have come by TLS")
                .isEmpty();
    }

    @Test
    void whoFailsToSignInAllTheTimeMustWaitButKeepsNobodyOutWhoIsKnown() throws Exception {
        hire("known", "viewer");
        admin.post("/api/2.0/mlflow/users/create", Map.of("username", "fresh", "password", PASSWORD));
        admin.send("PUT", "/api/governance/v1/users/fresh", Map.of("roles", List.of("viewer")));
        From office = new From("127.0.0.4");
        String known = basic("known", PASSWORD);
        assertThat(office.get(EXPERIMENT, known).statusCode()).isEqualTo(200);

        List<Integer> statuses = new ArrayList<>();
        for (int attempt = 0; attempt < 6; attempt++) {
            statuses.add(
                    office.get(EXPERIMENT, basic("name " + attempt, "a guess")).statusCode());
        }
        assertThat(statuses).startsWith(401, 401, 401).endsWith(429);
        assertThat(office.get(EXPERIMENT, "Bearer csgn_nonsense").statusCode()).isEqualTo(429);
        assertThat(office.get(EXPERIMENT, known).statusCode()).isEqualTo(200);
        HttpResponse<String> newcomer = office.get(EXPERIMENT, basic("fresh", PASSWORD));
        assertThat(newcomer.statusCode()).isEqualTo(429);

        TimeUnit.SECONDS.sleep(
                newcomer.headers().firstValueAsLong("Retry-After").orElseThrow());
        assertThat(office.get(EXPERIMENT, basic("fresh", PASSWORD)).statusCode())
                .as("who waited as told")
                .isEqualTo(200);
        assertThat(new From("127.0.0.5")
                        .get(EXPERIMENT, basic("name", "a guess"))
                        .statusCode())
                .as("from another address")
                .isEqualTo(401);
    }

    @Test
    void whoSignsInUsesUpNothingOfTheirAddress() throws Exception {
        hire("busy", "viewer");
        From office = new From("127.0.0.6");
        for (int time = 0; time < 120; time++) {
            assertThat(office.get(EXPERIMENT, basic("busy", PASSWORD)).statusCode())
                    .isEqualTo(200);
        }
        assertThat(office.get("/version", null).statusCode()).isEqualTo(200);
    }

    /** Thirty of its requests wait for a table, and of a pool of twenty connections it gets but twelve. */
    @Test
    void anAccountWhoseQueriesHangLeavesConnectionsAndThreadsToOthers() throws Exception {
        Caller greedy = hire("greedy", "viewer");
        Caller modest = hire("modest", "viewer");
        modest.get(MODELS);
        double before = refused("account-requests");
        List<Callable<?>> flood = new ArrayList<>();
        int most = AT_ONCE + 4 * AT_ONCE;
        for (int request = 0; request < most + 20; request++) {
            flood.add(() -> ask(greedy, EXPERIMENT));
        }
        List<AtOnce.Answer> answers;
        try (Connection owner = ConnectionPools.forOwner(server.database()).getConnection();
                Statement lock = owner.createStatement()) {
            owner.setAutoCommit(false);
            lock.execute("lock table views.experiments in access exclusive mode");
            CompletableFuture<List<AtOnce.Answer>> flooding = CompletableFuture.supplyAsync(() -> begin(flood));
            Deadline.soon("some are refused", () -> refused("account-requests") >= before + 20);
            Deadline.soon("as many wait for the table as may", () -> waitingForTheTable() == 12);

            long begun = System.nanoTime();
            assertThat(ask(modest, MODELS).status()).isEqualTo(200);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(3));
            assertThat(waitingForTheTable()).isEqualTo(12);

            Deadline.soon("those give up that wait for a connection", () -> refused("account-connections") >= 1);
            owner.rollback();
            answers = flooding.get();
        }
        List<Caller.Answer> all = answers.stream()
                .map(answer -> (Caller.Answer) Objects.requireNonNull(answer.value()))
                .toList();
        assertThat(all).extracting(Caller.Answer::status).containsOnly(200, 429);
        assertThat(all)
                .filteredOn(answer -> answer.status() == 429)
                .hasSizeGreaterThanOrEqualTo(20)
                .allSatisfy(answer -> {
                    assertThat(answer.headers().firstValueAsLong("Retry-After")).hasValue(1);
                    assertThat(code(answer)).isEqualTo("REQUEST_LIMIT_EXCEEDED");
                })
                .anySatisfy(answer -> assertThat(answer.text()).contains("use the database as much as they may"))
                .anySatisfy(answer -> assertThat(answer.text()).contains("too many requests in progress"));
        assertThat(ask(greedy, EXPERIMENT).status()).as("afterwards").isEqualTo(200);
    }

    private static List<AtOnce.Answer> begin(List<Callable<?>> tasks) {
        try {
            return AtOnce.all(tasks);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private int waitingForTheTable() {
        Integer waiting = server.ownersSql()
                .queryForObject(
                        "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
                        Integer.class);
        return waiting == null ? 0 : waiting;
    }

    private static String code(Caller.Answer answer) {
        JsonNode json = JsonMapper.shared().readTree(answer.body());
        return json.get("error_code").asString();
    }

    private static String basic(String name, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** Requests from an address of this machine. */
    private final class From {

        private final HttpClient client;

        From(String address) throws IOException {
            client = HttpClient.newBuilder()
                    .localAddress(InetAddress.getByName(address))
                    .build();
        }

        HttpResponse<String> get(String path, @Nullable String authorization, String... headers) throws Exception {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url() + path));
            if (authorization != null) {
                request.header("Authorization", authorization);
            }
            if (headers.length > 0) {
                request.headers(headers);
            }
            return client.send(request.build(), BodyHandlers.ofString());
        }
    }
}
