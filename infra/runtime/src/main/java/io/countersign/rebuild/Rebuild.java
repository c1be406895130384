package io.countersign.rebuild;

import static io.countersign.database.ConnectionPools.VIEWS;

import com.zaxxer.hikari.HikariDataSource;
import io.countersign.database.ConnectionPools;
import io.countersign.database.DatabaseAddress;
import io.countersign.log.ViewsLock;
import io.countersign.startup.StartupError;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Makes the views again from the log. Servers go on reading and writing meanwhile; only for the last events and the swap
 * do commands wait.
 */
public final class Rebuild {

    private static final String NEXT = "views_next";
    private static final String OLD = "views_old";
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final long ONE_AT_A_TIME = 0x72656275696c64L;

    private final DatabaseAddress address;
    private final ViewHandlers handlers;
    private final DataSource owner;
    private final ViewsSchema current;
    private final ViewsSchema next;
    private final ViewsSchema old;

    /** @param revision of the handlers; views that another revision wrote are not current */
    public Rebuild(DatabaseAddress address, ViewHandlers handlers, int revision) {
        this.address = address;
        this.handlers = handlers;
        owner = ConnectionPools.forOwner(address);
        current = new ViewsSchema(VIEWS, revision, owner);
        next = new ViewsSchema(NEXT, revision, owner);
        old = new ViewsSchema(OLD, revision, owner);
    }

    /** Whether the views are missing, or of another release. */
    public boolean isNeeded() {
        return !current.exists() || !current.isCurrent();
    }

    /** How many events the log holds, for a progress bar. */
    public long events() {
        if (!tablesOfTheLogExist()) {
            throw new StartupError("The database holds no log of Countersign; start a server on it first.");
        }
        return JdbcClient.create(owner)
                .sql("select count(*) from log.domain_event_entry")
                .query(Long.class)
                .single();
    }

    /**
     * Replaces the views by what the log says; reports how many events were replayed.
     *
     * @throws StartupError while another rebuild is under way
     */
    public void replace(LongConsumer progress) {
        if (alone(connection -> replace(connection, progress)).isEmpty()) {
            throw underWay();
        }
    }

    /** The same, unless it is not needed; of several servers that start together one does it and the others wait. */
    public void replaceIfNeeded(LongConsumer progress) throws InterruptedException {
        while (isNeeded()
                && alone(connection -> !isNeeded() || replace(connection, progress))
                        .isEmpty()) {
            Thread.sleep(PAUSE);
        }
    }

    private boolean replace(Connection connection, LongConsumer progress) throws SQLException {
        replay(connection, progress, () -> swap(connection));
        old.drop();
        return true;
    }

    /**
     * Compares the views with what the log says, and leaves them as they are.
     *
     * @return the tables that differ, each with both counts and digests; empty when all are equal
     */
    public List<String> compare(LongConsumer progress) {
        return alone(connection -> differences(connection, progress)).orElseThrow(Rebuild::underWay);
    }

    private List<String> differences(Connection connection, LongConsumer progress) throws SQLException {
        List<String> differences;
        try {
            replay(connection, progress, () -> {
                settle();
                return beginSnapshot(connection);
            });
            differences = ViewsDifference.seenBy(connection).between(VIEWS, NEXT);
        } finally {
            endTransaction(connection);
        }
        next.drop();
        return differences;
    }

    private void settle() {
        try (HikariDataSource source = ConnectionPools.forSchema(address, 2, VIEWS)) {
            handlers.settle(source);
        }
    }

    /** Holds fast what both schemas are now, so that commands need not wait until all rows have been read. */
    private static boolean beginSnapshot(Connection connection) throws SQLException {
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            return statement.execute("select 1"); // the first statement is what takes the snapshot
        }
    }

    private static void endTransaction(Connection connection) throws SQLException {
        if (!connection.getAutoCommit()) {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private <T> T replay(Connection connection, LongConsumer progress, SqlCall<T> then) throws SQLException {
        next.createAnew();
        try (Replay replay = new Replay(address, NEXT, handlers)) {
            replay.catchUp(progress);
            ViewsLock.own(connection);
            try {
                replay.catchUp(progress);
                return then.call();
            } finally {
                ViewsLock.release(connection);
            }
        }
    }

    private boolean tablesOfTheLogExist() {
        return JdbcClient.create(owner)
                .sql("select to_regclass('log.domain_event_entry') is not null")
                .query(Boolean.class)
                .single();
    }

    private boolean swap(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            if (current.exists()) {
                statement.execute("alter schema " + VIEWS + " rename to " + OLD);
            }
            statement.execute("alter schema " + NEXT + " rename to " + VIEWS);
            PastViews.make(statement);
            connection.commit();
            return true;
        } finally {
            endTransaction(connection);
        }
    }

    /** Two rebuilds of one database would replay into the same schema; empty while another one works. */
    private <T> Optional<T> alone(SqlFunction<T> work) {
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select pg_try_advisory_lock(" + ONE_AT_A_TIME + ")")) {
            rows.next();
            if (!rows.getBoolean(1)) {
                return Optional.empty();
            }
            old.drop();
            return Optional.of(work.apply(connection));
        } catch (SQLException e) {
            throw new IllegalStateException("The views could not be rebuilt.", e);
        }
    }

    private static StartupError underWay() {
        return new StartupError("Another rebuild of this database is under way; wait until it has ended.");
    }

    private interface SqlFunction<T> {
        T apply(Connection connection) throws SQLException;
    }

    private interface SqlCall<T> {
        T call() throws SQLException;
    }
}
