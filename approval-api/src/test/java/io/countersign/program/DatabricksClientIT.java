package io.countersign.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.databricks.sdk.core.error.platform.PermissionDenied;
import com.databricks.sdk.core.error.platform.ResourceAlreadyExists;
import com.databricks.sdk.core.error.platform.ResourceDoesNotExist;
import com.databricks.sdk.service.ml.Activity;
import com.databricks.sdk.service.ml.ActivityType;
import com.databricks.sdk.service.ml.ApproveTransitionRequest;
import com.databricks.sdk.service.ml.CommentObject;
import com.databricks.sdk.service.ml.CreateComment;
import com.databricks.sdk.service.ml.CreateExperiment;
import com.databricks.sdk.service.ml.CreateModelRequest;
import com.databricks.sdk.service.ml.CreateModelVersionRequest;
import com.databricks.sdk.service.ml.CreateRun;
import com.databricks.sdk.service.ml.CreateTransitionRequest;
import com.databricks.sdk.service.ml.DeleteExperiment;
import com.databricks.sdk.service.ml.DeleteRun;
import com.databricks.sdk.service.ml.DeleteTag;
import com.databricks.sdk.service.ml.DeleteTransitionRequestRequest;
import com.databricks.sdk.service.ml.Experiment;
import com.databricks.sdk.service.ml.ExperimentsAPI;
import com.databricks.sdk.service.ml.FileInfo;
import com.databricks.sdk.service.ml.GetHistoryRequest;
import com.databricks.sdk.service.ml.GetLatestVersionsRequest;
import com.databricks.sdk.service.ml.GetRunRequest;
import com.databricks.sdk.service.ml.ListArtifactsRequest;
import com.databricks.sdk.service.ml.LogBatch;
import com.databricks.sdk.service.ml.LogMetric;
import com.databricks.sdk.service.ml.LogParam;
import com.databricks.sdk.service.ml.Metric;
import com.databricks.sdk.service.ml.Model;
import com.databricks.sdk.service.ml.ModelRegistryAPI;
import com.databricks.sdk.service.ml.ModelTag;
import com.databricks.sdk.service.ml.ModelVersion;
import com.databricks.sdk.service.ml.ModelVersionDatabricks;
import com.databricks.sdk.service.ml.Param;
import com.databricks.sdk.service.ml.PermissionLevel;
import com.databricks.sdk.service.ml.RejectTransitionRequest;
import com.databricks.sdk.service.ml.RenameModelRequest;
import com.databricks.sdk.service.ml.RestoreExperiment;
import com.databricks.sdk.service.ml.RestoreRun;
import com.databricks.sdk.service.ml.Run;
import com.databricks.sdk.service.ml.RunTag;
import com.databricks.sdk.service.ml.SearchExperiments;
import com.databricks.sdk.service.ml.SearchModelVersionsRequest;
import com.databricks.sdk.service.ml.SearchModelsRequest;
import com.databricks.sdk.service.ml.SearchRuns;
import com.databricks.sdk.service.ml.SetExperimentTag;
import com.databricks.sdk.service.ml.SetModelTagRequest;
import com.databricks.sdk.service.ml.SetModelVersionTagRequest;
import com.databricks.sdk.service.ml.SetTag;
import com.databricks.sdk.service.ml.TransitionModelVersionStageDatabricks;
import com.databricks.sdk.service.ml.UpdateComment;
import com.databricks.sdk.service.ml.UpdateExperiment;
import com.databricks.sdk.service.ml.UpdateModelRequest;
import com.databricks.sdk.service.ml.UpdateModelVersionRequest;
import com.databricks.sdk.service.ml.UpdateRun;
import com.databricks.sdk.service.ml.UpdateRunStatus;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Every method of Databricks' Java SDK that this release serves. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class DatabricksClientIT {

    private Person scientist;
    private ModelRegistryAPI registry;
    private ModelRegistryAPI reviewers;
    private ExperimentsAPI experiments;

    @BeforeAll
    void aTeam() {
        scientist = Person.withRole(TheServer.shared(), "contributor");
        registry = scientist.databricks().modelRegistry();
        experiments = scientist.databricks().experiments();
        reviewers = Person.withRole(TheServer.shared(), "reviewer").databricks().modelRegistry();
    }

    private String aModel() {
        String name = "sdk model " + Person.unique();
        registry.createModel(new CreateModelRequest().setName(name).setDescription("of the SDK"));
        return name;
    }

    private String aVersionOf(String model) {
        return registry.createModelVersion(
                        new CreateModelVersionRequest().setName(model).setSource("s3://bucket/files"))
                .getModelVersion()
                .getVersion();
    }

    private Activity openRequest(String model, String version) {
        return registry.listTransitionRequests(model, version).iterator().next();
    }

    private void ask(String model, String version, String stage) {
        registry.createTransitionRequest(new CreateTransitionRequest()
                .setName(model)
                .setVersion(version)
                .setStage(stage)
                .setComment("please"));
    }

    @Test
    void aRequestIsListedAndRejected() {
        String model = aModel();
        String version = aVersionOf(model);
        ask(model, version, "Staging");
        Activity open = openRequest(model, version);
        assertThat(open.getActivityType()).isEqualTo(ActivityType.REQUESTED_TRANSITION);
        assertThat(open.getFromStage()).isEqualTo("None");
        assertThat(open.getToStage()).isEqualTo("Staging");

        Activity rejected = reviewers
                .rejectTransitionRequest(new RejectTransitionRequest()
                        .setName(model)
                        .setVersion(version)
                        .setStage("Staging")
                        .setComment("not yet"))
                .getActivity();

        assertThat(rejected.getActivityType()).isEqualTo(ActivityType.REJECTED_REQUEST);
        assertThat(rejected.getComment()).isEqualTo("not yet");
        assertThat(registry.listTransitionRequests(model, version)).isEmpty();
        assertThat(stageOf(model, version)).isEqualTo("None");
    }

    @Test
    void aRequestIsWithdrawnByItsCreatorAndByNobodyElse() {
        String model = aModel();
        String version = aVersionOf(model);
        ask(model, version, "Staging");
        assertThatThrownBy(() -> reviewers.deleteTransitionRequest(model, version, "Staging", scientist.name()))
                .isInstanceOf(PermissionDenied.class);

        Activity withdrawn = registry.deleteTransitionRequest(new DeleteTransitionRequestRequest()
                        .setName(model)
                        .setVersion(version)
                        .setStage("Staging")
                        .setCreator(scientist.name())
                        .setComment("changed my mind"))
                .getActivity();

        assertThat(withdrawn.getActivityType()).isEqualTo(ActivityType.CANCELLED_REQUEST);
        assertThatThrownBy(() -> reviewers.approveTransitionRequest(new ApproveTransitionRequest()
                        .setName(model)
                        .setVersion(version)
                        .setStage("Staging")
                        .setArchiveExistingVersions(false)))
                .isInstanceOf(ResourceDoesNotExist.class);
    }

    @Test
    void theSamePersonAsksForTheSameChangeOnce() {
        String model = aModel();
        String version = aVersionOf(model);
        ask(model, version, "Staging");
        assertThatThrownBy(() -> ask(model, version, "Staging")).isInstanceOf(ResourceAlreadyExists.class);
    }

    @Test
    void commentsAreWrittenChangedAndDeletedByTheirAuthor() {
        String model = aModel();
        String version = aVersionOf(model);
        CommentObject comment = registry.createComment(
                        new CreateComment().setName(model).setVersion(version).setComment("first"))
                .getComment();
        assertThat(comment.getUserId()).isEqualTo(scientist.name());

        CommentObject changed = registry.updateComment(
                        new UpdateComment().setId(comment.getId()).setComment("second"))
                .getComment();
        assertThat(changed.getComment()).isEqualTo("second");
        assertThat(changed.getLastUpdatedTimestamp()).isGreaterThanOrEqualTo(comment.getCreationTimestamp());
        assertThatThrownBy(() -> reviewers.updateComment(
                        new UpdateComment().setId(comment.getId()).setComment("forged")))
                .isInstanceOf(PermissionDenied.class);
        assertThatThrownBy(() -> reviewers.deleteComment(comment.getId())).isInstanceOf(PermissionDenied.class);
        registry.deleteComment(comment.getId());
        assertThatThrownBy(() -> registry.updateComment(
                        new UpdateComment().setId(comment.getId()).setComment("third")))
                .isInstanceOf(ResourceDoesNotExist.class);
    }

    @Test
    void aStageThatServesNobodyIsChangedWithoutARequestAndOneThatServesIsNot() {
        String model = aModel();
        String version = aVersionOf(model);
        var archive = new TransitionModelVersionStageDatabricks()
                .setName(model)
                .setVersion(version)
                .setStage("Archived")
                .setArchiveExistingVersions(false)
                .setComment("never used");

        ModelVersionDatabricks archived = reviewers.transitionStage(archive).getModelVersionDatabricks();
        assertThat(archived.getCurrentStage()).isEqualTo("Archived");
        assertThat(archived.getPermissionLevel()).isEqualTo(PermissionLevel.CAN_MANAGE_PRODUCTION_VERSIONS);
        assertThatThrownBy(() -> reviewers.transitionStage(archive.setStage("Production")))
                .isInstanceOf(PermissionDenied.class)
                .hasMessageContaining("is not one person's to make");
        assertThatThrownBy(() -> registry.transitionStage(archive.setStage("None")))
                .isInstanceOf(PermissionDenied.class);
    }

    @Test
    void aModelIsReadRenamedTaggedSearchedAndDeleted() {
        String first = aModel();
        aVersionOf(first);
        assertThat(registry.getModel(first).getRegisteredModelDatabricks())
                .satisfies(model -> assertThat(model.getPermissionLevel()).isEqualTo(PermissionLevel.CAN_MANAGE))
                .satisfies(model -> assertThat(model.getId()).isNotEmpty())
                .satisfies(model -> assertThat(model.getLatestVersions()).hasSize(1));
        registry.updateModel(new UpdateModelRequest().setName(first).setDescription("described"));
        registry.setModelTag(
                new SetModelTagRequest().setName(first).setKey("team").setValue("risk"));
        registry.setModelTag(
                new SetModelTagRequest().setName(first).setKey("gone").setValue("soon"));
        registry.deleteModelTag(first, "gone");
        String name = first + " II";
        registry.renameModel(new RenameModelRequest().setName(first).setNewName(name));

        List<Model> found = new ArrayList<>(); // what the SDK gives can be walked once
        registry.searchModels(new SearchModelsRequest().setFilter("name = '" + name + "'"))
                .forEach(found::add);
        assertThat(found)
                .singleElement()
                .satisfies(model -> assertThat(model.getDescription()).isEqualTo("described"))
                .satisfies(model ->
                        assertThat(model.getTags()).extracting(ModelTag::getKey).containsExactly("team"));
        registry.deleteModel(name);
        assertThatThrownBy(() -> registry.getModel(name)).isInstanceOf(ResourceDoesNotExist.class);
        assertThatThrownBy(() -> registry.createModelVersion(
                        new CreateModelVersionRequest().setName(name).setSource("s3://bucket/files")))
                .isInstanceOf(ResourceDoesNotExist.class);
    }

    @Test
    void modelsAreSearchedPageByPage() {
        String group = Person.unique();
        for (int i = 0; i < 5; i++) {
            registry.createModel(new CreateModelRequest().setName(group + "-" + i));
        }
        assertThat(registry.searchModels(new SearchModelsRequest()
                        .setFilter("name LIKE '" + group + "%'")
                        .setMaxResults(2L)
                        .setOrderBy(List.of("name DESC"))))
                .extracting(Model::getName)
                .containsExactly(group + "-4", group + "-3", group + "-2", group + "-1", group + "-0");
        assertThatThrownBy(() -> registry.createModel(new CreateModelRequest().setName(group + "-0")))
                .isInstanceOf(ResourceAlreadyExists.class);
    }

    @Test
    void aVersionIsReadDescribedTaggedSearchedAndDeleted() {
        String model = aModel();
        aVersionOf(model);
        aVersionOf(model);
        registry.updateModelVersion(
                new UpdateModelVersionRequest().setName(model).setVersion("1").setDescription("the first"));
        registry.setModelVersionTag(new SetModelVersionTagRequest()
                .setName(model)
                .setVersion("1")
                .setKey("k")
                .setValue("v"));
        assertThat(registry.getModelVersion(model, "1").getModelVersion())
                .satisfies(version -> assertThat(version.getDescription()).isEqualTo("the first"))
                .satisfies(version -> assertThat(version.getTags()).hasSize(1));
        registry.deleteModelVersionTag(model, "1", "k");
        assertThat(registry.getModelVersionDownloadUri(model, "1").getArtifactUri())
                .isEqualTo("s3://bucket/files");
        assertThat(registry.getLatestVersions(new GetLatestVersionsRequest().setName(model)))
                .extracting(ModelVersion::getVersion)
                .containsExactly("2");
        assertThat(registry.searchModelVersions(new SearchModelVersionsRequest()
                        .setFilter("name = '" + model + "'")
                        .setOrderBy(List.of("version_number DESC"))
                        .setMaxResults(1L)))
                .extracting(ModelVersion::getVersion)
                .containsExactly("2", "1");
        registry.deleteModelVersion(model, "2");
        assertThatThrownBy(() -> registry.getModelVersion(model, "2")).isInstanceOf(ResourceDoesNotExist.class);
        assertThat(aVersionOf(model)).as("a number is never used again").isEqualTo("3");
    }

    private String stageOf(String model, String version) {
        return registry.getModelVersion(model, version).getModelVersion().getCurrentStage();
    }

    @Test
    void experimentsAreCreatedFoundChangedDeletedAndRestored() {
        String name = "sdk " + Person.unique();
        String id = experiments
                .createExperiment(new CreateExperiment().setName(name))
                .getExperimentId();
        experiments.setExperimentTag(
                new SetExperimentTag().setExperimentId(id).setKey("k").setValue("v"));
        experiments.updateExperiment(new UpdateExperiment().setExperimentId(id).setNewName(name + " II"));
        assertThat(experiments.getExperiment(id).getExperiment().getTags()).hasSize(1);
        assertThat(experiments.getByName(name + " II").getExperiment().getExperimentId())
                .isEqualTo(id);
        assertThat(experiments.searchExperiments(new SearchExperiments().setFilter("name = '" + name + " II'")))
                .extracting(Experiment::getExperimentId)
                .containsExactly(id);
        experiments.deleteExperiment(new DeleteExperiment().setExperimentId(id));
        assertThat(experiments.getExperiment(id).getExperiment().getLifecycleStage())
                .isEqualTo("deleted");
        experiments.restoreExperiment(new RestoreExperiment().setExperimentId(id));
        assertThat(experiments.getExperiment(id).getExperiment().getLifecycleStage())
                .isEqualTo("active");
    }

    @Test
    void aRunKeepsWhatIsLoggedToIt() {
        String experiment = experiments
                .createExperiment(new CreateExperiment().setName("sdk runs " + Person.unique()))
                .getExperimentId();
        String run = experiments
                .createRun(new CreateRun()
                        .setExperimentId(experiment)
                        .setStartTime(1L)
                        .setRunName("r"))
                .getRun()
                .getInfo()
                .getRunId();
        experiments.logParam(new LogParam().setRunId(run).setKey("p").setValue("1"));
        for (long step = 0; step < 5; step++) {
            experiments.logMetric(new LogMetric()
                    .setRunId(run)
                    .setKey("m")
                    .setValue(step / 2.0)
                    .setTimestamp(step)
                    .setStep(step));
        }
        experiments.logBatch(new LogBatch()
                .setRunId(run)
                .setMetrics(List.of(
                        new Metric().setKey("n").setValue(3.0).setTimestamp(1L).setStep(0L)))
                .setParams(List.of(new Param().setKey("q").setValue("2")))
                .setTags(List.of(new RunTag().setKey("t").setValue("x"))));
        experiments.setTag(new SetTag().setRunId(run).setKey("u").setValue("y"));
        experiments.deleteTag(new DeleteTag().setRunId(run).setKey("u"));
        experiments.updateRun(new UpdateRun()
                .setRunId(run)
                .setStatus(UpdateRunStatus.FINISHED)
                .setEndTime(2L));
        scientist
                .http()
                .send(
                        "PUT",
                        "/api/2.0/mlflow-artifacts/artifacts/" + experiment + "/" + run + "/artifacts/a/b.txt",
                        "bytes".getBytes(StandardCharsets.UTF_8),
                        "text/plain")
                .ok();

        Run read = experiments.getRun(new GetRunRequest().setRunId(run)).getRun();
        assertThat(read.getData().getParams()).hasSize(2);
        assertThat(read.getData().getMetrics()).hasSize(2);
        assertThat(experiments.getHistory(
                        new GetHistoryRequest().setRunId(run).setMetricKey("m").setMaxResults(2L)))
                .extracting(Metric::getValue)
                .containsExactly(0.0, 0.5, 1.0, 1.5, 2.0);
        assertThat(experiments.searchRuns(new SearchRuns()
                        .setExperimentIds(List.of(experiment))
                        .setFilter("metrics.m > 1 and params.p = '1'")))
                .hasSize(1);
        assertThat(experiments.listArtifacts(new ListArtifactsRequest().setRunId(run)))
                .extracting(FileInfo::getPath)
                .containsExactly("a");
        assertThat(experiments.listArtifacts(
                        new ListArtifactsRequest().setRunId(run).setPath("a")))
                .extracting(FileInfo::getPath, FileInfo::getFileSize)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("a/b.txt", 5L));
        experiments.deleteRun(new DeleteRun().setRunId(run));
        experiments.restoreRun(new RestoreRun().setRunId(run));
        assertThat(experiments
                        .getRun(new GetRunRequest().setRunId(run))
                        .getRun()
                        .getInfo()
                        .getLifecycleStage())
                .isEqualTo("active");
    }

    /** The SDK has no words for aliases; MLflow's routes have. */
    @Test
    void anAliasPointsToAVersion() {
        String model = aModel();
        aVersionOf(model);
        String route = Http.API + "registered-models/alias";
        Map<String, String> challenger = Map.of("name", model, "alias", "challenger", "version", "1");
        scientist.http().post(route, challenger).ok();
        assertThat(scientist
                        .http()
                        .get(route, Map.of("name", model, "alias", "challenger"))
                        .ok()
                        .json()
                        .at("/model_version/version")
                        .stringValue())
                .isEqualTo("1");
        scientist
                .http()
                .send("DELETE", route, "{\"name\":\"" + model + "\",\"alias\":\"challenger\"}")
                .ok();
        assertThat(scientist
                        .http()
                        .get(route, Map.of("name", model, "alias", "challenger"))
                        .errorCode())
                .isEqualTo("INVALID_PARAMETER_VALUE");
    }
}
