package io.countersign.delegation;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.assembly.Caller;
import io.countersign.assembly.InProcessServer;
import io.countersign.assembly.MovingClock;
import io.countersign.signin.FirstAdmin;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Rita, who reviews, hands her word to Dan and others, who do not, on a server whose clock is moved. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DelegationRoutesTest {

    private static final String API = "/api/governance/v1";
    private static final String MLFLOW = "/api/2.0/mlflow";
    private static final String PASSWORD = "correct horse battery";
    private static final Duration AN_HOUR = Duration.ofHours(1);

    private final MovingClock clock = new MovingClock();
    private InProcessServer server = InProcessServer.onAnEmptyDatabase();

    @BeforeAll
    void theyAreThere() {
        restart(clock);
        server.part(FirstAdmin.class).createIfNobodyCanSignIn();
        comes("ann", "contributor");
        comes("dan", "contributor");
        comes("rita", "reviewer");
        comes("rolf", "reviewer");
        comes("vera", "viewer");
        agreed("""
                policy: two-reviewers
                applies-to: {models: [grave-*], changes: [{stage: {to: [Production]}}]}
                requires: {approvals: {group: reviewer, count: 2, apart-from: [requester]}}
                """);
    }

    @AfterEach
    void nobodySpeaksForOthers() {
        for (JsonNode one : admin().get(API + "/delegations").get("delegations")) {
            if (List.of("planned", "in-force").contains(text(one, "state"))) {
                revoke(admin(), one);
            }
        }
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private void restart(Clock time) {
        var database = server.database();
        server.close();
        server = InProcessServer.on(database, time);
    }

    private void comes(String name, String role) {
        admin().post(MLFLOW + "/users/create", Map.of("username", name, "password", PASSWORD));
        admin().send("PUT", API + "/users/" + name, Map.of("roles", List.of(role)));
    }

    private void agreed(String policy) {
        comes("olga", "admin");
        JsonNode proposal = admin().exchange("POST", API + "/policies", policy).json();
        as("olga").post(API + "/policy-proposals/" + text(proposal, "proposal_id") + "/agree", Map.of());
    }

    private Caller admin() {
        return new Caller(server, FirstAdmin.USERNAME, InProcessServer.ADMIN_PASSWORD);
    }

    private Caller as(String name) {
        return new Caller(server, name, PASSWORD);
    }

    private Instant inAnHour() {
        return clock.instant().plus(AN_HOUR);
    }

    private Map<String, Object> word(String to, Instant until) {
        return new HashMap<>(Map.of("to", to, "until", until.toString(), "comment", "on leave"));
    }

    private JsonNode gives(String by, String to) {
        return as(by).post(API + "/delegations", word(to, inAnHour()));
    }

    private JsonNode revoke(Caller by, JsonNode delegation) {
        return by.post(
                API + "/delegations/" + text(delegation, "delegation_id") + "/revoke", Map.of("comment", "back"));
    }

    private static String text(JsonNode node, String field) {
        return node.get(field).asString();
    }

    private Caller.Answer refused(String by, Map<String, ?> body, int status, String reason) {
        Caller.Answer answer = as(by).exchange("POST", API + "/delegations", json(body));
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(text(answer.json(), "type")).isEqualTo("urn:countersign:problem:" + reason);
        return answer;
    }

    private static String json(Map<String, ?> body) {
        return JsonMapper.shared().writeValueAsString(body);
    }

    /** What Ann asks for. */
    private String asked(String prefix) {
        return askedBy("ann", prefix);
    }

    private String askedBy(String who, String prefix) {
        String model = prefix + UUID.randomUUID();
        as("ann").post(MLFLOW + "/registered-models/create", Map.of("name", model));
        as("ann").post(MLFLOW + "/model-versions/create", Map.of("name", model, "source", "s3://b/m"));
        Map<String, String> change = Map.of("kind", "stage", "version", "1", "stage", "Production");
        return text(as(who).post(API + "/models/" + model + "/requests", Map.of("change", change)), "request_id");
    }

    private Caller.Answer approves(String who, String request) {
        return as(who).exchange("POST", API + "/requests/" + request + "/approve", "{}");
    }

    private String state(String request) {
        return as("vera").get(API + "/requests/" + request).at("/request/state").asString();
    }

    private List<String> inbox(String who) {
        return as(who).get(API + "/inbox").path("to_decide").findValuesAsString("request_id");
    }

    private List<String> couldDecide(String request) {
        return as("vera")
                .get(API + "/requests/" + request)
                .get("could_decide")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }

    @Test
    void aDelegateDecidesForAsLongAsItHolds() {
        String first = asked("credit-");
        String second = asked("credit-");
        assertThat(inbox("dan")).isEmpty();
        assertThat(approves("dan", first).status()).isEqualTo(403);

        gives("rita", "dan");

        assertThat(inbox("dan")).contains(first, second);
        assertThat(couldDecide(first)).contains("dan", "rita").doesNotContain("ann", "vera");
        Caller.Answer approved = approves("dan", first);
        assertThat(approved.status()).as(approved.text()).isEqualTo(200);
        assertThat(approved.json().at("/request/state").asString()).isEqualTo("approved");
        assertThat(approved.json().at("/policies/0/rules/0/looked_at").toString())
                .contains("approval by dan, for rita until ");

        clock.move(AN_HOUR);
        assertThat(inbox("dan")).doesNotContain(second);
        assertThat(approves("dan", second).status()).isEqualTo(403);
        assertThat(state(second)).isEqualTo("open");
    }

    @Test
    void whatWasApprovedForSomebodyCountsNoMoreOnceTheyTakeTheirWordBack() {
        String request = asked("grave-");
        JsonNode delegation = gives("rita", "dan");
        assertThat(approves("dan", request).status()).isEqualTo(200);
        assertThat(text(revoke(as("rita"), delegation), "state")).isEqualTo("revoked");

        approves("rolf", request);

        assertThat(state(request)).as("rolf's is the only one that counts").isEqualTo("open");
        approves("rita", request);
        assertThat(state(request)).isEqualTo("approved");
    }

    @Test
    void aDelegateAndWhoeverTheySpeakForAreOne() {
        String request = asked("grave-");
        gives("rita", "dan");
        approves("dan", request);
        approves("rita", request);
        assertThat(state(request)).isEqualTo("open");
        Caller.Answer again = approves("dan", request);
        assertThat(again.status()).isEqualTo(403);
        assertThat(again.text()).contains("whoever handed you their word");
        approves("rolf", request);
        assertThat(state(request)).isEqualTo("approved");
    }

    @Test
    void nobodyHasAnotherApproveForThemWhatTheyAskedFor() {
        String request = askedBy("rita", "credit-");
        gives("rita", "dan");
        Caller.Answer answer = approves("dan", request);
        assertThat(answer.status()).isEqualTo(403);
        assertThat(text(answer.json(), "type")).isEqualTo("urn:countersign:problem:not-independent");
        assertThat(couldDecide(request)).doesNotContain("dan", "rita").contains("rolf");
        assertThat(inbox("dan")).doesNotContain(request);
    }

    @Test
    void itIsSeenByBothAndByAdministratorsAndByNobodyElse() {
        JsonNode given = gives("rita", "dan");
        assertThat(text(given, "state")).isEqualTo("in-force");
        assertThat(text(given, "comment")).isEqualTo("on leave");
        for (Caller who : List.of(as("rita"), as("dan"), admin())) {
            JsonNode seen = who.get(API + "/delegations?limit=1");
            assertThat(seen.at("/delegations/0")).isEqualTo(given);
        }
        assertThat(as("rolf").get(API + "/delegations").toString()).doesNotContain(text(given, "delegation_id"));
        JsonNode first = admin().get(API + "/delegations?limit=1");
        gives("rolf", "dan");
        JsonNode newest = admin().get(API + "/delegations?limit=1");
        assertThat(newest.at("/delegations/0/by").asString()).isEqualTo("rolf");
        assertThat(admin().get(API + "/delegations?limit=1&page_token=" + text(newest, "next_page_token"))
                        .get("delegations"))
                .isEqualTo(first.get("delegations"));
    }

    @Test
    void itIsPlannedAheadAndGivenOnceHoweverOftenItIsSent() {
        Map<String, Object> body = word("dan", inAnHour().plus(AN_HOUR));
        body.put("from", inAnHour().toString());
        String key = UUID.randomUUID().toString();
        List<JsonNode> answers = Stream.of(1, 2)
                .map(attempt -> as("rita")
                        .ask(
                                "POST",
                                API + "/delegations",
                                BodyPublishers.ofString(json(body)),
                                "Content-Type",
                                "application/json",
                                "Idempotency-Key",
                                key))
                .map(Caller.Answer::json)
                .toList();
        assertThat(answers.getFirst()).isEqualTo(answers.getLast());
        assertThat(text(answers.getFirst(), "state")).isEqualTo("planned");
        String request = asked("credit-");
        assertThat(approves("dan", request).status()).isEqualTo(403);
        clock.move(AN_HOUR);
        assertThat(approves("dan", request).status()).isEqualTo(200);
    }

    @Test
    void whatIsWrongIsToldAndNothingIsGiven() {
        refused("rita", word("nobody-here", inAnHour()), 404, "user-not-found");
        refused("rita", word("system", inAnHour()), 409, "delegate-cannot-sign-in");
        refused("rita", word("rita", inAnHour()), 400, "delegation-to-oneself");
        refused("rita", word("dan", clock.instant()), 400, "delegation-period-invalid");
        refused("rita", word("dan", clock.instant().plus(366, ChronoUnit.DAYS)), 400, "delegation-period-invalid");
        refused("vera", word("dan", inAnHour()), 403, "permission-missing");
        Map<String, Object> tomorrow = word("dan", inAnHour());
        tomorrow.put("until", "tomorrow");
        assertThat(refused("rita", tomorrow, 400, "parameter-invalid").text())
                .contains("Invalid value \\\"tomorrow\\\" for parameter 'until'");
        refused("rita", Map.of("to", "dan"), 400, "parameter-missing");
        gives("rita", "dan");
        refused("rita", word("rolf", inAnHour()), 409, "delegation-exists");
        refused("dan", word("rita", inAnHour()), 409, "delegation-cyclic");
        refused("dan", word("rolf", inAnHour()), 409, "redelegation");
        refused("rolf", word("rita", inAnHour()), 409, "redelegation");
        assertThat(as("rolf")
                        .exchange("POST", API + "/delegations/none/revoke", "{}")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void nobodyElseTakesItBack() {
        JsonNode given = gives("rita", "dan");
        String path = API + "/delegations/" + text(given, "delegation_id") + "/revoke";
        assertThat(as("dan").exchange("POST", path, "{}").text()).contains("revoked by who gave it");
        JsonNode revoked = revoke(admin(), given);
        assertThat(text(revoked, "revoked_by")).isEqualTo("admin");
        assertThat(text(revoked, "answer")).isEqualTo("back");
        assertThat(as("rita").exchange("POST", path, "{}").status()).isEqualTo(404);
    }
}
