package io.countersign.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.assembly.AtOnce;
import io.countersign.assembly.InProcessServer;
import io.countersign.assembly.Workshop;
import io.countersign.identity.Person;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import io.countersign.run.RunCommand;
import io.countersign.run.RunId;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Two servers share a database, and each keeps runs in a cache of its own. */
class TwoServersTest {

    @AutoClose
    private static final InProcessServer HERE = InProcessServer.onAnEmptyDatabase();

    @AutoClose
    private static final InProcessServer THERE = InProcessServer.on(HERE.database());

    private final Person person = Person.contributor();
    private final Workshop here = new Workshop(HERE, person);
    private final Workshop there = new Workshop(THERE, person);
    private final StoredEvents log = StoredEvents.of(HERE);

    private final RunId run = here.aRun();

    @Test
    void aServerWhoseStateHasPassedWritesAllTheSameAndNobodyIsTold() {
        double conflicts = count(HERE, "countersign.commands.conflicts");
        here.logMetric(run, "loss", 3, 1);
        there.logMetric(run, "loss", 2, 2);
        here.logMetric(run, "loss", 1, 3);

        assertThat(typesOf(run)).containsExactly("started", "batch-logged", "batch-logged", "batch-logged");
        assertThat(count(HERE, "countersign.commands.conflicts")).isEqualTo(conflicts + 1);
    }

    @Test
    void bothWriteToOneRunAllTheTimeAndEveryEventHasAPlaceOfItsOwn() throws InterruptedException {
        List<Callable<?>> writers = new ArrayList<>();
        for (Workshop server : List.of(here, there)) {
            for (int thread = 0; thread < 2; thread++) {
                writers.add(() -> logTwenty(server));
            }
        }

        List<AtOnce.Answer> answers = AtOnce.all(writers);

        assertThat(answers).allMatch(AtOnce.Answer::succeeded);
        assertThat(log.of(run.stream()))
                .extracting(StoredEvents.Row::sequence)
                .containsExactlyElementsOf(LongStream.rangeClosed(0, 80).boxed().toList());
    }

    private boolean logTwenty(Workshop server) {
        IntStream.range(0, 20).forEach(step -> server.logMetric(run, "loss", step, step));
        return true;
    }

    @Nested
    class IsDecidedOnceMoreFromTheLog {

        @Test
        void aRefusalForAReasonThatNoLongerHolds() {
            here.delete(run);
            assertThatThrownBy(() -> here.logMetric(run, "loss", 1, 1)).isInstanceOf(Rejection.class);
            there.restore(run);

            here.logMetric(run, "loss", 1, 1);

            assertThat(typesOf(run)).containsExactly("started", "deleted", "restored", "batch-logged");
        }

        @Test
        void aRefusalOfWhatTheOtherServerMadePossible() {
            here.logMetric(run, "loss", 1, 1);
            there.tag(run, "stage", "draft");
            double redecided = count(HERE, "countersign.commands.redecided");

            HERE.send(person, new RunCommand.DeleteTag(run, "stage"));

            assertThat(typesOf(run)).containsExactly("started", "batch-logged", "batch-logged", "tag-deleted");
            assertThat(count(HERE, "countersign.commands.redecided")).isEqualTo(redecided + 1);
        }

        @Test
        void aDecisionToDoNothing() {
            here.delete(run);
            there.restore(run);

            here.delete(run);

            assertThat(typesOf(run)).containsExactly("started", "deleted", "restored", "deleted");
        }

        @Test
        void andARefusalThatStillHoldsIsTold() {
            here.logParam(run, "degree", "1");
            there.logParam(run, "seed", "7");

            assertThatThrownBy(() -> here.logParam(run, "seed", "8"))
                    .isInstanceOfSatisfying(Rejection.class, refusal -> assertThat(refusal.reason())
                            .isEqualTo(Reason.PARAM_IMMUTABLE));
            assertThat(typesOf(run)).containsExactly("started", "batch-logged", "batch-logged");
        }
    }

    private List<String> typesOf(RunId run) {
        return log.of(run.stream()).stream()
                .map(event -> event.type().substring("run.".length()))
                .toList();
    }

    private static double count(InProcessServer server, String counter) {
        return server.part(MeterRegistry.class).counter(counter).count();
    }
}
