package io.countersign.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.databricks.sdk.core.error.platform.PermissionDenied;
import com.databricks.sdk.service.ml.Activity;
import com.databricks.sdk.service.ml.ActivityType;
import com.databricks.sdk.service.ml.ApproveTransitionRequest;
import com.databricks.sdk.service.ml.CreateComment;
import com.databricks.sdk.service.ml.CreateTransitionRequest;
import com.databricks.sdk.service.ml.ModelRegistryAPI;
import io.countersign.program.EventLog.Entry;
import io.countersign.program.Topic.Carried;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.mlflow.api.proto.ModelRegistry.ModelVersion;
import org.mlflow.api.proto.Service.Metric;
import org.mlflow.api.proto.Service.Param;
import org.mlflow.api.proto.Service.RunInfo;
import org.mlflow.api.proto.Service.RunTag;
import org.mlflow.tracking.MlflowClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A model's way from a run to Production, with the clients that people have. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JourneyIT {

    private static final byte[] WEIGHTS = "y = 2x² + 1".getBytes(StandardCharsets.UTF_8);

    private final String model = "credit risk " + Person.unique();

    @SuppressWarnings("NullAway.Init")
    private ServerProcess server;

    @SuppressWarnings("NullAway.Init")
    private Person scientist;

    @SuppressWarnings("NullAway.Init")
    private Person reviewer;

    @SuppressWarnings("NullAway.Init")
    private Person otherReviewer;

    @BeforeAll
    void aTeam() {
        server = TheServer.shared();
        scientist = Person.withRole(server, "contributor");
        reviewer = Person.withRole(server, "reviewer");
        otherReviewer = Person.withRole(server, "reviewer");
    }

    @Test
    void aModelGoesFromARunToProductionAndEachStepIsAnEvent() {
        String run = aFinishedRun();
        register(run);
        approved("1");
        String second = aVersionOf(run);
        Until.require(
                Duration.ofSeconds(30), () -> timeline(second, 100).size() == 2, () -> "nobody verified the files");

        asked(second);
        nobodyCountersignsTheirOwnRequest(second);
        Activity approval = approve(second);

        assertThat(approval.getActivityType()).isEqualTo(ActivityType.APPROVED_REQUEST);
        assertThat(inProduction()).containsExactly(second);
        assertThat(stageOf("1")).isEqualTo("Archived");
        theTimelineTellsIt(second);
        theTopicCarriesIt(run);
    }

    private String aFinishedRun() {
        try (MlflowClient mlflow = scientist.mlflow()) {
            String experiment = mlflow.createExperiment("journey " + Person.unique());
            RunInfo run = mlflow.createRun(experiment);
            String id = run.getRunId();
            mlflow.logParam(id, "degree", "2");
            mlflow.logMetric(id, "rmse", 0.5, 1_000, 1);
            mlflow.logBatch(
                    id,
                    List.of(metric("rmse", 0.25, 2), metric("r2", 0.9, 2)),
                    List.of(Param.newBuilder().setKey("seed").setValue("7").build()),
                    List.of(RunTag.newBuilder().setKey("data").setValue("v1").build()));
            mlflow.setTag(id, "owner", "risk");
            upload(run);
            mlflow.setTerminated(id);
            return id;
        }
    }

    private static Metric metric(String key, double value, long step) {
        return Metric.newBuilder()
                .setKey(key)
                .setValue(value)
                .setTimestamp(2_000)
                .setStep(step)
                .build();
    }

    /** By the proxy, as clients do for locations that begin with {@code mlflow-artifacts:}. */
    private void upload(RunInfo run) {
        String location = run.getArtifactUri().replaceFirst("^mlflow-artifacts:/", "");
        String route = "/api/2.0/mlflow-artifacts/artifacts/" + location + "/model/weights.txt";
        scientist.http().send("PUT", route, WEIGHTS, "application/octet-stream").ok();
        assertThat(scientist.http().get(route).ok().body()).isEqualTo(new String(WEIGHTS, StandardCharsets.UTF_8));
    }

    private void register(String run) {
        try (MlflowClient mlflow = scientist.mlflow()) {
            mlflow.sendPost("registered-models/create", json(Map.of("name", model, "description", "who pays back")));
        }
        assertThat(aVersionOf(run)).isEqualTo("1");
    }

    private String aVersionOf(String run) {
        try (MlflowClient mlflow = scientist.mlflow()) {
            String answer = mlflow.sendPost(
                    "model-versions/create",
                    json(Map.of("name", model, "source", "runs:/" + run + "/model", "run_id", run)));
            return JsonMapper.shared()
                    .readTree(answer)
                    .at("/model_version/version")
                    .stringValue();
        }
    }

    private static String json(Map<String, ?> fields) {
        return JsonMapper.shared().writeValueAsString(fields);
    }

    private void approved(String version) {
        registry(scientist).createTransitionRequest(request(version));
        approve(version);
        assertThat(inProduction()).containsExactly(version);
    }

    private void asked(String version) {
        var request = registry(scientist)
                .createTransitionRequest(request(version).setComment("Twice as good as version 1."))
                .getRequest();
        assertThat(request.getToStage()).isEqualTo("Production");
        assertThat(request.getUserId()).isEqualTo(scientist.name());
        assertThat(registry(reviewer).listTransitionRequests(model, version))
                .extracting(Activity::getComment)
                .containsExactly("Twice as good as version 1.");
        var comment = registry(reviewer)
                .createComment(
                        new CreateComment().setName(model).setVersion(version).setComment("On which data?"))
                .getComment();
        assertThat(comment.getUserId()).isEqualTo(reviewer.name());
    }

    /** Neither with too small a role, nor as a reviewer, nor as the second of two who asked. */
    private void nobodyCountersignsTheirOwnRequest(String version) {
        assertThatThrownBy(() -> registry(scientist).approveTransitionRequest(approval(version)))
                .isInstanceOf(PermissionDenied.class);
        registry(reviewer).createTransitionRequest(request(version).setComment("I want it too."));
        assertThatThrownBy(() -> registry(reviewer).approveTransitionRequest(approval(version)))
                .isInstanceOf(PermissionDenied.class)
                .hasMessageContaining("You asked for this change to Production yourself");
        assertThat(inProduction()).containsExactly("1");
        registry(reviewer).deleteTransitionRequest(model, version, "Production", reviewer.name());
    }

    private Activity approve(String version) {
        return registry(otherReviewer)
                .approveTransitionRequest(approval(version).setComment("Agreed."))
                .getActivity();
    }

    private CreateTransitionRequest request(String version) {
        return new CreateTransitionRequest().setName(model).setVersion(version).setStage("Production");
    }

    private ApproveTransitionRequest approval(String version) {
        return new ApproveTransitionRequest()
                .setName(model)
                .setVersion(version)
                .setStage("Production")
                .setArchiveExistingVersions(true);
    }

    private static ModelRegistryAPI registry(Person person) {
        return person.databricks().modelRegistry();
    }

    private List<String> inProduction() {
        try (MlflowClient mlflow = scientist.mlflow()) {
            return mlflow.getLatestVersions(model, List.of("Production")).stream()
                    .map(ModelVersion::getVersion)
                    .toList();
        }
    }

    private String stageOf(String version) {
        try (MlflowClient mlflow = scientist.mlflow()) {
            return mlflow.getModelVersion(model, version).getCurrentStage();
        }
    }

    /** What the gate says of it follows a moment later. */
    private void theTimelineTellsIt(String version) {
        Until.require(
                Duration.ofSeconds(30),
                () -> timeline(version, 100)
                        .getFirst()
                        .get("type")
                        .stringValue()
                        .equals("gate.answer-changed"),
                () -> "the gate's answer is not told");
        List<JsonNode> whole = timeline(version, 100);
        assertThat(whole)
                .extracting(event -> event.get("type").stringValue() + " by "
                        + event.get("actor").stringValue())
                .containsExactly(
                        "gate.answer-changed by system",
                        "registered-model.transition-approved by " + otherReviewer.name(),
                        "registered-model.approval-given by " + otherReviewer.name(),
                        "registered-model.transition-request-cancelled by " + reviewer.name(),
                        "registered-model.transition-requested by " + reviewer.name(),
                        "model-version.comment-added by " + reviewer.name(),
                        "registered-model.transition-requested by " + scientist.name(),
                        "model-version.artifacts-verified by system",
                        "registered-model.version-created by " + scientist.name());
        assertThat(whole.get(1).get("comment").stringValue()).isEqualTo("Agreed.");
        assertThat(timeline(version, 2)).as("the same in pages of two").isEqualTo(whole);
        assertThat(timeline(version, 4)).as("the same in pages of four").isEqualTo(whole);
    }

    private List<JsonNode> timeline(String version, int limit) {
        String route = "/api/governance/v1/models/" + model.replace(" ", "%20") + "/versions/" + version + "/timeline";
        List<JsonNode> events = new ArrayList<>();
        JsonNode page = scientist.http().get(route, Map.of("limit", limit)).ok().json();
        page.get("events").forEach(events::add);
        while (page.has("next_page_token")) {
            assertThat(page.get("events").size()).isEqualTo(limit);
            String token = page.get("next_page_token").stringValue();
            page = scientist
                    .http()
                    .get(route, Map.of("limit", limit, "page_token", token))
                    .ok()
                    .json();
            page.get("events").forEach(events::add);
        }
        return events;
    }

    private void theTopicCarriesIt(String run) {
        List<Entry> log = new EventLog(server.database()).all();
        List<Carried> carried = new Topic(server.kafka())
                .readUntilSeen(log.stream().map(Entry::id).collect(Collectors.toSet()), Duration.ofSeconds(60));
        Topic.requireOrder(carried);
        carried.forEach(JourneyIT::requireEnvelope);

        assertThat(typesOf("run/" + run, carried))
                .containsExactly(
                        "io.countersign.run.started.v1",
                        "io.countersign.run.batch-logged.v1",
                        "io.countersign.run.batch-logged.v1",
                        "io.countersign.run.batch-logged.v1",
                        "io.countersign.run.batch-logged.v1",
                        "io.countersign.run.artifact-stored.v1",
                        "io.countersign.run.status-changed.v1");
        assertThat(typesOf(streamOf(carried), carried))
                .containsExactly(
                        "io.countersign.registered-model.created.v1",
                        "io.countersign.registered-model.version-created.v1",
                        "io.countersign.registered-model.transition-requested.v1",
                        "io.countersign.registered-model.approval-given.v1",
                        "io.countersign.registered-model.transition-approved.v1",
                        "io.countersign.registered-model.version-created.v1",
                        "io.countersign.registered-model.transition-requested.v1",
                        "io.countersign.registered-model.transition-requested.v1",
                        "io.countersign.registered-model.transition-request-cancelled.v1",
                        "io.countersign.registered-model.approval-given.v1",
                        "io.countersign.registered-model.transition-approved.v1");
        assertThat(carried.stream().filter(each -> each.event().getType().contains("comment-added")))
                .as("the public form of a comment has nothing that a person wrote")
                .isNotEmpty()
                .noneMatch(each -> data(each).contains("On which data?"));
    }

    private static List<String> typesOf(String stream, List<Carried> carried) {
        return carried.stream()
                .filter(each -> each.key().equals(stream))
                .map(each -> each.event().getType())
                .toList();
    }

    private String streamOf(List<Carried> carried) {
        return carried.stream()
                .filter(each -> each.event().getType().equals("io.countersign.registered-model.created.v1"))
                .filter(each -> data(each).contains(model))
                .map(Carried::key)
                .findFirst()
                .orElseThrow();
    }

    private static String data(Carried carried) {
        var data = carried.event().getData();
        return data == null ? "" : new String(data.toBytes(), StandardCharsets.UTF_8);
    }

    private static void requireEnvelope(Carried carried) {
        var event = carried.event();
        assertThat(event.getSource().toString()).startsWith("urn:countersign:");
        assertThat(event.getSubject()).isEqualTo(carried.key());
        assertThat(event.getTime()).isNotNull();
        assertThat(event.getDataContentType()).isEqualTo("application/json");
        assertThat(event.getExtension("actorid")).isNotNull();
        assertThat(event.getExtension("correlationid")).isNotNull();
    }
}
