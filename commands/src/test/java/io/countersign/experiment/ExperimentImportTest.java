package io.countersign.experiment;

import static io.countersign.rejection.Refusals.because;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.experiment.ExperimentDirectory.Lifecycle;
import io.countersign.imported.ImportedFrom;
import io.countersign.rejection.Reason;
import io.countersign.tag.Tag;
import java.util.List;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExperimentImportTest {

    private static final ExperimentId CHURN = new ExperimentId("7");
    private static final ImportedFrom THERE = new ImportedFrom("http://old-mlflow:5000", "7");
    private static final ExperimentEvent DEFAULT_HERE =
            new ExperimentEvent.Created(ExperimentId.DEFAULT, "Default", "mlflow-artifacts:/0", List.of());

    private final AggregateTestFixture<Experiment> experiment = new AggregateTestFixture<>(Experiment.class);
    private final DirectoryInMemory directory = new DirectoryInMemory();

    @BeforeEach
    void fraudHasItsName() {
        experiment.registerInjectableResource(directory);
        directory.reserve("fraud", new ExperimentId("2"));
    }

    @Test
    void anExperimentKeepsItsTimes() {
        experiment
                .givenNoPriorActivity()
                .when(command(CHURN, "churn", false, THERE))
                .expectResultMessagePayload(true)
                .expectEvents(event(CHURN, "churn", false, THERE));
        assertThat(directory.named("churn")).contains(CHURN);
    }

    @Test
    void oneThatWasDeletedArrivesDeleted() {
        experiment
                .givenNoPriorActivity()
                .when(command(CHURN, "churn", true, THERE))
                .expectEvents(event(CHURN, "churn", true, THERE));
        assertThat(directory.lifecycle(CHURN)).contains(new Lifecycle(true, 0));
    }

    @Test
    void theSameAgainChangesNothing() {
        experiment
                .given(event(CHURN, "churn", false, THERE))
                .when(command(CHURN, "churn", true, THERE))
                .expectResultMessagePayload(false)
                .expectNoEvents();
    }

    @Test
    void aNameThatIsTakenIsACollision() {
        experiment
                .givenNoPriorActivity()
                .when(command(CHURN, "fraud", false, THERE))
                .expectNoEvents()
                .expectException(because(Reason.EXPERIMENT_EXISTS))
                .expectExceptionMessage(
                        "Experiment(name=fraud) already exists here and did not come from http://old-mlflow:5000.");
    }

    @Test
    void theDefaultExperimentsOfSeveralServersBecomeOne() {
        ImportedFrom there = new ImportedFrom("http://old-mlflow:5000", "0");
        ImportedFrom elsewhere = new ImportedFrom("http://another:5000", "0");
        experiment
                .given(DEFAULT_HERE, event(ExperimentId.DEFAULT, "Default", false, there))
                .when(command(ExperimentId.DEFAULT, "Default", false, elsewhere))
                .expectEvents(event(ExperimentId.DEFAULT, "Default", false, elsewhere));
    }

    @Test
    void anyOtherExperimentIsNotJoined() {
        experiment
                .given(event(CHURN, "churn", false, new ImportedFrom("http://another:5000", "7")))
                .when(command(CHURN, "churn", false, THERE))
                .expectNoEvents()
                .expectException(because(Reason.EXPERIMENT_EXISTS));
    }

    private static ExperimentCommand command(ExperimentId id, String name, boolean deleted, ImportedFrom from) {
        return new ExperimentCommand.Import(
                id, name, "mlflow-artifacts:/" + id, List.of(Tag.of("team", "risk")), deleted, 1, 2, from, "s3://old");
    }

    private static ExperimentEvent event(ExperimentId id, String name, boolean deleted, ImportedFrom from) {
        return new ExperimentEvent.Imported(
                id, name, "mlflow-artifacts:/" + id, List.of(Tag.of("team", "risk")), deleted, 1, 2, from, "s3://old");
    }
}
