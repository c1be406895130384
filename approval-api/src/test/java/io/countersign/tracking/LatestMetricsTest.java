package io.countersign.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.assembly.InProcessServer;
import io.countersign.assembly.Workshop;
import io.countersign.run.Metric;
import io.countersign.run.RunCommand;
import io.countersign.run.RunId;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The latest value of each metric, whether it is folded already or not. */
class LatestMetricsTest {

    @AutoClose
    private static final InProcessServer SERVER = InProcessServer.onAnEmptyDatabase();

    @AutoClose
    private static final InProcessServer OTHER = InProcessServer.on(SERVER.database());

    private final Workshop workshop = Workshop.on(SERVER);
    private final RunId run = workshop.aRun();
    private Connection folding;

    /** Holds the row that every fold takes, so that none comes to an end. */
    @BeforeEach
    void nothingIsFoldedMeanwhile() throws SQLException {
        folding = Objects.requireNonNull(SERVER.ownersSql().getDataSource()).getConnection();
        try (Statement statement = folding.createStatement()) {
            statement.execute("begin; select from ops.metric_fold for update");
        }
    }

    @AfterEach
    void foldingGoesOn() throws SQLException {
        folding.close();
    }

    @Test
    void isReadBeforeItIsFolded() {
        workshop.logMetric(run, "loss", 0.5, 1);
        workshop.logMetric(run, "loss", 0.25, 2);
        workshop.logMetric(run, "accuracy", 0.9, 1);

        assertThat(latestOn(SERVER)).containsExactly(point("accuracy", 0.9, 1), point("loss", 0.25, 2));
        assertThat(latestOn(OTHER)).isEqualTo(latestOn(SERVER));
        assertThat(folded()).isEmpty();
    }

    @Test
    void isThatOfTheGreatestStepWhicheverPartOfItIsFolded() throws SQLException {
        workshop.logMetric(run, "loss", 0.5, 7);
        foldingGoesOn();
        SERVER.part(LatestMetrics.class).catchUp();
        nothingIsFoldedMeanwhile();
        workshop.logMetric(run, "loss", 0.1, 3);

        assertThat(latestOn(SERVER)).containsExactly(point("loss", 0.5, 7));
    }

    @Test
    void isFoundBySearchOnAnyServerAsSoonAsItIsLogged() throws Exception {
        workshop.logMetric(run, "loss", 0.5, 1);
        CompletableFuture<Void> search =
                CompletableFuture.runAsync(() -> OTHER.part(LatestMetrics.class).catchUp());

        assertThat(endsWithin(search, 300)).isFalse();
        foldingGoesOn();
        search.get(10, TimeUnit.SECONDS);

        assertThat(folded()).containsExactly(point("loss", 0.5, 1));
    }

    @Test
    void ofPointsThatTieIsTheFirst() throws SQLException {
        Metric first = new Metric("loss", 0.5, 1_000, 1, new Metric.Origin(null, "training", null));
        Metric second = new Metric("loss", 0.5, 1_000, 1, new Metric.Origin(null, "test", null));
        log(List.of(first, second));
        log(List.of(second));

        assertThat(latestOn(SERVER)).containsExactly(first);
        foldingGoesOn();
        SERVER.part(LatestMetrics.class).catchUp();
        assertThat(folded()).containsExactly(first);
    }

    @Test
    void isTheSameHoweverLongTheStretchThatIsFoldedAtOnce() throws SQLException {
        IntStream.range(0, 300).forEach(step -> workshop.logMetric(run, "loss", step % 7, step));
        List<Metric> before = latestOn(SERVER);
        foldingGoesOn();
        SERVER.part(LatestMetrics.class).catchUp();

        assertThat(before).containsExactly(point("loss", 299 % 7, 299));
        assertThat(latestOn(SERVER)).isEqualTo(before);
        assertThat(InProcessServer.rebuildOf(SERVER.database()).compare(done -> {}))
                .isEmpty();
    }

    private void log(List<Metric> points) {
        SERVER.send(workshop.person(), new RunCommand.LogBatch(run, points, List.of(), List.of()));
    }

    private static Metric point(String key, double value, long step) {
        return Metric.of(key, value, 1_000, step);
    }

    private List<Metric> latestOn(InProcessServer server) {
        return server.part(RunQueries.class).byId(run.value()).orElseThrow().metrics();
    }

    private List<Metric> folded() {
        return SERVER.part(RunQueries.class)
                .found(List.of(run.value()))
                .getFirst()
                .metrics();
    }

    private static boolean endsWithin(CompletableFuture<Void> work, long millis) throws Exception {
        try {
            work.get(millis, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException stillWaits) {
            return false;
        }
    }
}
