package io.countersign.attempt;

import static io.countersign.governance.Office.API;
import static io.countersign.governance.Office.MLFLOW;
import static io.countersign.governance.Office.aModel;
import static io.countersign.governance.Office.asked;
import static io.countersign.governance.Office.get;
import static io.countersign.governance.Office.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.assembly.Caller;
import io.countersign.assembly.Caller.Answer;
import io.countersign.event.EventMetadata;
import io.countersign.governance.Office;
import io.countersign.log.StoredEvents;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What people may not do is refused with a precise error, and it stays on record that they tried. */
class RefusedAttemptsTest {

    @AutoClose
    private static final Office OFFICE = new Office();

    private static final Caller ANN = OFFICE.hire("ann", "contributor");
    private static final Caller RITA = OFFICE.hire("rita", "reviewer");
    private static final Caller ROLF = OFFICE.hire("rolf", "reviewer");
    private static final Caller CI = OFFICE.hire("ci", "contributor");
    private static final Caller MALLORY = OFFICE.hire("mallory", "contributor");
    private static final Caller VERA = OFFICE.hire("vera", "viewer");

    private final String model = aModel(ANN);

    private static Stream<JsonNode> attempts(String query) {
        return get(OFFICE.admin(), "/attempts?" + query).path("attempts").valueStream();
    }

    /** Those at the model, newest first: who, what, at what, why. */
    private List<String> atTheModel() {
        return attempts("model=" + model).map(RefusedAttemptsTest::words).toList();
    }

    private static String words(JsonNode attempt) {
        return Stream.of("actor", "operation", "version", "topic", "reason")
                .map(field -> attempt.path(field).asString("-"))
                .reduce((one, other) -> one + " " + other)
                .orElseThrow();
    }

    private static String type(JsonNode problem) {
        return problem.get("type").asString().replace("urn:countersign:problem:", "");
    }

    @Nested
    class OfThoseWhoMayNot {

        @Test
        void aPolicyThatNamesAnUnknownGroup() {
            Answer answer = OFFICE.admin().exchange("POST", API + "/policies", """
                    policy: nobodys
                    applies-to: {changes: [{stage: {to: [Production]}}]}
                    requires:
                      approvals: {group: ghosts}
                    """);

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.json().at("/errors/0/line").asInt()).isEqualTo(4);
            assertThat(answer.json().at("/errors/0/field").asString()).isEqualTo("requires.approvals.group");
            assertThat(answer.json().at("/errors/0/message").asString())
                    .isEqualTo("Nobody is in the group ghosts; is its name right?");
            assertThat(attempts("reason=group-not-found").map(RefusedAttemptsTest::words))
                    .containsExactly("admin propose-policy - policy/nobodys group-not-found");
        }

        @Test
        void aCheckThatAnotherReportedFirst() {
            String path = "/models/" + model + "/versions/1/checks";
            CI.post(API + path, Map.of("check", "bias", "external_id", "7", "state", "running"));

            JsonNode problem =
                    refused(403, MALLORY, "POST", path, Map.of("check", "bias", "external_id", "7", "state", "passed"));

            assertThat(type(problem)).isEqualTo("not-the-reporter");
            assertThat(problem.get("detail").asString()).contains("was reported by another first");
            assertThat(atTheModel()).containsExactly("mallory report-check 1 check/bias not-the-reporter");
        }

        @Test
        void anApprovalBySomebodyWhoLostTheRoleMeanwhile() {
            Caller former = OFFICE.hire("former", "reviewer");
            String request = asked(ANN, model);
            assertThat(get(ANN, "/requests/" + request).get("could_decide").valueStream())
                    .extracting(JsonNode::asString)
                    .contains("former");

            OFFICE.nowIs("former", "contributor");
            JsonNode problem = refused(403, former, "POST", "/requests/" + request + "/approve", Map.of());
            OFFICE.nowIs("former", "viewer");
            refused(403, former, "POST", "/requests/" + request + "/approve", Map.of());

            assertThat(type(problem)).isEqualTo("not-a-reviewer");
            assertThat(problem.get("detail").asString())
                    .isEqualTo("A change to Production is decided by people of: reviewer. You are in none of these.");
            assertThat(atTheModel())
                    .containsExactly(
                            "former decide-transition 1 stage/1/Production permission-missing",
                            "former decide-transition 1 stage/1/Production not-a-reviewer");
            assertThat(attempts("model=" + model)
                            .map(one -> one.get("request_id").asString()))
                    .containsOnly(request);
        }

