package io.countersign.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.assembly.AtOnce;
import io.countersign.database.DatabaseAddress;
import io.countersign.program.Http.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** At two processes on one database people decide, while what they decide on is taken back, runs out or is ruled anew. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class DecisionsOnTwoServersIT {

    private static final String NATIVE = "/api/governance/v1";

    private ServerProcess one;
    private ServerProcess other;
    private Person ann;
    private Person rita;
    private Person olga;

    @BeforeAll
    void twoServersOnOneDatabase() {
        one = ServerProcess.start(Program.scratch("here"), "--kafka=off");
        DatabaseAddress database = one.database();
        String url = database.jdbcUrl() + "?user=" + database.user() + "&password=" + database.password();
        other = ServerProcess.start(
                Program.scratch("there"),
                "--kafka=off",
                "--database=" + url,
                "--secret-key-file=" + one.data().resolve("secret.key"));
        ann = Person.withRole(one, "contributor");
        rita = Person.withRole(one, "reviewer");
        olga = Person.withRole(one, "admin");
    }

    @AfterAll
    void end() {
        other.close();
        one.close();
    }

    @RepeatedTest(10)
    void anApprovalOrACancellationClosesARequest() throws InterruptedException {
        String model = aModel();
        String request = requested(model);

        List<AtOnce.Answer> answers =
                AtOnce.all(List.of(() -> act(rita, one, request, "approve"), () -> act(ann, other, request, "cancel")));

        assertThat(answers).extracting(DecisionsOnTwoServersIT::status).containsExactlyInAnyOrder(200, 404);
        boolean approved = status(answers.getFirst()) == 200;
        assertThat(stateOf(request)).isEqualTo(approved ? "approved" : "cancelled");
        assertThat(isInProduction(model)).isEqualTo(approved);
    }

    @RepeatedTest(5)
    void approvalsThatRaceAreOneDecision() throws InterruptedException {
        String model = aModel();
        String request = requested(model);
        List<Callable<?>> approvals = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            ServerProcess server = i % 2 == 0 ? one : other;
            approvals.add(() -> act(rita, server, request, "approve"));
        }

        assertThat(AtOnce.all(approvals))
                .extracting(DecisionsOnTwoServersIT::status)
                .containsOnly(200, 404)
                .contains(200);

        assertThat(events(model)).containsOnlyOnce("registered-model.transition-approved");
        assertThat(events(model)).containsOnlyOnce("registered-model.approval-given");
    }

    @RepeatedTest(4)
    void whatRunsOutIsApprovedInTimeOrNotAtAll() throws InterruptedException {
        String model = aModel();
        publish(model, """
                policy: %s
                applies-to: {models: ["%s"], changes: [{stage: {to: [Production]}}]}
                requires: {no-veto: true}
                expires-after: PT2S
                """);
        String request = requested(model);
        Instant asked =
                Instant.parse(detail(request).at("/request/requested_at").asString());
        long wait = Duration.between(Instant.now(), asked.plusMillis(1_900)).toMillis()
                + ThreadLocalRandom.current().nextLong(200);
        Thread.sleep(Math.max(0, wait)); // a busy machine may be past it already
        boolean tooLate = !Instant.now().isBefore(asked.plusSeconds(2));

        AtOnce.all(List.of(() -> act(rita, one, request, "approve"), () -> act(rita, other, request, "approve")));

        Until.require(
                Duration.ofSeconds(30),
                () -> !stateOf(request).equals("open"),
                () -> "the request is neither approved nor closed");
        assertThat(stateOf(request)).isIn(tooLate ? List.of("expired") : List.of("approved", "expired"));
        assertThat(isInProduction(model)).isEqualTo(stateOf(request).equals("approved"));
    }

    @RepeatedTest(5)
    void aPolicyIsInForceBeforeAChangeOrAfterIt() throws InterruptedException {
        String model = aModel();
        String proposal = proposed(model, """
                policy: %s
                applies-to: {models: ["%s"], changes: [alias: challenger]}
                requires: {approvals: {group: reviewer, apart-from: [requester]}}
                """);
        Map<String, String> alias = Map.of("name", model, "alias", "challenger", "version", "1");

        List<AtOnce.Answer> answers = AtOnce.all(List.of(
                () -> olga.on(other).http().post(NATIVE + "/policy-proposals/" + proposal + "/agree", Map.of()),
                () -> ann.http().post(Http.API + "registered-models/alias", alias)));

        assertThat(status(answers.getFirst())).isEqualTo(200);
        boolean set = status(answers.getLast()) == 200;
        assertThat(ann.on(other)
                        .http()
                        .get(Http.API + "registered-models/alias?name=" + model + "&alias=challenger")
                        .status())
                .isEqualTo(set ? 200 : 400);
        assertThat(ann.on(other)
                        .http()
                        .send("DELETE", Http.API + "registered-models/alias", json(alias))
                        .status())
                .isEqualTo(set ? 403 : 200);
    }

    /** Of a version whose run goes on elsewhere, and which a newer version follows, just what was approved may be served. */
    @RepeatedTest(5)
    void whatIsServedIsWhatWasApprovedWhileItsRunGoesOnAndANewVersionComes() throws InterruptedException {
        String run = aRun();
        log(one, run, 0.9);
        String model = aModel("runs:/" + run + "/model", run);
        String request = requested(model, "1", "Production");

        List<AtOnce.Answer> answers = AtOnce.all(List.of(
                () -> act(rita, one, request, "approve"),
                () -> log(other, run, 0.1),
                () -> version(other, model, "runs:/" + run + "/model", run)));

        assertThat(answers).extracting(DecisionsOnTwoServersIT::status).containsOnly(200);
        String newer = requested(model, "2", "Staging");
        act(rita, other, newer, "approve").ok();
        boolean asApproved = subjectOf(request).equals(subjectOf(newer));
        Until.require(
                Duration.ofSeconds(30),
                () -> answerAt(model).equals(asApproved ? "allow" : "deny"),
                () -> "the gate says " + answerAt(model) + " of what is " + (asApproved ? "" : "not ") + "as approved");
    }

    private String aRun() {
        return ann.http()
                .post(Http.API + "runs/create", Map.of("experiment_id", "0"))
                .ok()
                .json()
                .at("/run/info/run_id")
                .asString();
    }

    private Answer log(ServerProcess server, String run, double auc) {
        return ann.on(server)
                .http()
                .post(
                        Http.API + "runs/log-metric",
                        Map.of("run_id", run, "key", "auc", "value", auc, "timestamp", System.currentTimeMillis()));
    }

    private Answer version(ServerProcess server, String model, String source, String run) {
        return ann.on(server)
                .http()
                .post(Http.API + "model-versions/create", Map.of("name", model, "source", source, "run_id", run));
    }

    private String subjectOf(String request) {
        return detail(request).at("/approvals/0/subject/metrics").asString();
    }

    private String answerAt(String model) {
        return ann.on(other)
                .http()
                .get(NATIVE + "/gate?model=" + model + "&version=1&stage=Production")
                .ok()
                .json()
                .get("answer")
                .asString();
    }

    private static int status(AtOnce.Answer answer) {
        return answer.value() instanceof Answer http ? http.status() : 0;
    }

    private static String json(Map<String, ?> message) {
        return JsonMapper.shared().writeValueAsString(message);
    }

    private String aModel() {
        return aModel("s3://bucket/files", "");
    }

    private String aModel(String source, String run) {
        String name = "model-" + Person.unique();
        ann.http()
                .post(Http.API + "registered-models/create", Map.of("name", name))
                .ok();
        version(one, name, source, run).ok();
        return name;
    }

    private String requested(String model) {
        return requested(model, "1", "Production");
    }

    private String requested(String model, String version, String stage) {
        Map<String, ?> change = Map.of("change", Map.of("kind", "stage", "version", version, "stage", stage));
        Answer answer = ann.http().post(NATIVE + "/models/" + model + "/requests", change);
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer.json().get("request_id").asString();
    }

    private static Answer act(Person person, ServerProcess server, String request, String act) {
        return person.on(server).http().post(NATIVE + "/requests/" + request + "/" + act, Map.of());
    }

    private void publish(String model, String policy) {
        String proposal = proposed(model, policy);
        olga.http()
                .post(NATIVE + "/policy-proposals/" + proposal + "/agree", Map.of())
                .ok();
    }

    private String proposed(String model, String policy) {
        Answer answer = one.admin().send("POST", NATIVE + "/policies", policy.formatted(model, model));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer.json().get("proposal_id").asString();
    }

    private JsonNode detail(String request) {
        return ann.on(other).http().get(NATIVE + "/requests/" + request).ok().json();
    }

    private String stateOf(String request) {
        return detail(request).at("/request/state").asString();
    }

    private boolean isInProduction(String model) {
        return ann.on(other)
                .http()
                .get(Http.API + "model-versions/get?name=" + model + "&version=1")
                .ok()
                .json()
                .at("/model_version/current_stage")
                .asString()
                .equals("Production");
    }

    private List<String> events(String model) {
        return ann.http()
                .get(NATIVE + "/models/" + model + "/versions/1/timeline?limit=200")
                .ok()
                .json()
                .get("events")
                .findValuesAsString("type");
    }
}
