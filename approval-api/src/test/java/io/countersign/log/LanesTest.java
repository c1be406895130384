package io.countersign.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.assembly.AtOnce;
import io.countersign.assembly.AtOnce.Answer;
import io.countersign.assembly.Deadline;
import io.countersign.assembly.InProcessServer;
import io.countersign.assembly.Workshop;
import io.countersign.rejection.Reason;
import io.countersign.run.RunId;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What is logged to many runs in one moment. */
class LanesTest {

    private static final int RUNS = 40;

    @AutoClose
    private static final InProcessServer SERVER = InProcessServer.onAnEmptyDatabase();

    @AutoClose
    private static final InProcessServer OTHER = InProcessServer.on(SERVER.database());

    private final Workshop workshop = Workshop.on(SERVER);
    private final List<RunId> runs = Stream.generate(workshop::aRun).limit(RUNS).toList();

    @Test
    void goesIntoFewTransactions() throws Exception {
        List<Answer> answers =
                held(runs.stream().map(run -> logging(run, "loss", 1)).toList());

        assertThat(answers).allMatch(Answer::succeeded);
        assertThat(transactionsOf(runs)).isLessThan(RUNS / 2);
    }

    @Test
    void keepsWhatOthersLoggedWhenOneIsRefused() throws Exception {
        RunId refused = runs.getFirst();
        workshop.logParam(refused, "depth", "3");
        List<Callable<?>> tasks = new ArrayList<>(
                runs.stream().skip(1).map(run -> logging(run, "loss", 1)).toList());
        tasks.add(() -> {
            workshop.logParam(refused, "depth", "4");
            return null;
        });

        List<Answer> answers = held(tasks);

        assertThat(answers.getLast().refusedFor(Reason.PARAM_IMMUTABLE)).isTrue();
        assertThat(answers.subList(0, RUNS - 1)).allMatch(Answer::succeeded);
        assertThat(batchesOf(runs.subList(1, RUNS))).isEqualTo(RUNS - 1);
    }

    @Test
    void isDecidedOneByOneWhenAnotherServerWroteToOneOfThemFirst() throws Exception {
        RunId contested = runs.getFirst();
        Workshop.on(OTHER).logMetric(contested, "loss", 0.5, 0);
        double before = retries();

        List<Answer> answers =
                held(runs.stream().map(run -> logging(run, "loss", 1)).toList());

        assertThat(answers).allMatch(Answer::succeeded);
        assertThat(batchesOf(runs)).isEqualTo(RUNS + 1);
        assertThat(retries()).isGreaterThan(before);
    }

    @Test
    void keepsItsOrderWithinARun() throws Exception {
        RunId run = runs.getFirst();
        AtOnce.all(IntStream.range(0, 8)
                .<Callable<?>>mapToObj(writer -> () -> {
                    for (int step = 0; step < 50; step++) {
                        workshop.logMetric(run, "writer-" + writer, step, step);
                    }
                    return null;
                })
                .toList());

        assertThat(SERVER.sql()
                        .queryForList(
                                "select \"values\"[1] from views.metric_batches where run_id = ? and keys[1] = 'writer-3'"
                                        + " order by sequence_number",
                                Double.class,
                                run.value()))
                .isEqualTo(
                        IntStream.range(0, 50).mapToObj(step -> (double) step).toList());
    }

    private Callable<?> logging(RunId run, String key, double value) {
        return () -> {
            workshop.logMetric(run, key, value, 1);
            return null;
        };
    }

    /** Holds the lanes until each of the tasks has reached one of them. */
    private static List<Answer> held(List<? extends Callable<?>> tasks) throws Exception {
        try (Connection connection = Objects.requireNonNull(SERVER.ownersSql().getDataSource())
                        .getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("begin; select pg_advisory_xact_lock(" + 0x7669657773L + ")");
            CompletableFuture<List<Answer>> answers = new CompletableFuture<>();
            Thread.ofVirtual().start(() -> answer(answers, tasks));
            Deadline.soon("all wait", () -> SERVER.part(Lanes.class).waiting() == tasks.size());
            statement.execute("commit");
            return answers.get();
        }
    }

    private static void answer(CompletableFuture<List<Answer>> answers, List<? extends Callable<?>> tasks) {
        try {
            answers.complete(AtOnce.all(new ArrayList<>(tasks)));
        } catch (InterruptedException e) {
            answers.completeExceptionally(e);
        }
    }

    private static int transactionsOf(List<RunId> runs) {
        return count("count(distinct xmin::text)", runs);
    }

    private static int batchesOf(List<RunId> runs) {
        return count("count(*)", runs);
    }

    private static int count(String what, List<RunId> runs) {
        return Objects.requireNonNull(SERVER.ownersSql()
                .queryForObject(
                        "select " + what + " from log.domain_event_entry where payload_type = 'run.batch-logged' "
                                + "and aggregate_identifier = any (?)",
                        Integer.class,
                        (Object) runs.stream().map(RunId::stream).toArray(String[]::new)));
    }

    private static double retries() {
        return SERVER.part(io.micrometer.core.instrument.MeterRegistry.class)
                .counter("countersign.commands.retries")
                .count();
    }
}
