package io.countersign.run;

import static io.countersign.rejection.Refusals.because;

import io.countersign.MissingStreams;
import io.countersign.experiment.DirectoryInMemory;
import io.countersign.experiment.ExperimentDirectory.Lifecycle;
import io.countersign.experiment.ExperimentId;
import io.countersign.identity.People;
import io.countersign.rejection.Reason;
import io.countersign.tag.Tag;
import java.util.List;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.ResultValidator;
import org.axonframework.test.aggregate.TestExecutor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RunTest {

    private static final ExperimentId CHURN = new ExperimentId("1");
    private static final RunId RUN = new RunId("0198c0de0198c0de0198c0de0198c0de");
    private static final Metric LOSS = Metric.of("loss", 0.5, 1_700_000_000_000L, 3);
    private static final Param RATE = new Param("rate", "0.1");
    private static final Tag GIT = Tag.of("git", "abc");
    private static final RunEvent STARTED = new RunEvent.Started(
            RUN,
            CHURN,
            "first try",
            People.writtenBy(People.ANN_THE_CONTRIBUTOR),
            1_700_000_000_000L,
            "mlflow-artifacts:/1/run/artifacts",
            List.of(GIT));
    private static final RunEvent DELETED = new RunEvent.Deleted(RUN, 0);

    private final AggregateTestFixture<Run> run = new AggregateTestFixture<>(Run.class);
    private final DirectoryInMemory directory = new DirectoryInMemory();

    @BeforeEach
    void theExperimentIsActive() {
        run.registerInjectableResource(directory);
        run.registerCommandHandlerInterceptor(new MissingStreams());
        directory.reserve("churn", CHURN);
    }

    @Nested
    class Starting {

        private final RunCommand start = new RunCommand.Start(
                RUN,
                CHURN,
                "first try",
                People.writtenBy(People.ANN_THE_CONTRIBUTOR),
                1_700_000_000_000L,
                "mlflow-artifacts:/1/run/artifacts",
                List.of(GIT));

        @Test
        void aRunStartsInAnActiveExperiment() {
            run.givenNoPriorActivity().when(start).expectEvents(STARTED);
        }

        @Test
        void whatTheClientDidNotSayIsLeftOut() {
            run.givenNoPriorActivity()
                    .when(new RunCommand.Start(RUN, CHURN, "quiet", null, null, "s3://b/1", List.of()))
                    .expectEvents(new RunEvent.Started(RUN, CHURN, "quiet", null, null, "s3://b/1", List.of()));
        }

        @Test
        void noRunStartsInADeletedExperiment() {
            theExperimentIsDeleted();
            run.givenNoPriorActivity().when(start).expectNoEvents().expectException(because(Reason.EXPERIMENT_DELETED));
        }

        @Test
        void noRunStartsInAnExperimentThatNeverWas() {
            run.givenNoPriorActivity()
                    .when(new RunCommand.Start(RUN, new ExperimentId("9"), "x", null, null, "s3://b/9", List.of()))
                    .expectNoEvents()
                    .expectException(because(Reason.EXPERIMENT_NOT_FOUND))
                    .expectExceptionMessage("No Experiment with id=9 exists");
        }
    }

    @Nested
    class Logging {

        @Test
        void aBatchIsLoggedAsOneEvent() {
            aRun().when(batch(List.of(LOSS), List.of(RATE), List.of(GIT)))
                    .expectEvents(new RunEvent.BatchLogged(RUN, List.of(LOSS), List.of(RATE), List.of(GIT)));
        }

        @Test
        void anEmptyBatchChangesNothing() {
            aRun().when(batch(List.of(), List.of(), List.of()))
                    .expectSuccessfulHandlerExecution()
                    .expectNoEvents();
        }

        @Test
        void aParamLoggedAgainWithTheSameValueChangesNothing() {
            aRun(logged(RATE))
                    .when(params(RATE))
                    .expectSuccessfulHandlerExecution()
                    .expectNoEvents();
        }

        @Test
        void aParamLoggedAgainWithAnotherValueIsRefused() {
            refused(Reason.PARAM_IMMUTABLE, params(new Param("rate", "0.2")), logged(RATE))
                    .expectExceptionMessage("Changing param values is not allowed. Param with key='rate' was already"
                            + " logged with value='0.1' for run ID='" + RUN + "'. Attempted logging new value '0.2'.");
        }

        @Test
        void oneChangedParamRefusesTheWholeBatch() {
            refused(
                    Reason.PARAM_IMMUTABLE,
                    batch(List.of(LOSS), List.of(new Param("depth", "3"), new Param("rate", "0.2")), List.of(GIT)),
                    logged(RATE));
        }

        @Test
        void onlyTheNewParamsOfABatchAreInItsEvent() {
            Param depth = new Param("depth", "3");
            aRun(logged(RATE))
                    .when(params(RATE, depth))
                    .expectEvents(new RunEvent.BatchLogged(RUN, List.of(), List.of(depth), List.of()));
        }

        @Test
        void aParamTwiceInOneBatchIsLoggedOnceWhenItsValueIsTheSame() {
            aRun().when(params(RATE, RATE))
                    .expectEvents(new RunEvent.BatchLogged(RUN, List.of(), List.of(RATE), List.of()));
            refused(Reason.PARAM_IMMUTABLE, params(RATE, new Param("rate", "0.2")));
        }

        @Test
        void theSameMetricAgainIsAnotherPoint() {
            aRun(new RunEvent.BatchLogged(RUN, List.of(LOSS), List.of(), List.of()))
                    .when(batch(List.of(LOSS), List.of(), List.of()))
                    .expectEvents(new RunEvent.BatchLogged(RUN, List.of(LOSS), List.of(), List.of()));
        }

        @Test
        void aFinishedRunStillTakesMetrics() {
            aRun(new RunEvent.StatusChanged(RUN, RunStatus.FINISHED, 1L))
                    .when(batch(List.of(LOSS), List.of(), List.of()))
                    .expectEvents(new RunEvent.BatchLogged(RUN, List.of(LOSS), List.of(), List.of()));
        }

        @Test
        void aTagIsDeletedWhereverItCameFrom() {
            aRun().when(new RunCommand.DeleteTag(RUN, "git")).expectEvents(new RunEvent.TagDeleted(RUN, "git"));
            aRun(new RunEvent.BatchLogged(RUN, List.of(), List.of(), List.of(Tag.of("tier", "1"))))
                    .when(new RunCommand.DeleteTag(RUN, "tier"))
                    .expectEvents(new RunEvent.TagDeleted(RUN, "tier"));
        }

        @Test
        void aTagIsDeletedOnce() {
            refused(Reason.TAG_NOT_FOUND, new RunCommand.DeleteTag(RUN, "git"), new RunEvent.TagDeleted(RUN, "git"));
            refused(Reason.TAG_NOT_FOUND, new RunCommand.DeleteTag(RUN, "tier"));
        }
    }

    @Nested
    class Updating {

        @Test
        void theStatusChangesWithItsEnd() {
            aRun().when(new RunCommand.Update(RUN, RunStatus.FINISHED, 1_700_000_009_000L, null))
                    .expectEvents(new RunEvent.StatusChanged(RUN, RunStatus.FINISHED, 1_700_000_009_000L));
        }

        @Test
        void anEndAloneKeepsTheStatus() {
            aRun(new RunEvent.StatusChanged(RUN, RunStatus.KILLED, null))
                    .when(new RunCommand.Update(RUN, null, 5L, null))
                    .expectEvents(new RunEvent.StatusChanged(RUN, RunStatus.KILLED, 5L));
        }

        @Test
        void theNameChangesAlone() {
            aRun().when(new RunCommand.Update(RUN, null, null, "second try"))
                    .expectEvents(new RunEvent.Renamed(RUN, "second try"));
        }

        @Test
        void statusAndNameAreTwoDecisions() {
            aRun().when(new RunCommand.Update(RUN, RunStatus.FAILED, null, "bad"))
                    .expectEvents(
                            new RunEvent.StatusChanged(RUN, RunStatus.FAILED, null), new RunEvent.Renamed(RUN, "bad"));
        }

        @Test
        void nothingAskedIsNothingChanged() {
            aRun().when(new RunCommand.Update(RUN, null, null, ""))
                    .expectSuccessfulHandlerExecution()
                    .expectNoEvents();
        }
    }

    @Nested
    class LifeAndDeath {

        @Test
        void aRunIsDeletedAndItsDeletionCountsFromTheExperimentsLastRestoration() {
            aRun().when(new RunCommand.Delete(RUN)).expectEvents(DELETED);
            theExperimentIsRestored(3);
            aRun().when(new RunCommand.Delete(RUN)).expectEvents(new RunEvent.Deleted(RUN, 3));
        }

        @Test
        void aSecondDeletionChangesNothing() {
            aRun(DELETED)
                    .when(new RunCommand.Delete(RUN))
                    .expectSuccessfulHandlerExecution()
                    .expectNoEvents();
        }

        @Test
        void aDeletedRunIsRestored() {
            aRun(DELETED).when(new RunCommand.Restore(RUN)).expectEvents(new RunEvent.Restored(RUN));
        }

        @Test
        void whatIsActiveIsRestoredWithoutAnEvent() {
            aRun().when(new RunCommand.Restore(RUN))
                    .expectSuccessfulHandlerExecution()
                    .expectNoEvents();
        }

        @Test
        void aRestoredRunCanBeDeletedAgain() {
            aRun(DELETED, new RunEvent.Restored(RUN))
                    .when(new RunCommand.Delete(RUN))
                    .expectEvents(DELETED);
        }

        @Test
        void writingToADeletedRunIsRefused() {
            refused(Reason.RUN_NOT_ACTIVE, params(RATE), DELETED);
            refused(Reason.RUN_NOT_ACTIVE, new RunCommand.DeleteTag(RUN, "git"), DELETED);
            refused(Reason.RUN_NOT_ACTIVE, new RunCommand.Update(RUN, RunStatus.FINISHED, null, null), DELETED);
            refused(Reason.RUN_NOT_ACTIVE, new RunCommand.StoreArtifact(RUN, "a", "ff", 1), DELETED);
            refused(Reason.RUN_NOT_ACTIVE, new RunCommand.DeleteArtifact(RUN, "a"), DELETED);
        }

        @Test
        void writingToARunOfADeletedExperimentIsRefused() {
            theExperimentIsDeleted();
            refused(Reason.RUN_NOT_ACTIVE, params(RATE));
            refused(Reason.RUN_NOT_ACTIVE, new RunCommand.Update(RUN, RunStatus.FINISHED, null, null));
            refused(Reason.RUN_NOT_ACTIVE, new RunCommand.StoreArtifact(RUN, "a", "ff", 1));
        }

        @Test
        void aRunOfADeletedExperimentIsDeletedAlready() {
            theExperimentIsDeleted();
            aRun().when(new RunCommand.Delete(RUN))
                    .expectSuccessfulHandlerExecution()
                    .expectNoEvents();
        }

        @Test
        void aRunOfADeletedExperimentIsRestoredWithItAndNotAlone() {
            theExperimentIsDeleted();
            refused(Reason.RUN_NOT_DELETED, new RunCommand.Restore(RUN), DELETED)
                    .expectExceptionMessage(
                            "The run " + RUN + " belongs to the deleted experiment 1; restore the experiment first.");
        }

        @Test
        void restoringAnExperimentBringsBackItsRuns() {
            theExperimentIsRestored(1);
            aRun(DELETED)
                    .when(params(RATE))
                    .expectEvents(new RunEvent.BatchLogged(RUN, List.of(), List.of(RATE), List.of()));
            aRun(DELETED).when(new RunCommand.Delete(RUN)).expectEvents(new RunEvent.Deleted(RUN, 1));
        }

        @Test
        void whatIsDeletedAfterARestorationStaysDeleted() {
            theExperimentIsRestored(1);
            refused(Reason.RUN_NOT_ACTIVE, params(RATE), DELETED, new RunEvent.Deleted(RUN, 1));
        }

        @Test
        void aRunThatNeverWasIsNotFound() {
            run.givenNoPriorActivity()
                    .when(params(RATE))
                    .expectNoEvents()
                    .expectException(because(Reason.RUN_NOT_FOUND))
                    .expectExceptionMessage("Run with id=" + RUN + " not found");
        }
    }

    @Nested
    class Artifacts {

        @Test
        void aFileIsKnownByItsContent() {
            aRun().when(new RunCommand.StoreArtifact(RUN, "model/MLmodel", "ff00", 12))
                    .expectEvents(new RunEvent.ArtifactStored(RUN, "model/MLmodel", "ff00", 12));
        }

        @Test
        void aFileOrFolderIsTakenOffTheList() {
            aRun().when(new RunCommand.DeleteArtifact(RUN, "model"))
                    .expectEvents(new RunEvent.ArtifactDeleted(RUN, "model"));
        }
    }

    @Nested
    class InputsAndOutputs {

        private static final DatasetInput CUSTOMERS = dataset("customers", "a1");

        @Test
        void aRunTellsWhatItReadAndWhichModelsItUsed() {
            aRun().when(new RunCommand.LogInputs(RUN, List.of(CUSTOMERS), List.of("m-1")))
                    .expectEvents(new RunEvent.InputsLogged(RUN, List.of(CUSTOMERS), List.of("m-1")));
        }

        @Test
        void aRepeatChangesNothing() {
            aRun(new RunEvent.InputsLogged(RUN, List.of(CUSTOMERS), List.of("m-1")))
                    .when(new RunCommand.LogInputs(RUN, List.of(CUSTOMERS), List.of("m-1")))
                    .expectNoEvents()
                    .expectSuccessfulHandlerExecution();
        }

        @Test
        void onlyWhatIsNewIsWritten() {
            DatasetInput later = dataset("customers", "b2");
            aRun(new RunEvent.InputsLogged(RUN, List.of(CUSTOMERS), List.of("m-1")))
                    .when(new RunCommand.LogInputs(RUN, List.of(CUSTOMERS, later, later), List.of("m-1", "m-2", "m-2")))
                    .expectEvents(new RunEvent.InputsLogged(RUN, List.of(later), List.of("m-2")));
        }

        @Test
        void ofTwoDatasetsThatAreTheSameTheFirstIsWritten() {
            DatasetInput again = new DatasetInput("customers", "a1", "s3", "elsewhere", null, null, List.of());
            aRun().when(new RunCommand.LogInputs(RUN, List.of(CUSTOMERS, again), List.of()))
                    .expectEvents(new RunEvent.InputsLogged(RUN, List.of(CUSTOMERS), List.of()));
        }

        @Test
        void aModelIsAnOutputAtItsLastStep() {
            aRun(new RunEvent.OutputsLogged(RUN, List.of(new ModelOutput("m-1", 1))))
                    .when(new RunCommand.LogOutputs(RUN, List.of(new ModelOutput("m-1", 1), new ModelOutput("m-2", 2))))
                    .expectEvents(new RunEvent.OutputsLogged(RUN, List.of(new ModelOutput("m-2", 2))));
            aRun(new RunEvent.OutputsLogged(RUN, List.of(new ModelOutput("m-1", 1))))
                    .when(new RunCommand.LogOutputs(RUN, List.of(new ModelOutput("m-1", 5))))
                    .expectEvents(new RunEvent.OutputsLogged(RUN, List.of(new ModelOutput("m-1", 5))));
        }

        @Test
        void aDeletedRunTakesNeither() {
            refused(Reason.RUN_NOT_ACTIVE, new RunCommand.LogInputs(RUN, List.of(CUSTOMERS), List.of()), DELETED);
            refused(Reason.RUN_NOT_ACTIVE, new RunCommand.LogOutputs(RUN, List.of(new ModelOutput("m", 0))), DELETED);
        }

        private static DatasetInput dataset(String name, String digest) {
            return new DatasetInput(name, digest, "local", "a.csv", "{}", null, List.of(GIT));
        }
    }

    @Nested
    class OldClientsModels {

        private static final String HISTORY = "mlflow.log-model.history";

        @Test
        void theFirstModelBeginsTheList() {
            aRun().when(new RunCommand.RecordModel(RUN, "{\"a\": 1}")).expectEvents(tagged("[{\"a\": 1}]"));
        }

        @Test
        void theNextIsAddedToIt() {
            aRun(tagged("[{\"a\": 1}]"))
                    .when(new RunCommand.RecordModel(RUN, "{\"b\": 2}"))
                    .expectEvents(tagged("[{\"a\": 1}, {\"b\": 2}]"));
        }

        @Test
        void theListBeginsAnewOnceItsTagIsDeleted() {
            aRun(tagged("[{\"a\": 1}]"), new RunEvent.TagDeleted(RUN, HISTORY))
                    .when(new RunCommand.RecordModel(RUN, "{\"b\": 2}"))
                    .expectEvents(tagged("[{\"b\": 2}]"));
        }

        @Test
        void nothingIsAddedToWhatIsNoList() {
            refused(Reason.PARAMETER_INVALID, new RunCommand.RecordModel(RUN, "{}"), tagged("mine"));
        }

        @Test
        void nothingIsAddedToAListThatIsFull() {
            refused(Reason.PARAMETER_INVALID, new RunCommand.RecordModel(RUN, "{\"a\": \"" + "x".repeat(8000) + "\"}"));
        }

        private static RunEvent tagged(String list) {
            return new RunEvent.BatchLogged(RUN, List.of(), List.of(), List.of(Tag.of(HISTORY, list)));
        }
    }

    private TestExecutor<Run> aRun(RunEvent... then) {
        return run.given(STARTED).andGiven((Object[]) then);
    }

    private ResultValidator<Run> refused(Reason reason, RunCommand command, RunEvent... then) {
        return aRun(then).when(command).expectNoEvents().expectException(because(reason));
    }

    private void theExperimentIsDeleted() {
        directory.recordLifecycle(CHURN, new Lifecycle(true, 0));
    }

    private void theExperimentIsRestored(int times) {
        directory.recordLifecycle(CHURN, new Lifecycle(false, times));
    }

    private static RunEvent logged(Param... params) {
        return new RunEvent.BatchLogged(RUN, List.of(), List.of(params), List.of());
    }

    private static RunCommand params(Param... params) {
        return batch(List.of(), List.of(params), List.of());
    }

    private static RunCommand batch(List<Metric> metrics, List<Param> params, List<Tag> tags) {
        return new RunCommand.LogBatch(RUN, metrics, params, tags);
    }
}
