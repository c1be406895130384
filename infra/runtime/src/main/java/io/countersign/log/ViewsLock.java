package io.countersign.log;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The lock between commands, which write the views as they append to the log, and a rebuild, which replaces them: an
 * advisory lock of PostgreSQL, so that it holds across servers and ends with its holder.
 */
public final class ViewsLock {

    /** "views" in ASCII; any number that nothing else uses would do. */
    private static final long KEY = 0x7669657773L;

    /** Until the end of the transaction; waits while a rebuild swaps the views. */
    static final String SHARE = "select pg_advisory_xact_lock_shared(" + KEY + ")";

    private ViewsLock() {}

    /** Holds off rebuilds until the end of the transaction; waits while one swaps the views. */
    public static void share(JdbcTemplate jdbc) {
        jdbc.queryForList(SHARE);
    }

    /** Until {@link #release} or the end of the connection; waits for the commands under way, and holds new ones. */
    public static void own(Connection connection) throws SQLException {
        execute(connection, "select pg_advisory_lock(" + KEY + ")");
    }

    public static void release(Connection connection) throws SQLException {
        execute(connection, "select pg_advisory_unlock(" + KEY + ")");
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
