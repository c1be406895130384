package io.countersign.run;

import static io.countersign.rejection.Refusals.because;

import io.countersign.experiment.DirectoryInMemory;
import io.countersign.experiment.ExperimentDirectory.Lifecycle;
import io.countersign.experiment.ExperimentId;
import io.countersign.identity.People;
import io.countersign.imported.ImportedFrom;
import io.countersign.privacy.SealedText;
import io.countersign.rejection.Reason;
import io.countersign.tag.Tag;
import java.util.List;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.TestExecutor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RunImportTest {

    private static final ExperimentId CHURN = new ExperimentId("1");
    private static final RunId RUN = new RunId("0198c0de0198c0de0198c0de0198c0de");
    private static final ImportedFrom THERE = new ImportedFrom("http://old-mlflow:5000", RUN.value());
    private static final ImportedFrom ELSEWHERE = new ImportedFrom("http://another:5000", RUN.value());
    private static final Metric LOSS = Metric.of("loss", 0.5, 1_500_000_000_000L, 3);
    private static final Param RATE = new Param("rate", "0.1");
    private static final Tag GIT = Tag.of("git", "abc");
    private static final SealedText ANN = People.writtenBy(People.ANN_THE_CONTRIBUTOR);

    private final AggregateTestFixture<Run> run = new AggregateTestFixture<>(Run.class);
    private final DirectoryInMemory directory = new DirectoryInMemory();

    @BeforeEach
    void theExperimentIsThere() {
        run.registerInjectableResource(directory);
        directory.reserve("churn", CHURN);
    }

    @Test
    void aRunKeepsItsTimesAndItsPerson() {
        run.givenNoPriorActivity()
                .when(imported(RunStatus.FINISHED, false))
                .expectResultMessagePayload(new ImportProgress(true, 0))
                .expectEvents(here(RunStatus.FINISHED, null));
    }

    @Test
    void aDeletedRunArrivesDeletedAsOfNow() {
        directory.recordLifecycle(CHURN, new Lifecycle(false, 2));
        run.givenNoPriorActivity().when(imported(RunStatus.FINISHED, true)).expectEvents(here(RunStatus.FINISHED, 2));
    }

    @Test
    void aRunOfADeletedExperimentIsBroughtAllTheSame() {
        directory.recordLifecycle(CHURN, new Lifecycle(true, 0));
        run.givenNoPriorActivity()
                .when(imported(RunStatus.FINISHED, false))
                .expectEvents(here(RunStatus.FINISHED, null));
    }

    @Test
    void theSameRunAgainChangesNothingAndSaysHowFarItIs() {
        given(new RunEvent.DataImported(RUN, List.of(LOSS, LOSS), List.of(), List.of()))
                .when(imported(RunStatus.FINISHED, false))
                .expectResultMessagePayload(new ImportProgress(false, 2))
                .expectNoEvents();
    }

    @Test
    void aRunThatWasGoingOnMayHaveEnded() {
        run.given(here(RunStatus.RUNNING, null))
                .when(imported(RunStatus.FINISHED, false))
                .expectEvents(new RunEvent.StatusChanged(RUN, RunStatus.FINISHED, 1_500_000_000_009L));
    }

    @Test
    void aRunThatWasStartedHereIsNotTheOtherServers() {
        run.given(new RunEvent.Started(RUN, CHURN, "mine", null, null, "mlflow-artifacts:/1", List.of()))
                .when(imported(RunStatus.FINISHED, false))
                .expectNoEvents()
                .expectException(because(Reason.RUN_EXISTS));
    }

    @Test
    void dataComesToADeletedRunToo() {
        run.given(here(RunStatus.FINISHED, 0))
                .when(new RunCommand.ImportData(RUN, THERE, 0, List.of(LOSS), List.of(), List.of()))
                .expectResultMessagePayload(new ImportProgress(true, 1))
                .expectEvents(new RunEvent.DataImported(RUN, List.of(LOSS), List.of(), List.of()));
    }

    @Test
    void pointsThatSomebodyElseBroughtMeanwhileAreNotBroughtTwice() {
        given(new RunEvent.DataImported(RUN, List.of(LOSS), List.of(), List.of()))
                .when(new RunCommand.ImportData(RUN, THERE, 0, List.of(LOSS), List.of(), List.of()))
                .expectNoEvents()
                .expectException(because(Reason.IMPORT_MOVED_ON));
    }

    @Test
    void whatIsHereStaysAsItIs() {
        given().when(new RunCommand.ImportData(RUN, THERE, 0, List.of(), List.of(RATE), List.of(Tag.of("git", "def"))))
                .expectResultMessagePayload(new ImportProgress(false, 0))
                .expectNoEvents();
    }

    @Test
    void anotherServersDataIsRefused() {
        given().when(new RunCommand.ImportData(RUN, ELSEWHERE, 0, List.of(LOSS), List.of(), List.of()))
                .expectNoEvents()
                .expectException(because(Reason.RUN_EXISTS));
        given().when(new RunCommand.ImportArtifact(RUN, ELSEWHERE, "model", "00", 1))
                .expectNoEvents()
                .expectException(because(Reason.RUN_EXISTS));
    }

    private TestExecutor<Run> given(RunEvent... then) {
        return run.given(here(RunStatus.FINISHED, null)).andGiven((Object[]) then);
    }

    private static RunCommand imported(RunStatus status, boolean deleted) {
        return new RunCommand.Import(
                RUN,
                CHURN,
                "first try",
                ANN,
                status,
                1_500_000_000_000L,
                1_500_000_000_009L,
                deleted,
                "mlflow-artifacts:/1/run/artifacts",
                List.of(RATE),
                List.of(GIT),
                THERE,
                "s3://old/1/run");
    }

    private static RunEvent here(RunStatus status, @Nullable Integer deletedAt) {
        return new RunEvent.Imported(
                RUN,
                CHURN,
                "first try",
                ANN,
                status,
                1_500_000_000_000L,
                1_500_000_000_009L,
                deletedAt,
                "mlflow-artifacts:/1/run/artifacts",
                List.of(RATE),
                List.of(GIT),
                THERE,
                "s3://old/1/run");
    }
}
