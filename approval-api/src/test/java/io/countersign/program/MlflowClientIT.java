package io.countersign.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.mlflow.api.proto.ModelRegistry.ModelVersion;
import org.mlflow.api.proto.ModelRegistry.RegisteredModel;
import org.mlflow.api.proto.Service;
import org.mlflow.api.proto.Service.CreateExperiment;
import org.mlflow.api.proto.Service.CreateRun;
import org.mlflow.api.proto.Service.Experiment;
import org.mlflow.api.proto.Service.ExperimentTag;
import org.mlflow.api.proto.Service.Metric;
import org.mlflow.api.proto.Service.Param;
import org.mlflow.api.proto.Service.Run;
import org.mlflow.api.proto.Service.RunInfo;
import org.mlflow.api.proto.Service.RunStatus;
import org.mlflow.api.proto.Service.RunTag;
import org.mlflow.api.proto.Service.ViewType;
import org.mlflow.tracking.MlflowClient;
import org.mlflow.tracking.MlflowHttpException;
import org.mlflow.tracking.Page;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every method of MLflow's Java client that asks the server, except for files, which it leaves to Python's client. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MlflowClientIT {

    @SuppressWarnings("NullAway.Init")
    private MlflowClient mlflow;

    @BeforeAll
    void aContributor() {
        mlflow = Person.withRole(TheServer.shared(), "contributor").mlflow();
    }

    @AfterAll
    void close() {
        mlflow.close();
    }

    @Test
    void experimentsAreCreatedFoundRenamedDeletedAndRestored() {
        String name = "client " + Person.unique();
        String id = mlflow.createExperiment(CreateExperiment.newBuilder()
                .setName(name)
                .setArtifactLocation("s3://bucket/" + Person.unique())
                .addTags(ExperimentTag.newBuilder().setKey("team").setValue("risk"))
                .build());

        assertThat(mlflow.getExperiment(id).getName()).isEqualTo(name);
        assertThat(mlflow.getExperimentByName(name))
                .map(Experiment::getExperimentId)
                .contains(id);
        assertThat(mlflow.getExperimentByName(name + " of nobody")).isEmpty();
        mlflow.setExperimentTag(id, "stage", "trial");
        mlflow.renameExperiment(id, name + " II");
        assertThat(mlflow.getExperiment(id).getName()).isEqualTo(name + " II");
        assertThat(mlflow.getExperiment(id).getTagsList())
                .extracting(ExperimentTag::getKey)
                .containsExactlyInAnyOrder("team", "stage");

        mlflow.deleteExperiment(id);
        assertThat(mlflow.getExperiment(id).getLifecycleStage()).isEqualTo("deleted");
        mlflow.restoreExperiment(id);
        assertThat(mlflow.getExperiment(id).getLifecycleStage()).isEqualTo("active");
        assertThat(mlflow.getExperiment("0").getName()).isEqualTo("Default");
    }

    @Test
    void experimentsAreSearchedPageByPage() {
        String group = Person.unique();
        for (int i = 0; i < 5; i++) {
            mlflow.createExperiment(group + "-" + i);
        }
        String filter = "name LIKE '" + group + "-%'";

        assertThat(names(mlflow.searchExperiments(filter, ViewType.ACTIVE_ONLY, 2, List.of("name DESC"))))
                .containsExactly(group + "-4", group + "-3", group + "-2", group + "-1", group + "-0");
        assertThat(names(mlflow.searchExperiments(filter))).hasSize(5);
        assertThat(names(mlflow.searchExperiments())).contains("Default");
        var first = mlflow.searchExperiments(filter, ViewType.ALL, 3, List.of("name ASC"));
        var second = mlflow.searchExperiments(
                filter,
                ViewType.ALL,
                3,
                List.of("name ASC"),
                first.getNextPageToken().orElseThrow());
        assertThat(second.getItems()).extracting(Experiment::getName).containsExactly(group + "-3", group + "-4");
        assertThat(second.hasNextPage()).isFalse();
    }

    private static List<String> names(Page<Experiment> first) {
        return all(first).stream().map(Experiment::getName).toList();
    }

    private static <T> List<T> all(Page<T> first) {
        List<T> items = new ArrayList<>();
        for (Page<T> page = first; ; page = page.getNextPage()) {
            StreamSupport.stream(page.getItems().spliterator(), false).forEach(items::add);
            if (!page.hasNextPage()) {
                return items;
            }
        }
    }

    @Test
    void aRunKeepsWhatIsLoggedToIt() {
        String experiment = mlflow.createExperiment("runs " + Person.unique());
        String id = mlflow.createRun(CreateRun.newBuilder()
                        .setExperimentId(experiment)
                        .setRunName("first try")
                        .setStartTime(123_456_789_012L)
                        .addTags(RunTag.newBuilder().setKey("a").setValue("1"))
                        .build())
                .getRunId();
        mlflow.logParam(id, "degree", "3");
        mlflow.logMetric(id, "loss", 0.5);
        mlflow.logMetric(id, "curve", 2, 10, 1);
        mlflow.logMetric(id, "curve", 1, 20, 2);
        mlflow.logMetric(id, "odd", Double.NaN, 20, 2);
        mlflow.logBatch(
                id,
                List.of(Metric.newBuilder()
                        .setKey("curve")
                        .setValue(0.5)
                        .setTimestamp(30)
                        .setStep(3)
                        .build()),
                List.of(Param.newBuilder().setKey("seed").setValue("").build()),
                List.of(RunTag.newBuilder().setKey("b").setValue("é€😀").build()));
        mlflow.setTag(id, "a", "2");
        mlflow.setTag(id, "c", "3");
        mlflow.deleteTag(id, "c");
        mlflow.setTerminated(id, RunStatus.FAILED, 123_456_789_999L);

        Run run = mlflow.getRun(id);
        assertThat(run.getInfo().getRunName()).isEqualTo("first try");
        assertThat(run.getInfo().getStartTime()).isEqualTo(123_456_789_012L);
        assertThat(run.getInfo().getEndTime()).isEqualTo(123_456_789_999L);
        assertThat(run.getInfo().getStatus()).isEqualTo(RunStatus.FAILED);
        assertThat(run.getData().getParamsList())
                .extracting(Param::getKey, Param::getValue)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("degree", "3"),
                        org.assertj.core.groups.Tuple.tuple("seed", ""));
        assertThat(metric(run, "curve").getValue()).isEqualTo(0.5);
        assertThat(metric(run, "curve").getStep()).isEqualTo(3);
        assertThat(metric(run, "odd").getValue()).isNaN();
        assertThat(tag(run, "a")).isEqualTo("2");
        assertThat(tag(run, "b")).isEqualTo("é€😀");
        assertThat(run.getData().getTagsList()).extracting(RunTag::getKey).doesNotContain("c");
        assertThat(mlflow.getMetricHistory(id, "curve"))
                .extracting(Metric::getValue)
                .containsExactly(2.0, 1.0, 0.5);
    }

    private static Metric metric(Run run, String key) {
        return run.getData().getMetricsList().stream()
                .filter(metric -> metric.getKey().equals(key))
                .findFirst()
                .orElseThrow();
    }

    private static String tag(Run run, String key) {
        return run.getData().getTagsList().stream()
                .filter(tag -> tag.getKey().equals(key))
                .map(RunTag::getValue)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aRunIsDeletedAndRestored() {
        String id = mlflow.createRun().getRunId();
        assertThat(mlflow.getRun(id).getInfo().getExperimentId()).isEqualTo("0");

        mlflow.deleteRun(id);
        assertThat(mlflow.getRun(id).getInfo().getLifecycleStage()).isEqualTo("deleted");
        assertThatThrownBy(() -> mlflow.logParam(id, "k", "v"))
                .isInstanceOfSatisfying(MlflowHttpException.class, refused -> assertThat(refused.getStatusCode())
                        .isEqualTo(400))
                .hasMessageContaining("must be in the 'active' state");
        mlflow.restoreRun(id);
        mlflow.logParam(id, "k", "v");
        mlflow.setTerminated(id);
        assertThat(mlflow.getRun(id).getInfo().getStatus()).isEqualTo(RunStatus.FINISHED);
    }

    @Test
    void runsAreSearchedByEverythingAndPageByPage() {
        String experiment = mlflow.createExperiment("search " + Person.unique());
        for (int i = 0; i < 7; i++) {
            String id = mlflow.createRun(experiment).getRunId();
            mlflow.logMetric(id, "rmse", i);
            mlflow.logParam(id, "degree", Integer.toString(i % 2));
            mlflow.setTag(id, "owner", i < 4 ? "ann" : "bob");
            mlflow.setTerminated(id, i == 6 ? RunStatus.KILLED : RunStatus.FINISHED);
        }
        List<String> in = List.of(experiment);

        assertThat(rmses(mlflow.searchRuns(
                        in, "metrics.rmse >= 2", ViewType.ACTIVE_ONLY, 2, List.of("metrics.rmse DESC"))))
                .containsExactly(6.0, 5.0, 4.0, 3.0, 2.0);
        assertThat(rmses(mlflow.searchRuns(
                        in,
                        "params.degree = '0' and tags.owner LIKE 'a%' and attributes.status = 'FINISHED'",
                        ViewType.ALL,
                        100,
                        List.of("metrics.rmse ASC"))))
                .containsExactly(0.0, 2.0);
        assertThat(all(mlflow.searchRuns(in, "", ViewType.ACTIVE_ONLY, 3))).hasSize(7);
        var first = mlflow.searchRuns(in, "", ViewType.ACTIVE_ONLY, 5, List.of("metrics.rmse"));
        var rest = mlflow.searchRuns(
                in,
                "",
                ViewType.ACTIVE_ONLY,
                5,
                List.of("metrics.rmse"),
                first.getNextPageToken().orElseThrow());
        assertThat(rmses(rest)).containsExactly(5.0, 6.0);

        mlflow.deleteRun(rest.getItems().getFirst().getInfo().getRunId());
        assertThat(mlflow.searchRuns(in, "")).hasSize(6);
        assertThat(mlflow.searchRuns(in, "", ViewType.DELETED_ONLY)).hasSize(1);
        assertThat(mlflow.listRunInfos(experiment))
                .extracting(RunInfo::getExperimentId)
                .containsOnly(experiment);
    }

    private static List<Double> rmses(Page<Run> first) {
        return all(first).stream().map(run -> metric(run, "rmse").getValue()).toList();
    }

    @Test
    void modelsAndVersionsAreReadAndSearched() {
        String model = "client model " + Person.unique();
        String run = mlflow.createRun().getRunId();
        send("registered-models/create", Map.of("name", model, "description", "of the client"));
        for (int i = 1; i <= 3; i++) {
            send("model-versions/create", Map.of("name", model, "source", "s3://bucket/" + i, "run_id", run));
        }
        JsonNode renamed = send("registered-models/rename", Map.of("name", model, "new_name", model + " II"));
        assertThat(renamed.at("/registered_model/name").stringValue()).isEqualTo(model + " II");
        String now = model + " II";

        RegisteredModel read = mlflow.getRegisteredModel(now);
        assertThat(read.getDescription()).isEqualTo("of the client");
        assertThat(read.getLatestVersionsList())
                .extracting(ModelVersion::getVersion)
                .containsExactly("3");
        assertThat(mlflow.getModelVersion(now, "2").getSource()).isEqualTo("s3://bucket/2");
        assertThat(mlflow.getModelVersion(now, "2").getRunId()).isEqualTo(run);
        assertThat(mlflow.getModelVersionDownloadUri(now, "2")).isEqualTo("s3://bucket/2");
        assertThat(mlflow.getLatestVersions(now))
                .extracting(ModelVersion::getVersion)
                .containsExactly("3");
        assertThat(mlflow.getLatestVersions(now, List.of("Production"))).isEmpty();
        assertThat(versions(mlflow.searchModelVersions("name='" + now + "'"))).hasSize(3);
        assertThat(versions(mlflow.searchModelVersions("name='" + now + "'", 2, List.of("version_number ASC"))))
                .containsExactly("1", "2", "3");
        var first = mlflow.searchModelVersions("run_id='" + run + "'", 2, List.of("version_number DESC"));
        assertThat(mlflow.searchModelVersions(
                                "run_id='" + run + "'",
                                2,
                                List.of("version_number DESC"),
                                first.getNextPageToken().orElseThrow())
                        .getItems())
                .extracting(ModelVersion::getVersion)
                .containsExactly("1");
        assertThat(mlflow.searchModelVersions().getItems()).isNotEmpty();
        assertThat(mlflow.sendPatch(
                        "model-versions/update", json(Map.of("name", now, "version", "1", "description", "the first"))))
                .contains("the first");
        assertThat(mlflow.sendGet("registered-models/search?filter=name%3D%27" + now.replace(" ", "%20") + "%27"))
                .contains(now);
    }

    private static List<String> versions(Page<ModelVersion> first) {
        return all(first).stream().map(ModelVersion::getVersion).toList();
    }

    private JsonNode send(String route, Map<String, ?> fields) {
        return JsonMapper.shared().readTree(mlflow.sendPost(route, json(fields)));
    }

    private static String json(Map<String, ?> fields) {
        return JsonMapper.shared().writeValueAsString(fields);
    }

    @Test
    void aRefusalReachesTheClientInTheServersWords() {
        assertThatThrownBy(() -> mlflow.getRun("0123456789abcdef0123456789abcdef"))
                .isInstanceOfSatisfying(MlflowHttpException.class, refused -> assertThat(refused.getStatusCode())
                        .isEqualTo(404))
                .hasMessageContaining("RESOURCE_DOES_NOT_EXIST");
        assertThat(Service.getDescriptor()).isNotNull();
    }
}