        @Test
        void anApprovalOfOnesOwnRequest() {
            String request = asked(RITA, model);
            refused(403, RITA, "POST", "/requests/" + request + "/approve", Map.of());
            refused(403, ROLF, "POST", "/requests/" + request + "/cancel", Map.of());
            assertThat(atTheModel())
                    .containsExactly(
                            "rolf cancel-request 1 stage/1/Production not-the-requester",
                            "rita decide-transition 1 stage/1/Production own-request");
        }

        @Test
        void anApprovalSignedWithAPasswordThatIsNotTheirs() {
            String request = asked(ANN, model);
            refused(403, RITA, "POST", "/requests/" + request + "/approve", Map.of("password", "guessed"));
            assertThat(atTheModel()).containsExactly("rita decide-transition 1 stage/1/Production password-wrong");
        }

        @Test
        void aTransitionByWhicheverApi() {
            for (String api : List.of("/api/2.0/mlflow/", "/ajax-api/2.0/mlflow/")) {
                Answer answer = exchange(RITA, api + "model-versions/transition-stage");
                assertThat(answer.status()).as(answer.text()).isEqualTo(403);
            }
            exchange(ANN, "/api/2.0/mlflow/model-versions/transition-stage");
            exchange(VERA, "/api/2.0/mlflow/transition-requests/approve");
            assertThat(atTheModel())
                    .containsExactly(
                            "vera decide-transition 1 stage/1/Production permission-missing",
                            "ann change-stage 1 stage/1/Production permission-missing",
                            "rita change-stage 1 stage/1/Production countersignature-missing");
        }

        private Answer exchange(Caller who, String path) {
            return who.exchange(
                    "POST", path, "{\"name\": \"%s\", \"version\": \"1\", \"stage\": \"Production\"}".formatted(model));
        }

        @Test
        void anAliasATagAndADeletionThatOthersDecideOn() {
            OFFICE.inForce("""
                    policy: guarded-%s
                    applies-to: {models: ["%s"], changes: [{alias: gold}, {tag: tier}, deletion]}
                    requires: {approvals: {group: reviewer}}
                    """.formatted(model.substring(2, 10), model));
            ANN.exchange(
                    "POST",
                    MLFLOW + "/registered-models/alias",
                    "{\"name\": \"%s\", \"alias\": \"gold\", \"version\": \"1\"}".formatted(model));
            ANN.exchange(
                    "POST",
                    MLFLOW + "/registered-models/set-tag",
                    "{\"name\": \"%s\", \"key\": \"tier\", \"value\": \"my secret\"}".formatted(model));
            ANN.exchange("DELETE", MLFLOW + "/registered-models/delete", "{\"name\": \"%s\"}".formatted(model));
            assertThat(atTheModel())
                    .containsExactly(
                            "ann delete-model - deletion countersignature-missing",
                            "ann change-model - tag/-/tier countersignature-missing",
                            "ann set-alias 1 alias/gold/1 countersignature-missing");
        }

