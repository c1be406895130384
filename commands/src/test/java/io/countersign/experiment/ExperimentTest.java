package io.countersign.experiment;

import static io.countersign.rejection.Refusals.because;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.MissingStreams;
import io.countersign.experiment.ExperimentDirectory.Lifecycle;
import io.countersign.rejection.Reason;
import io.countersign.tag.Tag;
import java.util.List;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ExperimentTest {

    private static final ExperimentId CHURN = new ExperimentId("1");
    private static final ExperimentId FRAUD = new ExperimentId("2");
    private static final Tag TEAM = Tag.of("team", "risk");
    private static final ExperimentEvent CREATED =
            new ExperimentEvent.Created(CHURN, "churn", "mlflow-artifacts:/1", List.of(TEAM));
    private static final ExperimentEvent DELETED = new ExperimentEvent.Deleted(CHURN);
    private static final ExperimentEvent RESTORED = new ExperimentEvent.Restored(CHURN, 1);

    private final AggregateTestFixture<Experiment> experiment = new AggregateTestFixture<>(Experiment.class);
    private final DirectoryInMemory directory = new DirectoryInMemory();

    @BeforeEach
    void churnAndFraudHaveTheirNames() {
        experiment.registerInjectableResource(directory);
        experiment.registerCommandHandlerInterceptor(new MissingStreams());
        directory.reserve("fraud", FRAUD);
    }

    @Nested
    class Naming {

        @Test
        void anExperimentIsCreatedUnderANameOfItsOwn() {
            experiment
                    .givenNoPriorActivity()
                    .when(new ExperimentCommand.Create(CHURN, "churn", "mlflow-artifacts:/1", List.of(TEAM)))
                    .expectEvents(CREATED);
            assertThat(directory.named("churn")).contains(CHURN);
        }

        @Test
        void aNameIsGivenOnce() {
            experiment
                    .givenNoPriorActivity()
                    .when(new ExperimentCommand.Create(CHURN, "fraud", "mlflow-artifacts:/1", List.of()))
                    .expectNoEvents()
                    .expectException(because(Reason.EXPERIMENT_EXISTS))
                    .expectExceptionMessage("Experiment(name=fraud) already exists.");
        }

        @Test
        void anExperimentIsRenamedAndItsOldNameIsFree() {
            directory.reserve("churn", CHURN);
            experiment
                    .given(CREATED)
                    .when(new ExperimentCommand.Rename(CHURN, "attrition"))
                    .expectEvents(new ExperimentEvent.Renamed(CHURN, "churn", "attrition"));
            assertThat(directory.named("attrition")).contains(CHURN);
            assertThat(directory.named("churn")).isEmpty();
        }

        @Test
        void aSecondRenamingStartsFromTheFirst() {
            experiment
                    .given(CREATED, new ExperimentEvent.Renamed(CHURN, "churn", "attrition"))
                    .when(new ExperimentCommand.Rename(CHURN, "leavers"))
                    .expectEvents(new ExperimentEvent.Renamed(CHURN, "attrition", "leavers"));
        }

        @Test
        void theSameNameAgainChangesNothing() {
            experiment
                    .given(CREATED)
                    .when(new ExperimentCommand.Rename(CHURN, "churn"))
                    .expectSuccessfulHandlerExecution()
                    .expectNoEvents();
        }

        @Test
        void theNameOfAnotherIsRefused() {
            refused(Reason.EXPERIMENT_EXISTS, new ExperimentCommand.Rename(CHURN, "fraud"), CREATED);
        }

        @Test
        void whatIsDeletedIsNotRenamed() {
            refused(Reason.EXPERIMENT_NAME_FIXED, new ExperimentCommand.Rename(CHURN, "x"), CREATED, DELETED);
        }
    }

    @Nested
    class Tags {

        @Test
        void aTagIsSet() {
            experiment
                    .given(CREATED)
                    .when(new ExperimentCommand.SetTag(CHURN, Tag.of("tier", "1")))
                    .expectEvents(new ExperimentEvent.TagSet(CHURN, Tag.of("tier", "1")));
        }

        @Test
        void aTagFromTheCreationIsDeleted() {
            experiment
                    .given(CREATED)
                    .when(new ExperimentCommand.DeleteTag(CHURN, "team"))
                    .expectEvents(new ExperimentEvent.TagDeleted(CHURN, "team"));
        }

        @Test
        void aTagThatWasNeverSetIsNotDeleted() {
            refused(Reason.TAG_NOT_FOUND, new ExperimentCommand.DeleteTag(CHURN, "tier"), CREATED);
        }

        @Test
        void aTagIsDeletedOnce() {
            refused(
                    Reason.TAG_NOT_FOUND,
                    new ExperimentCommand.DeleteTag(CHURN, "team"),
                    CREATED,
                    new ExperimentEvent.TagDeleted(CHURN, "team"));
        }

        @Test
        void aDeletedExperimentKeepsItsTags() {
            refused(Reason.EXPERIMENT_DELETED, new ExperimentCommand.SetTag(CHURN, TEAM), CREATED, DELETED);
            refused(Reason.EXPERIMENT_DELETED, new ExperimentCommand.DeleteTag(CHURN, "team"), CREATED, DELETED);
        }
    }

    @Nested
    class LifeAndDeath {

        @Test
        void anExperimentIsDeletedAndTheDirectoryKnows() {
            experiment.given(CREATED).when(new ExperimentCommand.Delete(CHURN)).expectEvents(DELETED);
            assertThat(directory.lifecycle(CHURN)).contains(new Lifecycle(true, 0));
        }

        @Test
        void anExperimentIsDeletedOnce() {
            refused(Reason.EXPERIMENT_NOT_FOUND, new ExperimentCommand.Delete(CHURN), CREATED, DELETED);
        }

        @Test
        void aDeletedExperimentIsRestored() {
            experiment
                    .given(CREATED, DELETED)
                    .when(new ExperimentCommand.Restore(CHURN))
                    .expectEvents(RESTORED);
            assertThat(directory.lifecycle(CHURN)).contains(new Lifecycle(false, 1));
        }

        @Test
        void restorationsAreCounted() {
            experiment
                    .given(CREATED, DELETED, RESTORED, DELETED)
                    .when(new ExperimentCommand.Restore(CHURN))
                    .expectEvents(new ExperimentEvent.Restored(CHURN, 2));
            assertThat(directory.lifecycle(CHURN)).contains(new Lifecycle(false, 2));
        }

        @Test
        void aSecondDeletionKeepsTheCountOfRestorations() {
            experiment
                    .given(CREATED, DELETED, RESTORED)
                    .when(new ExperimentCommand.Delete(CHURN))
                    .expectEvents(DELETED);
            assertThat(directory.lifecycle(CHURN)).contains(new Lifecycle(true, 1));
        }

        @Test
        void whatIsActiveIsNotRestored() {
            refused(Reason.EXPERIMENT_NOT_DELETED, new ExperimentCommand.Restore(CHURN), CREATED);
        }

        @Test
        void aRestoredExperimentTakesTagsAgain() {
            experiment
                    .given(CREATED, DELETED, RESTORED)
                    .when(new ExperimentCommand.SetTag(CHURN, TEAM))
                    .expectEvents(new ExperimentEvent.TagSet(CHURN, TEAM));
        }

        @Test
        void anExperimentThatNeverWasIsNotFound() {
            experiment
                    .givenNoPriorActivity()
                    .when(new ExperimentCommand.Delete(CHURN))
                    .expectNoEvents()
                    .expectException(because(Reason.EXPERIMENT_NOT_FOUND))
                    .expectExceptionMessage("No Experiment with id=1 exists");
        }
    }

    private void refused(Reason reason, ExperimentCommand command, ExperimentEvent... before) {
        experiment.given((Object[]) before).when(command).expectNoEvents().expectException(because(reason));
    }
}
