package io.countersign.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.assembly.Caller;
import io.countersign.assembly.InProcessServer;
import io.countersign.signin.FirstAdmin;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** Ann asks for three changes; Rita of the group risk and Leo approve two of them; the admin tries drafts on that. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SimulationRoutesTest {

    private static final String API = "/api/governance/v1";
    private static final String MLFLOW = "/api/2.0/mlflow";
    private static final String PASSWORD = "correct horse battery";
    private static final String BY_RISK = """
            policy: %s
            applies-to: {models: [credit*], changes: [{stage: {to: [Production]}}]}
            requires:
              approvals: {group: risk, apart-from: [requester]}
            """;

    private final InProcessServer server = InProcessServer.onAnEmptyDatabase();
    private final Caller admin = new Caller(server, FirstAdmin.USERNAME, InProcessServer.ADMIN_PASSWORD);

    @BeforeAll
    void whatHappened() {
        server.part(FirstAdmin.class).createIfNobodyCanSignIn();
        hire("ann", "contributor");
        hire("rita", "reviewer", "risk");
        hire("leo", "reviewer");
        hire("olga", "admin");
        as("ann").post(MLFLOW + "/registered-models/create", Map.of("name", "credit"));
        for (int version = 1; version <= 3; version++) {
            as("ann").post(MLFLOW + "/model-versions/create", Map.of("name", "credit", "source", "s3://b/m"));
        }
        approved("rita", "1");
        approved("leo", "2");
        asked("3");
        as("ann")
                .post(
                        MLFLOW + "/registered-models/alias",
                        Map.of("name", "credit", "alias", "challenger", "version", "2"));
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private void hire(String name, String role, String... groups) {
        admin.post(MLFLOW + "/users/create", Map.of("username", name, "password", PASSWORD));
        admin.send("PUT", API + "/users/" + name, Map.of("roles", List.of(role), "groups", List.of(groups)));
    }

    private Caller as(String name) {
        return new Caller(server, name, PASSWORD);
    }

    private String asked(String version) {
        Map<String, ?> change = Map.of("kind", "stage", "version", version, "stage", "Production");
        return as("ann")
                .post(API + "/models/credit/requests", Map.of("change", change))
                .get("request_id")
                .asString();
    }

    private void approved(String reviewer, String version) {
        assertThat(as(reviewer)
                        .post(API + "/requests/" + asked(version) + "/approve", Map.of())
                        .at("/request/state")
                        .asString())
                .isEqualTo("approved");
    }

    private Caller.Answer tried(Caller who, String document, String query) {
        return who.exchange("POST", API + "/policies/simulate" + query, document);
    }

    private JsonNode told(String document, String query) {
        Caller.Answer answer = tried(admin, document, query);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    private JsonNode refused(Caller who, String document, String query, int status) {
        Caller.Answer answer = tried(who, document, query);
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        return answer.json();
    }

    @Test
    void whatLeoAloneApprovedWouldHaveWaitedForRita() {
        JsonNode answer = told(BY_RISK.formatted("by-risk"), "");
        assertThat(answer.at("/totals/decisions").asInt()).isEqualTo(3);
        assertThat(answer.at("/totals/covered").asInt()).isEqualTo(2);
        assertThat(answer.at("/totals/would_pass").asInt()).isEqualTo(1);
        assertThat(answer.at("/totals/would_fail").asInt()).isEqualTo(1);
        assertThat(answer.has("replaces")).isFalse();

        JsonNode failing = answer.at("/failing/0");
        assertThat(failing.at("/model").asString()).isEqualTo("credit");
        assertThat(failing.at("/change/version").asString()).isEqualTo("2");
        assertThat(failing.at("/rules/0/says").asString()).isEqualTo("It takes 1 more approval by risk.");
        assertThat(failing.at("/missing/risk").asInt()).isEqualTo(1);
        assertThat(failing.at("/waits_for_time").asString()).isEqualTo("PT0S");
        assertThat(failing.has("waits_for_approvals")).isTrue();
        assertThat(failing.at("/event_id").asString()).isNotEmpty();

        JsonNode group = answer.at("/bottlenecks/0");
        assertThat(group.at("/group").asString()).isEqualTo("risk");
        assertThat(group.at("/share").asDouble()).isEqualTo(0.5);
        assertThat(group.at("/people").findValuesAsString("user")).containsExactly("rita");
        assertThat(group.at("/usual_wait/count").asInt()).isEqualTo(1);
        assertThat(answer.at("/requests_without_decision/0/outcome").asString()).isEqualTo("open");
    }

    @Test
    void theDraftIsHeldBesideThePolicyThatItWouldReplace() {
        JsonNode replaces =
                told(BY_RISK.formatted("by-risk"), "?replaces=four-eyes").get("replaces");
        assertThat(replaces.at("/policy").asString()).isEqualTo("four-eyes");
        assertThat(replaces.at("/would_pass").asInt()).isEqualTo(2);
        assertThat(replaces.at("/newly_failing").asInt()).isEqualTo(1);
        assertThat(told(BY_RISK.formatted("four-eyes"), "")
                        .at("/replaces/policy")
                        .asString())
                .isEqualTo("four-eyes");
        assertThat(refused(admin, BY_RISK.formatted("by-risk"), "?replaces=none", 404)
                        .get("detail")
                        .asString())
                .isEqualTo("There is no policy none in force that the draft could replace; leave replaces out, "
                        + "or name one of: four-eyes.");
    }

    @Test
    void anAliasThatNoPolicyProtectedIsHeldAgainstTheDraftToo() {
        JsonNode answer = told("""
                {"policy": "challengers",
                 "applies-to": {"changes": [{"alias": "challenger"}]},
                 "requires": {"approvals": {"group": "reviewer"}, "checks": [{"name": "bias", "reporter": "ann"}]}}
                """, "");
        assertThat(answer.at("/failing/0/change/alias").asString()).isEqualTo("challenger");
        assertThat(answer.at("/failing/0/rules").findValuesAsString("outcome")).containsExactly("fails", "unknown");
        assertThat(answer.at("/totals/rebuilt").asInt()).isEqualTo(1);
        assertThat(answer.at("/not_known/0").asString()).startsWith("1 of the decisions stored nothing");
    }

    @Test
    void itIsAskedOnlyOfWhatTheCallerWantsToKnow() {
        String document = BY_RISK.formatted("by-risk");
        assertThat(told(document, "?model=fraud*").at("/totals/decisions").asInt())
                .isZero();
        assertThat(told(document, "?since=2126-01-01T00:00:00Z")
                        .at("/totals/decisions")
                        .asInt())
                .isZero();
        assertThat(told(document, "?until=2026-01-01T00:00:00Z&since=2025-01-01T00:00:00Z")
                        .at("/totals/decisions")
                        .asInt())
                .isZero();
    }

    @Test
    void aWrongDraftIsRefusedWithLineAndField() {
        JsonNode problem = refused(admin, BY_RISK.formatted("by-risk").replace("risk,", "rusk,"), "", 400);
        assertThat(problem.get("type").asString()).isEqualTo("urn:countersign:problem:policy-invalid");
        assertThat(problem.at("/errors/0/line").asInt()).isEqualTo(4);
        assertThat(problem.at("/errors/0/field").asString()).isEqualTo("requires.approvals.group");
    }

    @Test
    void wrongParametersAreRefused() {
        String document = BY_RISK.formatted("by-risk");
        assertThat(refused(admin, document, "?limit=0", 400).get("detail").asString())
                .contains("use a number from 1 to 1000.");
        assertThat(refused(admin, document, "?since=yesterday", 400)
                        .get("detail")
                        .asString())
                .isEqualTo("Invalid value \"yesterday\" for parameter 'since' supplied: "
                        + "use a time such as 2027-01-31T00:00:00Z.");
        assertThat(refused(admin, document, "?since=2027-01-01T00:00:00Z&until=2026-01-01T00:00:00Z", 400)
                        .get("detail")
                        .asString())
                .contains("use a time after since");
    }

    @Test
    void onlyAdministratorsTryPolicies() {
        assertThat(refused(as("rita"), BY_RISK.formatted("by-risk"), "", 403)
                        .get("detail")
                        .asString())
                .contains("try policies on the history of decisions");
    }

    @Test
    void nothingIsWrittenByAsking() {
        long before = events();
        told(BY_RISK.formatted("by-risk"), "");
        assertThat(events()).isEqualTo(before);
    }

    private long events() {
        return Objects.requireNonNull(
                server.ownersSql().queryForObject("select count(*) from log.domain_event_entry", Long.class));
    }
}
