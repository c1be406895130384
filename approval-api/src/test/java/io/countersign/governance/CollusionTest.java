package io.countersign.governance;

import static io.countersign.governance.Office.API;
import static io.countersign.governance.Office.MLFLOW;
import static io.countersign.governance.Office.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.assembly.Caller;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Olga and Otto, two administrators, try to get round a policy that asks for three people: with accounts that they made
 * themselves, through every door to what serves users.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CollusionTest {

    private static final String POLICY = """
            policy: %s
            applies-to:
              models: [loan-*]
              changes: [{stage: {to: [Production]}}, alias: green, alias: blue, tag: approved, deletion, renaming]
            requires:
              approvals: {group: reviewer, count: %d}
            """;

    private final Office office = new Office();
    private final Caller ada = office.hire("ada", "contributor");
    private final Caller rita = office.hire("rita", "reviewer");
    private final Caller olga = office.otherAdmin();
    private final Caller otto = office.hire("otto", "admin");
    private final Caller olgasAsker = office.hire(olga, "olgas-asker", "contributor");
    private final Caller olgasFirst = office.hire(olga, "olgas-first", "reviewer");
    private final Caller olgasSecond = office.hire(olga, "olgas-second", "reviewer");
    private final Caller olgasAdmin = office.hire(olga, "olgas-admin", "admin");
    private final Caller ottosReviewer = office.hire(otto, "ottos-reviewer", "reviewer");

    CollusionTest() {
        office.inForce(POLICY.formatted("three-people", 2));
    }

    @AfterAll
    void stop() {
        office.close();
    }

    /**
     * A way to change what serves users.
     *
     * @param change as it is asked for
     * @param method of the client's own route for it
     * @param body without the model's name
     */
    private record Door(String name, Map<String, ?> change, String method, String route, Map<String, ?> body) {
        @Override
        public String toString() {
            return name;
        }

        Caller.Answer force(Caller who, String model) {
            Map<String, Object> named = new HashMap<>(body);
            named.put("name", model);
            return who.exchange(method, MLFLOW + route, JsonMapper.shared().writeValueAsString(named));
        }
    }

    static Stream<Door> doors() {
        Map<String, String> production = Map.of("version", "1", "stage", "Production");
        Map<String, String> tag = Map.of("key", "approved", "value", "yes");
        Map<String, String> tagOfVersion = Map.of("version", "1", "key", "approved", "value", "yes");
        Map<String, String> set = Map.of("alias", "green", "version", "1");
        Map<String, String> moved = Map.of("alias", "blue", "version", "2");
        Map<String, ?> byDatabricks = Map.of("version", "1", "stage", "Production", "archive_existing_versions", true);
        String alias = "/registered-models/alias";
        return Stream.of(
                door("MLflow's transition", "stage", production, "POST", "/model-versions/transition-stage"),
                new Door(
                        "Databricks' transition",
                        with("stage", production),
                        "POST",
                        "/databricks/model-versions/transition-stage",
                        byDatabricks),
                door("an alias that is set", "alias", set, "POST", alias),
                door("an alias that is moved", "alias", moved, "POST", alias),
                door("an alias that is deleted", "alias", Map.of("alias", "blue"), "DELETE", alias),
                door("a tag of a version", "tag", tagOfVersion, "POST", "/model-versions/set-tag"),
                door("a tag of the model", "tag", tag, "POST", "/registered-models/set-tag"),
                door(
                        "a version's deletion",
                        "version-deletion",
                        Map.of("version", "2"),
                        "DELETE",
                        "/model-versions/delete"),
                door("the model's deletion", "model-deletion", Map.of(), "DELETE", "/registered-models/delete"),
                new Door(
                        "another name",
                        with("renaming", Map.of("name", "free-again")),
                        "POST",
                        "/registered-models/rename",
                        Map.of("new_name", "free-again")));
    }

    /** Where the client's route takes the same as the request. */
    private static Door door(String name, String kind, Map<String, ?> change, String method, String route) {
        return new Door(name, with(kind, change), method, route, change);
    }

    private static Map<String, ?> with(String kind, Map<String, ?> rest) {
        Map<String, Object> change = new HashMap<>(rest);
        change.put("kind", kind);
        return change;
    }

    /** Two versions, the first of which has the alias {@code blue}, from before the policy had a say. */
    private String aLoanModel() {
        String model = Office.aModel(ada);
        ada.post(MLFLOW + "/model-versions/create", Map.of("name", model, "source", "s3://b/m"));
        ada.post(MLFLOW + "/registered-models/alias", Map.of("name", model, "alias", "blue", "version", "1"));
        String loan = "loan-" + UUID.randomUUID();
        ada.post(MLFLOW + "/registered-models/rename", Map.of("name", model, "new_name", loan));
        return loan;
    }

    private static JsonNode approve(Caller who, String request) {
        return who.post(API + "/requests/" + request + "/approve", Map.of()).get("request");
    }

    private static String refusedToApprove(Caller who, String request) {
        return refused(403, who, "POST", "/requests/" + request + "/approve", Map.of())
                .get("type")
                .asString();
    }

    private static String stateOf(Caller who, String request) {
        return who.get(API + "/requests/" + request).at("/request/state").asString();
    }

    @ParameterizedTest
    @MethodSource("doors")
    void twoPeopleWithFiveAccountsAreNotThree(Door door) {
        String model = aLoanModel();
        String request = olgasAsker
                .post(API + "/models/" + model + "/requests", Map.of("change", door.change()))
                .get("request_id")
                .asString();
        assertThat(refusedToApprove(olga, request)).endsWith(":own-request");
        for (Caller oneOfOlgas : List.of(olgasFirst, olgasSecond, olgasAdmin)) {
            assertThat(refusedToApprove(oneOfOlgas, request)).endsWith(":not-independent");
        }
        approve(otto, request);
        approve(ottosReviewer, request);
        assertThat(stateOf(ada, request)).isEqualTo("open");
        for (Caller who : List.of(olga, otto, olgasFirst, olgasAdmin, ottosReviewer)) {
            Caller.Answer answer = door.force(who, model);
            assertThat(answer.status()).as(answer.text()).isEqualTo(403);
        }
        assertThat(approve(rita, request).get("state").asString()).isEqualTo("approved");
    }

    /** What comes from elsewhere with a stage and an alias is asked for in the name of whoever imports it. */
    @Test
    void anImportIsADoorAsWell() {
        String model = "loan-" + UUID.randomUUID();
        String there = "http://elsewhere:5000";
        olgasAdmin.post(API + "/import/models", Map.of("server", there, "name", model));
        olgasAdmin.post(
                API + "/import/versions",
                Map.of(
                        "server",
                        there,
                        "name",
                        model,
                        "version",
                        "1",
                        "current_stage",
                        "Production",
                        "aliases",
                        List.of("green"),
                        "source",
                        "s3://b/m"));
        JsonNode version = ada.get(MLFLOW + "/model-versions/get?name=" + model + "&version=1")
                .get("model_version");
        assertThat(version.get("current_stage").asString()).isEqualTo("None");
        assertThat(version.path("aliases").size()).isZero();
        JsonNode requests = ada.get(API + "/requests?model=" + model).get("requests");
        assertThat(requests).hasSize(2);
        for (JsonNode each : requests) {
            String request = each.get("request_id").asString();
            assertThat(refusedToApprove(olgasFirst, request)).endsWith(":not-independent");
            approve(otto, request);
            approve(ottosReviewer, request);
            assertThat(stateOf(ada, request)).isEqualTo("open");
            assertThat(approve(rita, request).get("state").asString()).isEqualTo("approved");
        }
    }

    @Test
    void aPolicyIsNotLoosenedByOnePersonWithTwoAccounts() {
        Caller.Answer proposed = olga.exchange("POST", API + "/policies", POLICY.formatted("three-people", 1));
        String proposal = proposed.json().get("proposal_id").asString();
        assertThat(refusedToAgree(olgasAdmin, proposal)).endsWith(":not-independent");
        String retirement = olgasAdmin
                .send("DELETE", API + "/policies/three-people", Map.of())
                .get("proposal_id")
                .asString();
        assertThat(refusedToAgree(olga, retirement)).endsWith(":not-independent");
        otto.post(API + "/policy-proposals/" + retirement + "/reject", Map.of());
        otto.post(API + "/policy-proposals/" + proposal + "/reject", Map.of());
    }

    private static String refusedToAgree(Caller who, String proposal) {
        return refused(403, who, "POST", "/policy-proposals/" + proposal + "/agree", Map.of())
                .get("type")
                .asString();
    }

    /** Whom Olga says that her account acts for does not make another of it; nor can Rita use it to approve what she asked. */
    @Test
    void anAccountThatIsSaidToActForAnotherCountsAsWhoChoseItsPasswordAndIsNotIndependentOfTheOtherEither() {
        Caller robot = office.hire(olga, "olgas-robot", "reviewer");
        olga.send("PUT", API + "/users/olgas-robot", Map.of("acts_for", "rita"));
        String olgas = Office.asked(olga, aLoanModel());
        assertThat(refusedToApprove(robot, olgas)).endsWith(":not-independent");
        assertThat(refusedToApprove(robot, Office.asked(rita, aLoanModel()))).endsWith(":own-request");
        String robots = Office.asked(robot, aLoanModel());
        assertThat(refusedToApprove(olga, robots)).endsWith(":own-request");
        assertThat(refusedToApprove(rita, robots)).endsWith(":own-request");

        otto.post(API + "/users/olgas-robot/vouch", Map.of());
        approve(robot, olgas);
        approve(rita, olgas);
        assertThat(stateOf(ada, olgas)).as("one of two that it takes").isEqualTo("open");
        assertThat(approve(otto, olgas).get("state").asString()).isEqualTo("approved");
    }

    /** Rob is a person of his own; with a password that Olga chose, his account would be Olga's second. */
    @Test
    void anAccountThatIsTakenOverCountsAsWhoTookIt() {
        Caller rob = office.hire("rob", "reviewer");
        String request = Office.asked(olga, aLoanModel());
        olga.send(
                "PATCH",
                MLFLOW + "/users/update-password",
                Map.of("username", "rob", "password", rob.password() + "!"));
        Caller taken = new Caller(office.server(), "rob", rob.password() + "!");
        assertThat(refusedToApprove(taken, request)).endsWith(":not-independent");
        assertThat(olga.get(API + "/users/rob").get("kept_by").asString()).isEqualTo("olga");
        refused(403, olgasAdmin, "POST", "/users/rob/vouch", Map.of());
        refused(403, taken, "POST", "/users/rob/vouch", Map.of());

        assertThat(otto.post(API + "/users/rob/vouch", Map.of()).has("kept_by")).isFalse();
        approve(taken, request);
        assertThat(approve(otto, request).get("state").asString()).isEqualTo("approved");
    }
}
