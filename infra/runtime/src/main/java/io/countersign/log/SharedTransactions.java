package io.countersign.log;

import io.countersign.SettledLog;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Knows where the log is settled: each transaction of commands that share one holds a lock of PostgreSQL from its start,
 * on whichever server; who gets that lock alone for a moment has no such transaction beside it.
 */
public final class SharedTransactions implements SettledLog {

    /** "folds" in ASCII; any number that nothing else uses would do. */
    private static final long KEY = 0x666f6c6473L;

    private final JdbcTemplate jdbc;

    public SharedTransactions(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Opens a transaction of commands to these streams, which may go on beside others to the same, and share views. */
    static void enter(JdbcTemplate jdbc, Collection<String> streams) {
        jdbc.queryForList(
                ViewsLock.SHARE + " union all select pg_advisory_xact_lock_shared(" + KEY + ") union all "
                        + "select pg_advisory_xact_lock_shared(hashtextextended(stream, " + KEY + ")) "
                        + "from unnest(?::text[]) stream",
                (Object) streams.toArray(String[]::new));
    }

    /** Opens one that has its stream for itself, on every server: what lost to others once does not lose again. */
    static void enterAlone(JdbcTemplate jdbc, String stream) {
        jdbc.queryForList(
                ViewsLock.SHARE + " union all select pg_advisory_xact_lock_shared(" + KEY + ") union all "
                        + "select pg_advisory_xact_lock(hashtextextended(?, " + KEY + "))",
                stream);
    }

    @Override
    public long head() {
        Long head = jdbc.execute((Connection connection) -> {
            execute(connection, "select pg_advisory_lock(" + KEY + ")");
            try {
                return newest(connection);
            } finally {
                execute(connection, "select pg_advisory_unlock(" + KEY + ")");
            }
        });
        return head == null ? -1 : head;
    }

    private static long newest(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("select coalesce(max(global_index), -1) from log.domain_event_entry")) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
