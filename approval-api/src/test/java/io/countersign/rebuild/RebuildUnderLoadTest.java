package io.countersign.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.assembly.Deadline;
import io.countersign.assembly.InProcessServer;
import io.countersign.assembly.Workshop;
import io.countersign.catalog.VersionQueries;
import io.countersign.database.ConnectionPools;
import io.countersign.modelversion.VersionId;
import io.countersign.run.RunId;
import io.countersign.tracking.RunQueries;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** The views are made again, and compared, while people work. */
class RebuildUnderLoadTest {

    private static final int WRITERS = 3;
    private static final int REBUILDS = 2;

    @AutoClose
    private static final InProcessServer SERVER = InProcessServer.onAnEmptyDatabase();

    private static final JdbcTemplate SQL = SERVER.ownersSql();

    private final Rebuild rebuild = InProcessServer.rebuildOf(SERVER.database());
    private final AtomicBoolean over = new AtomicBoolean();

    @Test
    void nothingIsLostAndEverybodyReadsWhatTheyWrote() throws Exception {
        List<Future<Integer>> writers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(WRITERS)) {
            for (int writer = 0; writer < WRITERS; writer++) {
                writers.add(threads.submit(this::writeAndRead));
            }
            try {
                for (int round = 0; round < REBUILDS; round++) {
                    rebuild.replace(done -> {});
                    assertThat(rebuild.compare(done -> {})).isEmpty();
                }
            } finally {
                over.set(true);
            }
        }
        for (Future<Integer> writer : writers) {
            assertThat(writer.get()).as("what each writer wrote meanwhile").isPositive();
        }

        SERVER.settle();
        ViewRows served = ViewRows.of(SERVER);
        rebuild.replace(done -> {});
        served.requireSame(ViewRows.of(SERVER));
    }

    private int writeAndRead() {
        Workshop workshop = Workshop.on(SERVER);
        int written = 0;
        while (!over.get()) {
            RunId run = workshop.aRun();
            workshop.tag(run, "owner", "risk");
            assertThat(SERVER.part(RunQueries.class)
                            .byId(run.value())
                            .orElseThrow()
                            .tags())
                    .containsEntry("owner", "risk");
            VersionId version = workshop.aVersion();
            assertThat(SERVER.part(VersionQueries.class).byNumber("model " + version.model(), version.number()))
                    .isPresent();
            written++;
        }
        return written;
    }

    @Test
    void nobodyWaitsUntilAllRowsAreCompared() throws Exception {
        SQL.execute("create table views.by_hand (id integer)");
        try (Connection holder = ConnectionPools.forOwner(SERVER.database()).getConnection();
                Statement statement = holder.createStatement();
                ExecutorService thread = Executors.newSingleThreadExecutor()) {
            holder.setAutoCommit(false);
            statement.execute("lock table views.by_hand"); // here the comparison stops
            Future<List<String>> differences = thread.submit(() -> rebuild.compare(done -> {}));
            Deadline.soon("the comparison waits", RebuildUnderLoadTest::somebodyWaitsForTheTable);

            Workshop.on(SERVER).aRun();

            holder.commit();
            assertThat(differences.get()).singleElement().asString().startsWith("by_hand: 0 rows");
        } finally {
            SQL.execute("drop table views.by_hand");
        }
    }

    private static boolean somebodyWaitsForTheTable() {
        return !SQL.queryForList("select pid from pg_locks where relation = 'views.by_hand'::regclass and not granted")
                .isEmpty();
    }
}