        @Test
        void aPolicyThatIsNoMatterOfTheirs() {
            refused(403, VERA, "DELETE", "/policies/four-eyes", Map.of());
            assertThat(attempts("actor=vera&reason=permission-missing").map(RefusedAttemptsTest::words))
                    .contains("vera propose-policy - - permission-missing");
        }
    }

    @Nested
    class OnRecord {

        @Test
        void isNothingThatWasBadlyPutOrIsNotThere() {
            long before = attempts("limit=1000").count();
            refused(404, RITA, "POST", "/requests/nil/approve", Map.of());
            refused(404, ANN, "POST", "/models/nil/requests", Map.of("change", Map.of("kind", "model-deletion")));
            refused(400, ANN, "POST", "/models/" + model + "/requests", Map.of("change", Map.of("kind", "magic")));
            assertThat(attempts("limit=1000").count()).isEqualTo(before);
        }

        @Test
        void isNoMatterButThoseOfGovernance() {
            VERA.exchange("POST", MLFLOW + "/runs/create", "{\"experiment_id\": \"0\"}");
            assertThat(attempts("actor=vera").map(one -> one.get("operation").asString()))
                    .doesNotContain("log-run");
        }

        @Test
        void isTheSameOnceAMinute() {
            String request = asked(RITA, model);
            for (int i = 0; i < 5; i++) {
                refused(403, RITA, "POST", "/requests/" + request + "/approve", Map.of());
            }
            refused(403, RITA, "POST", "/requests/" + request + "/reject", Map.of());
            assertThat(atTheModel()).containsExactly("rita decide-transition 1 stage/1/Production own-request");
        }

        @Test
        void isToldOfNothingInTheAnswerToWhoeverTried() {
            String request = asked(RITA, model);
            Answer answer = RITA.exchange("POST", API + "/requests/" + request + "/approve", "{}");
            assertThat(answer.headers().map()).doesNotContainKey("countersign-events");
        }

        @Test
        void isWhoTriedThoughTheServerWroteItDown() {
            String request = asked(RITA, model);
            refused(403, RITA, "POST", "/requests/" + request + "/approve", Map.of());
            JsonNode attempt = attempts("model=" + model).findFirst().orElseThrow();
            StoredEvents.Row event = StoredEvents.of(OFFICE.server())
                    .of("attempt/" + attempt.get("attempt_id").asString())
                    .getFirst();
            assertThat(event.type()).isEqualTo("attempt.refused");
            assertThat(event.payload().get("by")).isEqualTo(attempt.get("actor_id"));
            assertThat(event.metadata().get(EventMetadata.ACTOR).asString()).isEqualTo("system");
        }

        @Test
        void isReadPageByPageNewestFirstByAdministratorsAlone() {
            for (int i = 0; i < 3; i++) {
                String other = aModel(ANN);
                exchange(MALLORY, other);
            }
            JsonNode first = get(OFFICE.admin(), "/attempts?actor=mallory&reason=permission-missing&limit=2");
            JsonNode second = get(
                    OFFICE.admin(),
                    "/attempts?actor=mallory&reason=permission-missing&limit=2&after="
                            + first.get("next_after").asString());
            assertThat(first.get("attempts")).hasSize(2);
            assertThat(second.get("attempts")).hasSize(1);
            assertThat(second.has("next_after")).isFalse();
            assertThat(Stream.concat(
                                    first.get("attempts").valueStream(),
                                    second.get("attempts").valueStream())
                            .map(one -> one.get("time").asString()))
                    .isSortedAccordingTo((one, other) -> other.compareTo(one));
            assertThat(type(refused(403, ROLF, "GET", "/attempts", Map.of()))).isEqualTo("permission-missing");
        }

        private void exchange(Caller who, String other) {
            who.exchange(
                    "POST",
                    MLFLOW + "/model-versions/transition-stage",
                    "{\"name\": \"%s\", \"version\": \"1\", \"stage\": \"Staging\"}".formatted(other));
        }

        @Test
        void isAskedForByReasonsThatThereAre() {
            assertThat(refused(400, OFFICE.admin(), "GET", "/attempts?reason=because", Map.of())
                            .get("detail")
                            .asString())
                    .isEqualTo("Invalid value \"because\" for parameter 'reason' supplied: there is no such reason; use"
                            + " the code of one, for example own-request.");
        }
    }
}
