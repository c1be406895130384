package io.countersign.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.databricks.sdk.core.error.platform.BadRequest;
import com.databricks.sdk.core.error.platform.PermissionDenied;
import com.databricks.sdk.core.error.platform.ResourceDoesNotExist;
import com.databricks.sdk.service.ml.Activity;
import com.databricks.sdk.service.ml.ActivityAction;
import com.databricks.sdk.service.ml.ActivityType;
import com.databricks.sdk.service.ml.ApproveTransitionRequest;
import com.databricks.sdk.service.ml.CommentActivityAction;
import com.databricks.sdk.service.ml.CommentObject;
import com.databricks.sdk.service.ml.CreateComment;
import com.databricks.sdk.service.ml.CreateModelRequest;
import com.databricks.sdk.service.ml.CreateModelVersionRequest;
import com.databricks.sdk.service.ml.CreateTransitionRequest;
import com.databricks.sdk.service.ml.DeleteTransitionRequestRequest;
import com.databricks.sdk.service.ml.ListModelsRequest;
import com.databricks.sdk.service.ml.Model;
import com.databricks.sdk.service.ml.ModelDatabricks;
import com.databricks.sdk.service.ml.ModelRegistryAPI;
import com.databricks.sdk.service.ml.ModelVersionDatabricks;
import com.databricks.sdk.service.ml.PermissionLevel;
import com.databricks.sdk.service.ml.RegisteredModelAccessControlRequest;
import com.databricks.sdk.service.ml.RegisteredModelPermissionLevel;
import com.databricks.sdk.service.ml.RegisteredModelPermissionsRequest;
import com.databricks.sdk.service.ml.RejectTransitionRequest;
import com.databricks.sdk.service.ml.Status;
import com.databricks.sdk.service.ml.TransitionModelVersionStageDatabricks;
import com.databricks.sdk.service.ml.TransitionRequest;
import com.databricks.sdk.service.ml.UpdateComment;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What Databricks' reference says of its Workspace Model Registry, row by row: each method with every field of its answer,
 * and who may call it. {@link PermissionsIT} has the rows on permissions and on many runs at once, and
 * {@link DatabricksClientIT} those that are MLflow's.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class ReferenceTableIT {

    private Person scientist;
    private Person reviewer;
    private Person manager;

    @BeforeAll
    void aTeam() {
        scientist = Person.withRole(TheServer.shared(), "contributor");
        reviewer = Person.withRole(TheServer.shared(), "reviewer");
        manager = Person.withRole(TheServer.shared(), "viewer");
    }

    private static ModelRegistryAPI registry(Person person) {
        return person.databricks().modelRegistry();
    }

    private String aModel() {
        String name = "reference " + Person.unique();
        registry(scientist).createModel(new CreateModelRequest().setName(name).setDescription("of the reference"));
        registry(scientist)
                .createModelVersion(
                        new CreateModelVersionRequest().setName(name).setSource("s3://bucket/files"));
        return name;
    }

    /** Which somebody manages who has no role that would let them. */
    private String aManagedModel() {
        String model = aModel();
        String id = registry(scientist)
                .getModel(model)
                .getRegisteredModelDatabricks()
                .getId();
        registry(Person.admin(TheServer.shared()))
                .updatePermissions(new RegisteredModelPermissionsRequest()
                        .setRegisteredModelId(id)
                        .setAccessControlList(List.of(new RegisteredModelAccessControlRequest()
                                .setUserName(manager.name())
                                .setPermissionLevel(RegisteredModelPermissionLevel.CAN_MANAGE))));
        return model;
    }

    private TransitionRequest ask(Person person, String model, String stage) {
        return registry(person)
                .createTransitionRequest(new CreateTransitionRequest()
                        .setName(model)
                        .setVersion("1")
                        .setStage(stage)
                        .setComment("please"))
                .getRequest();
    }

    private static List<Activity> open(Person person, String model) {
        return StreamSupport.stream(
                        registry(person).listTransitionRequests(model, "1").spliterator(), false)
                .toList();
    }

    private static Activity approve(Person person, String model, String version, String stage, boolean archive) {
        return registry(person)
                .approveTransitionRequest(new ApproveTransitionRequest()
                        .setName(model)
                        .setVersion(version)
                        .setStage(stage)
                        .setArchiveExistingVersions(archive)
                        .setComment("fine"))
                .getActivity();
    }

    private static void assertToldInFull(Activity activity, ActivityType type, Person by, String to, String comment) {
        assertThat(activity.getId()).isNotEmpty();
        assertThat(activity.getActivityType()).isEqualTo(type);
        assertThat(activity.getUserId()).isEqualTo(by.name());
        assertThat(activity.getToStage()).isEqualTo(to);
        assertThat(activity.getComment()).isEqualTo(comment);
        assertThat(activity.getCreationTimestamp()).isPositive();
        assertThat(activity.getLastUpdatedTimestamp()).isGreaterThanOrEqualTo(activity.getCreationTimestamp());
    }

    @Nested
    class TransitionRequests {

        @Test
        void createTransitionRequestTellsWhatWhoAskedMayDoWithIt() {
            TransitionRequest asked = ask(scientist, aModel(), "Staging");
            assertThat(asked.getToStage()).isEqualTo("Staging");
            assertThat(asked.getUserId()).isEqualTo(scientist.name());
            assertThat(asked.getComment()).isEqualTo("please");
            assertThat(asked.getCreationTimestamp()).isPositive();
            assertThat(asked.getAvailableActions()).containsExactly(ActivityAction.CANCEL_TRANSITION_REQUEST);
        }

        @Test
        void createTransitionRequestLetsNobodyDecideOnWhatTheyAskedFor() {
            assertThat(ask(manager, aManagedModel(), "Staging").getAvailableActions())
                    .as("who manages the model and asked themselves")
                    .containsExactly(ActivityAction.CANCEL_TRANSITION_REQUEST);
        }

        @Test
        void listTransitionRequestsListsOpenOnesInFull() {
            String model = aModel();
            ask(scientist, model, "Staging");
            ask(scientist, model, "Production");
            registry(reviewer)
                    .rejectTransitionRequest(new RejectTransitionRequest()
                            .setName(model)
                            .setVersion("1")
                            .setStage("Production"));
            assertThat(open(reviewer, model)).singleElement().satisfies(request -> {
                assertToldInFull(request, ActivityType.REQUESTED_TRANSITION, scientist, "Staging", "please");
                assertThat(request.getFromStage()).isEqualTo("None");
            });
        }

        @Test
        void approveTransitionRequestMakesTheChangeAndArchivesWhatWasThere() {
            String model = aModel();
            ask(scientist, model, "Production");
            approve(reviewer, model, "1", "Production", false);
            registry(scientist)
                    .createModelVersion(
                            new CreateModelVersionRequest().setName(model).setSource("s3://bucket/more"));
            registry(scientist)
                    .createTransitionRequest(new CreateTransitionRequest()
                            .setName(model)
                            .setVersion("2")
                            .setStage("Production"));

            Activity approved = approve(reviewer, model, "2", "Production", true);

            assertToldInFull(approved, ActivityType.APPROVED_REQUEST, reviewer, "Production", "fine");
            assertThat(approved.getFromStage()).isEqualTo("None");
            assertThat(stageOf(model, "2")).isEqualTo("Production");
            assertThat(stageOf(model, "1")).isEqualTo("Archived");
            assertThat(open(scientist, model)).isEmpty();
        }

        @Test
        void rejectTransitionRequestLeavesTheStageAsItIs() {
            String model = aModel();
            ask(scientist, model, "Staging");
            Activity rejected = registry(reviewer)
                    .rejectTransitionRequest(new RejectTransitionRequest()
                            .setName(model)
                            .setVersion("1")
                            .setStage("Staging")
                            .setComment("not yet"))
                    .getActivity();
            assertToldInFull(rejected, ActivityType.REJECTED_REQUEST, reviewer, "Staging", "not yet");
            assertThat(stageOf(model, "1")).isEqualTo("None");
        }

        @Test
        void whoIsToDecideAndHasNoPermissionIsTold() {
            String model = aModel();
            ask(scientist, model, "Staging");
            Person other = Person.withRole(TheServer.shared(), "contributor");
            assertThatThrownBy(() -> approve(other, model, "1", "Staging", false))
                    .isInstanceOf(PermissionDenied.class)
                    .hasMessageContaining("is decided by people of: reviewer");
        }
    }

    /** Its creator, and whoever manages the model, may cancel a request. */
    @Nested
    class Cancellation {

        private Activity cancel(Person person, String model, Person creator) {
            return registry(person)
                    .deleteTransitionRequest(new DeleteTransitionRequestRequest()
                            .setName(model)
                            .setVersion("1")
                            .setStage("Staging")
                            .setCreator(creator.name())
                            .setComment("changed my mind"))
                    .getActivity();
        }

        @Test
        void deleteTransitionRequestIsForItsCreator() {
            String model = aModel();
            ask(scientist, model, "Staging");
            Activity cancelled = cancel(scientist, model, scientist);
            assertToldInFull(cancelled, ActivityType.CANCELLED_REQUEST, scientist, "Staging", "changed my mind");
            assertThatThrownBy(() -> cancel(scientist, model, scientist)).isInstanceOf(ResourceDoesNotExist.class);
        }

        @Test
        void deleteTransitionRequestIsForWhoeverManagesTheModel() {
            String model = aManagedModel();
            ask(scientist, model, "Staging");
            assertThat(cancel(manager, model, scientist).getUserId()).isEqualTo(manager.name());
            assertThat(open(scientist, model)).isEmpty();
        }

        @Test
        void deleteTransitionRequestEndsTheOneOfThatCreatorAlone() {
            String model = aManagedModel();
            Person other = Person.withRole(TheServer.shared(), "contributor");
            ask(scientist, model, "Staging");
            ask(other, model, "Staging");
            cancel(manager, model, other);
            assertThat(open(scientist, model)).singleElement().satisfies(left -> assertThat(left.getUserId())
                    .isEqualTo(scientist.name()));
        }

        @Test
        void deleteTransitionRequestIsForNobodyElse() {
            String model = aModel();
            ask(scientist, model, "Staging");
            for (Person other : List.of(reviewer, Person.withRole(TheServer.shared(), "contributor"))) {
                assertThatThrownBy(() -> cancel(other, model, scientist))
                        .isInstanceOf(PermissionDenied.class)
                        .hasMessageContaining("cancelled by who opened it, by somebody with CAN_MANAGE on the model");
            }
            assertThatThrownBy(() -> cancel(manager, model, scientist))
                    .as("who manages another model")
                    .isInstanceOf(PermissionDenied.class);
        }

        @Test
        void whoMayCancelIsToldSo() {
            String model = aManagedModel();
            ask(scientist, model, "Staging");
            assertThat(actionsOf(manager, model))
                    .contains("APPROVE_TRANSITION_REQUEST", "REJECT_TRANSITION_REQUEST", "CANCEL_TRANSITION_REQUEST");
            assertThat(actionsOf(reviewer, model))
                    .contains("APPROVE_TRANSITION_REQUEST")
                    .doesNotContain("CANCEL_TRANSITION_REQUEST");
        }

        private String actionsOf(Person person, String model) {
            return person.http()
                    .get(Http.API + "transition-requests/list", Map.of("name", model, "version", "1"))
                    .ok()
                    .json()
                    .at("/requests/0/available_actions")
                    .toString();
        }
    }

    @Nested
    class Stages {

        @Test
        void transitionStageTellsTheWholeVersion() {
            String model = aModel();
            ask(scientist, model, "Staging");
            ModelVersionDatabricks moved = registry(reviewer)
                    .transitionStage(new TransitionModelVersionStageDatabricks()
                            .setName(model)
                            .setVersion("1")
                            .setStage("Archived")
                            .setArchiveExistingVersions(false)
                            .setComment("never used"))
                    .getModelVersionDatabricks();
            assertThat(moved.getName()).isEqualTo(model);
            assertThat(moved.getVersion()).isEqualTo("1");
            assertThat(moved.getCurrentStage()).isEqualTo("Archived");
            assertThat(moved.getUserId()).isEqualTo(scientist.name());
            assertThat(moved.getSource()).isEqualTo("s3://bucket/files");
            assertThat(moved.getStatus()).isEqualTo(Status.READY);
            assertThat(moved.getCreationTimestamp()).isPositive();
            assertThat(moved.getLastUpdatedTimestamp()).isGreaterThanOrEqualTo(moved.getCreationTimestamp());
            assertThat(moved.getPermissionLevel()).isEqualTo(PermissionLevel.CAN_MANAGE_PRODUCTION_VERSIONS);
            assertThat(moved.getOpenRequests()).singleElement().satisfies(request -> assertThat(request.getToStage())
                    .isEqualTo("Staging"));
        }

        @Test
        void transitionStageKnowsFourStages() {
            assertThatThrownBy(() -> registry(reviewer)
                            .transitionStage(new TransitionModelVersionStageDatabricks()
                                    .setName(aModel())
                                    .setVersion("1")
                                    .setStage("Live")
                                    .setArchiveExistingVersions(false)))
                    .isInstanceOf(BadRequest.class)
                    .hasMessageContaining("Live");
        }
    }

    @Nested
    class Models {

        @Test
        void getModelTellsAllOfItAndWhatTheCallerMayDo() {
            String model = aModel();
            ModelDatabricks told = registry(scientist).getModel(model).getRegisteredModelDatabricks();
            assertThat(told.getId()).isNotEmpty();
            assertThat(told.getName()).isEqualTo(model);
            assertThat(told.getUserId()).isEqualTo(scientist.name());
            assertThat(told.getDescription()).isEqualTo("of the reference");
            assertThat(told.getCreationTimestamp()).isPositive();
            assertThat(told.getLastUpdatedTimestamp()).isGreaterThanOrEqualTo(told.getCreationTimestamp());
            assertThat(told.getLatestVersions()).singleElement().satisfies(version -> assertThat(version.getVersion())
                    .isEqualTo("1"));
            assertThat(told.getPermissionLevel()).isEqualTo(PermissionLevel.CAN_MANAGE);
            assertThat(registry(reviewer)
                            .getModel(model)
                            .getRegisteredModelDatabricks()
                            .getPermissionLevel())
                    .isEqualTo(PermissionLevel.CAN_MANAGE_PRODUCTION_VERSIONS);
        }

        @Test
        void listModelsListsAllOfThemPageByPage() {
            String first = aModel();
            String second = aModel();
            assertThat(StreamSupport.stream(
                                    registry(manager)
                                            .listModels(new ListModelsRequest().setMaxResults(1L))
                                            .spliterator(),
                                    false)
                            .map(Model::getName))
                    .contains(first, second)
                    .doesNotHaveDuplicates();
        }
    }

    @Nested
    class Comments {

        private CommentObject said(String model) {
            return registry(scientist)
                    .createComment(
                            new CreateComment().setName(model).setVersion("1").setComment("first"))
                    .getComment();
        }

        @Test
        void createCommentTellsItsAuthorThatTheyMayEditAndDeleteIt() {
            CommentObject comment = said(aModel());
            assertThat(comment.getId()).isNotEmpty();
            assertThat(comment.getComment()).isEqualTo("first");
            assertThat(comment.getUserId()).isEqualTo(scientist.name());
            assertThat(comment.getCreationTimestamp()).isPositive();
            assertThat(comment.getLastUpdatedTimestamp()).isEqualTo(comment.getCreationTimestamp());
            assertThat(comment.getAvailableActions())
                    .containsExactly(CommentActivityAction.EDIT_COMMENT, CommentActivityAction.DELETE_COMMENT);
        }

        @Test
        void createCommentTakes65535Characters() {
            String model = aModel();
            CreateComment longest = new CreateComment().setName(model).setVersion("1");
            assertThat(registry(scientist)
                            .createComment(longest.setComment("x".repeat(65_535)))
                            .getComment()
                            .getComment())
                    .hasSize(65_535);
            assertThatThrownBy(() -> registry(scientist).createComment(longest.setComment("x".repeat(65_536))))
                    .isInstanceOf(BadRequest.class);
            assertThatThrownBy(() -> registry(scientist).createComment(longest.setComment("")))
                    .isInstanceOf(BadRequest.class);
        }

        @Test
        void updateCommentIsForItsAuthorAlone() {
            CommentObject comment = said(aModel());
            UpdateComment change = new UpdateComment().setId(comment.getId()).setComment("second");
            for (Person other : List.of(reviewer, Person.admin(TheServer.shared()))) {
                assertThatThrownBy(() -> registry(other).updateComment(change)).isInstanceOf(PermissionDenied.class);
            }
            CommentObject changed = registry(scientist).updateComment(change).getComment();
            assertThat(changed.getComment()).isEqualTo("second");
            assertThat(changed.getLastUpdatedTimestamp()).isGreaterThanOrEqualTo(changed.getCreationTimestamp());
        }

        @Test
        void deleteCommentIsForItsAuthorAndForAdmins() {
            String model = aModel();
            CommentObject one = said(model);
            CommentObject other = said(model);
            assertThatThrownBy(() -> registry(reviewer).deleteComment(one.getId()))
                    .isInstanceOf(PermissionDenied.class);
            registry(scientist).deleteComment(one.getId());
            registry(Person.admin(TheServer.shared())).deleteComment(other.getId());
            assertThatThrownBy(() -> registry(scientist).deleteComment(other.getId()))
                    .isInstanceOf(ResourceDoesNotExist.class);
        }
    }

    private String stageOf(String model, String version) {
        return registry(scientist)
                .getModelVersion(model, version)
                .getModelVersion()
                .getCurrentStage();
    }
}
