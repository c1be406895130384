package io.countersign.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.Uuid7;
import io.countersign.assembly.Deadline;
import io.countersign.assembly.InProcessServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Transactions that end in another order than that in which they were given their places in the log. */
class HorizonTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    @AutoClose
    private static final InProcessServer SERVER = InProcessServer.onAnEmptyDatabase();

    private final List<Connection> connections = new ArrayList<>();
    private final Horizon horizon = new Horizon(SERVER.sql());

    @AfterEach
    void endAll() throws SQLException {
        for (Connection connection : connections) {
            if (!connection.isClosed()) {
                connection.rollback();
                connection.close();
            }
        }
    }

    private Connection appending() throws SQLException {
        Connection connection = SERVER.part(DataSource.class).getConnection();
        connections.add(connection);
        connection.setAutoCommit(false);
        StoredEvents.append(connection, "run/" + Uuid7.hex(), Instant.now());
        return connection;
    }

    private void append() throws SQLException {
        appending().commit();
    }

    private static long newest() {
        return Objects.requireNonNull(
                SERVER.sql().queryForObject("select max(global_index) from log.domain_event_entry", Long.class));
    }

    @Test
    void whereNobodyAppendsItIsAtTheNewestEvent() throws Exception {
        append();

        assertThat(horizon.now()).isEqualTo(newest());
    }

    @Test
    void anEventThatAnOlderOneMayStillComeBeforeIsBeyondIt() throws Exception {
        append();
        long before = horizon.now();
        Connection slow = appending();
        append();

        assertThat(horizon.now()).isEqualTo(before);
        assertThat(horizon.upToNow(Duration.ofMillis(20))).isEqualTo(before);

        slow.commit();
        assertThat(horizon.upToNow(LONG)).isEqualTo(newest()).isEqualTo(before + 2);
    }

    @Test
    void aTransactionThatFailsHoldsNobodyUp() throws Exception {
        Connection failing = appending();
        append();
        failing.rollback();

        assertThat(horizon.now()).isEqualTo(newest());
    }

    @Test
    void whoBeganLaterDoesNotHoldUpWhatWasThereBefore() throws Exception {
        Connection slow = appending();
        append();
        long newest = newest();
        assertThat(horizon.now()).isLessThan(newest);
        appending();

        slow.commit();

        assertThat(horizon.now()).isEqualTo(newest);
    }

    @Test
    void writersThatOverlapWithoutEndDoNotHoldItUp() throws Exception {
        Connection open = appending();
        for (int transaction = 0; transaction < 50; transaction++) {
            long newest = newest();
            horizon.now();
            Connection next = appending();
            open.commit();
            open.close();
            open = next;
            assertThat(horizon.now()).isGreaterThanOrEqualTo(newest);
        }
    }

    @Test
    void whoOnlyReadsTheLogHoldsNobodyUp() throws Exception {
        Connection reader = SERVER.part(DataSource.class).getConnection();
        connections.add(reader);
        reader.setAutoCommit(false);
        reader.createStatement().execute("select count(*) from log.domain_event_entry");
        append();

        assertThat(horizon.now()).isEqualTo(newest());
    }

    @Test
    void itIsWaitedForTheOneThatIsUnderWay() throws Exception {
        Connection slow = appending();
        append();
        long newest = newest();
        Thread waiting = Thread.ofVirtual().start(() -> horizon.upToNow(LONG));
        Deadline.soon("somebody waits", () -> waiting.getState() == Thread.State.TIMED_WAITING);

        slow.commit();

        waiting.join();
        assertThat(horizon.now()).isGreaterThanOrEqualTo(newest);
    }
}
