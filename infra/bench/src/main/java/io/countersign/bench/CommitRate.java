package io.countersign.bench;

import io.countersign.database.DatabaseAddress;
import io.countersign.startup.StartupError;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.LongAdder;

/**
 * How often PostgreSQL commits a row that is all there is to a transaction: what a server that keeps each request
 * durably, one by one, cannot pass on this machine.
 */
final class CommitRate {

    private static final String TABLE = "countersign_bench_commits";

    private final DatabaseAddress database;

    CommitRate(DatabaseAddress database) {
        this.database = database;
    }

    /** Commits in each second, in a table made for it and dropped again. */
    double measure(int clients, double seconds) {
        try (Connection owner = connect();
                Statement statement = owner.createStatement()) {
            statement.execute("drop table if exists " + TABLE);
            statement.execute("create table " + TABLE + " (id bigint generated always as identity primary key, "
                    + "payload text not null)");
            try {
                return rate(clients, seconds);
            } finally {
                statement.execute("drop table " + TABLE);
            }
        } catch (SQLException e) {
            throw StartupError.of("%s cannot be measured (%s).", database, e);
        }
    }

    private double rate(int clients, double seconds) {
        LongAdder commits = new LongAdder();
        long start = System.nanoTime();
        long end = start + (long) (seconds * 1e9);
        Clients.each(clients, client -> commits.add(commitUntil(end)));
        return commits.sum() / ((System.nanoTime() - start) / 1e9);
    }

    private long commitUntil(long end) {
        try (Connection connection = connect();
                PreparedStatement insert =
                        connection.prepareStatement("insert into " + TABLE + " (payload) values (?)")) {
            long commits = 0;
            while (System.nanoTime() < end) {
                insert.setString(1, "a row of some fifty characters, as short as rows are");
                insert.executeUpdate();
                commits++;
            }
            return commits;
        } catch (SQLException e) {
            throw StartupError.of("%s cannot be measured (%s).", database, e);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
    }
}
