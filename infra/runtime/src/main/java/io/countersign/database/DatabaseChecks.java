package io.countersign.database;

import io.countersign.startup.StartupError;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** What must hold of a database before a server relies on it. */
public final class DatabaseChecks {

    private static final int OLDEST_VERSION = 170000;
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(5);

    private DatabaseChecks() {}

    /**
     * Connects once and looks around.
     *
     * @throws StartupError when the database cannot be reached, is too old, or does not keep what it acknowledged
     */
    public static void check(DatabaseAddress address, Clock clock) {
        try (Connection connection =
                        DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
                Statement statement = connection.createStatement()) {
            checkVersion(statement);
            checkDurability(statement);
            checkClock(statement, clock);
        } catch (SQLException e) {
            throw StartupError.of(
                    "The database %s cannot be used (%s); check that it runs, and the address, user and password.",
                    address, String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given"));
        }
    }

    private static void checkVersion(Statement statement) throws SQLException {
        int version = Integer.parseInt(read(statement, "show server_version_num"));
        if (version < OLDEST_VERSION) {
            throw StartupError.of("The database is PostgreSQL %d; Countersign needs 17 or newer.", version / 10000);
        }
    }

    private static void checkDurability(Statement statement) throws SQLException {
        if (!read(statement, "show fsync").equals("on")) {
            throw new StartupError("The database runs with fsync = off and would lose approvals in a power cut; "
                    + "set fsync = on in postgresql.conf.");
        }
    }

    /** A stream gives up a gap in the log by comparing times of events, which come from the servers' clocks. */
    private static void checkClock(Statement statement, Clock clock) throws SQLException {
        Instant theirs = Instant.ofEpochMilli(
                Long.parseLong(read(statement, "select (extract(epoch from clock_timestamp()) * 1000)::bigint")));
        Duration apart = Duration.between(theirs, clock.instant()).abs();
        if (apart.compareTo(CLOCK_TOLERANCE) > 0) {
            throw StartupError.of(
                    "This machine's clock and the database's are %d s apart; synchronise them (NTP) to within %d s.",
                    apart.toSeconds(), CLOCK_TOLERANCE.toSeconds());
        }
    }

    private static String read(Statement statement, String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
