package io.countersign.modelversion;

import static io.countersign.identity.People.ADA_THE_ADMIN;
import static io.countersign.identity.People.ANN_THE_CONTRIBUTOR;
import static io.countersign.identity.People.BOB_THE_REVIEWER;
import static io.countersign.identity.People.writtenBy;
import static io.countersign.registeredmodel.Churn.CHURN;
import static io.countersign.rejection.Refusals.because;

import io.countersign.MissingStreams;
import io.countersign.identity.Actor;
import io.countersign.registeredmodel.Facts;
import io.countersign.registeredmodel.LiveVersions;
import io.countersign.registeredmodel.VersionGovernance;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import io.countersign.tag.Tag;
import java.util.HashSet;
import java.util.Set;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.ResultValidator;
import org.axonframework.test.aggregate.TestExecutor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ModelVersionTest {

    private static final VersionId VERSION = new VersionId(CHURN, 1);
    private static final CommentId COMMENT = new CommentId("c1");
    private static final ModelVersionEvent COMMENTED_BY_ANN = new ModelVersionEvent.CommentAdded(
            VERSION, COMMENT, ANN_THE_CONTRIBUTOR.subject(), writtenBy(ANN_THE_CONTRIBUTOR));
    private static final ModelVersionEvent COMMENT_DELETED = new ModelVersionEvent.CommentDeleted(VERSION, COMMENT);
    private static final Tag TIER = Tag.of("tier", "1");

    private final AggregateTestFixture<ModelVersion> version = new AggregateTestFixture<>(ModelVersion.class);
    private final Set<Integer> live = new HashSet<>(Set.of(1));

    @BeforeEach
    void theVersionIsLive() {
        LiveVersions versions = (model, number) -> {
            if (!live.contains(number)) {
                throw new Rejection(Reason.VERSION_NOT_FOUND, "Version " + number + " is not live.");
            }
        };
        version.registerInjectableResource(versions);
        version.registerInjectableResource((VersionGovernance) (command, change) -> {});
        version.registerCommandHandlerInterceptor(new MissingStreams());
    }

    @Nested
    class Describing {

        @Test
        void aVersionsStoryMayBeginWithItsDescription() {
            after().when(new ModelVersionCommand.ChangeDescription(VERSION, "better"))
                    .expectEvents(new ModelVersionEvent.DescriptionChanged(VERSION, "better"));
        }

        @Test
        void aDescriptionChangesAgain() {
            after(new ModelVersionEvent.DescriptionChanged(VERSION, "better"))
                    .when(new ModelVersionCommand.ChangeDescription(VERSION, "best"))
                    .expectEvents(new ModelVersionEvent.DescriptionChanged(VERSION, "best"));
        }

        @Test
        void aTagIsSet() {
            after().when(new ModelVersionCommand.SetTag(VERSION, TIER, ANN_THE_CONTRIBUTOR, Facts.UNDER_FOUR_EYES))
                    .expectEvents(new ModelVersionEvent.TagSet(VERSION, TIER));
        }

        @Test
        void aTagThatCameWithTheVersionCanBeDeleted() {
            after().when(new ModelVersionCommand.DeleteTag(VERSION, "tier", ANN_THE_CONTRIBUTOR, Facts.UNDER_FOUR_EYES))
                    .expectEvents(new ModelVersionEvent.TagDeleted(VERSION, "tier"));
        }

        @Test
        void aTagDeletedTwiceChangesNothingTheSecondTime() {
            after(new ModelVersionEvent.TagDeleted(VERSION, "tier"))
                    .when(new ModelVersionCommand.DeleteTag(
                            VERSION, "tier", ANN_THE_CONTRIBUTOR, Facts.UNDER_FOUR_EYES))
                    .expectSuccessfulHandlerExecution()
                    .expectNoEvents();
        }

        @Test
        void aTagSetAfterItsDeletionCanBeDeletedAgain() {
            after(new ModelVersionEvent.TagDeleted(VERSION, "tier"), new ModelVersionEvent.TagSet(VERSION, TIER))
                    .when(new ModelVersionCommand.DeleteTag(
                            VERSION, "tier", ANN_THE_CONTRIBUTOR, Facts.UNDER_FOUR_EYES))
                    .expectEvents(new ModelVersionEvent.TagDeleted(VERSION, "tier"));
        }
    }

    @Nested
    class Commenting {

        @Test
        void aCommentIsSignedByWhoWroteIt() {
            after().when(new ModelVersionCommand.AddComment(
                            VERSION, COMMENT, ANN_THE_CONTRIBUTOR, writtenBy(ANN_THE_CONTRIBUTOR)))
                    .expectEvents(COMMENTED_BY_ANN);
        }

        @Test
        void theAuthorEditsTheirComment() {
            after(COMMENTED_BY_ANN)
                    .when(edit(ANN_THE_CONTRIBUTOR))
                    .expectEvents(
                            new ModelVersionEvent.CommentEdited(VERSION, COMMENT, writtenBy(ANN_THE_CONTRIBUTOR)));
        }

        @Test
        void nobodyElseEditsACommentNotEvenAnAdmin() {
            for (Actor other : new Actor[] {BOB_THE_REVIEWER, ADA_THE_ADMIN}) {
                refused(Reason.NOT_THE_AUTHOR, edit(other), COMMENTED_BY_ANN)
                        .expectExceptionMessage("Only the author of comment c1 may edit it.");
            }
        }

        @Test
        void theAuthorDeletesTheirComment() {
            after(COMMENTED_BY_ANN).when(delete(ANN_THE_CONTRIBUTOR)).expectEvents(COMMENT_DELETED);
        }

        @Test
        void anAdminDeletesTheCommentOfAnother() {
            after(COMMENTED_BY_ANN).when(delete(ADA_THE_ADMIN)).expectEvents(COMMENT_DELETED);
        }

        @Test
        void aReviewerCannotDeleteTheCommentOfAnother() {
            refused(Reason.NOT_THE_AUTHOR, delete(BOB_THE_REVIEWER), COMMENTED_BY_ANN)
                    .expectExceptionMessage("Only its author or an admin may delete comment c1.");
        }

        @Test
        void aDeletedCommentIsNotFound() {
            refused(Reason.COMMENT_NOT_FOUND, edit(ANN_THE_CONTRIBUTOR), COMMENTED_BY_ANN, COMMENT_DELETED);
            refused(Reason.COMMENT_NOT_FOUND, delete(ADA_THE_ADMIN), COMMENTED_BY_ANN, COMMENT_DELETED)
                    .expectExceptionMessage("Comment c1 not found");
        }

        @Test
        void aCommentOnAVersionWithoutAnyIsNotFound() {
            refused(Reason.COMMENT_NOT_FOUND, edit(ANN_THE_CONTRIBUTOR))
                    .expectExceptionMessage("Version 1 has no such comment.");
        }
    }

    @Nested
    class OfADeletedVersion {

        @BeforeEach
        void theVersionIsDeleted() {
            live.clear();
        }

        @Test
        void nothingChangesAnyMore() {
            refused(Reason.VERSION_NOT_FOUND, new ModelVersionCommand.ChangeDescription(VERSION, "better"));
            refused(
                    Reason.VERSION_NOT_FOUND,
                    new ModelVersionCommand.SetTag(VERSION, TIER, ANN_THE_CONTRIBUTOR, Facts.UNDER_FOUR_EYES));
            refused(
                    Reason.VERSION_NOT_FOUND,
                    new ModelVersionCommand.DeleteTag(VERSION, "tier", ANN_THE_CONTRIBUTOR, Facts.UNDER_FOUR_EYES));
            refused(
                    Reason.VERSION_NOT_FOUND,
                    new ModelVersionCommand.AddComment(
                            VERSION, COMMENT, ANN_THE_CONTRIBUTOR, writtenBy(ANN_THE_CONTRIBUTOR)));
        }

        @Test
        void notEvenWhatItsAuthorWrote() {
            refused(Reason.VERSION_NOT_FOUND, edit(ANN_THE_CONTRIBUTOR), COMMENTED_BY_ANN);
            refused(Reason.VERSION_NOT_FOUND, delete(ANN_THE_CONTRIBUTOR), COMMENTED_BY_ANN);
        }
    }

    private TestExecutor<ModelVersion> after(ModelVersionEvent... history) {
        return history.length == 0 ? version.givenNoPriorActivity() : version.given((Object[]) history);
    }

    private ResultValidator<ModelVersion> refused(
            Reason reason, ModelVersionCommand command, ModelVersionEvent... history) {
        return after(history).when(command).expectNoEvents().expectException(because(reason));
    }

    private static ModelVersionCommand edit(Actor actor) {
        return new ModelVersionCommand.EditComment(VERSION, COMMENT, actor, writtenBy(actor));
    }

    private static ModelVersionCommand delete(Actor actor) {
        return new ModelVersionCommand.DeleteComment(VERSION, COMMENT, actor);
    }
}
