package io.countersign.embedded;

import io.countersign.database.DatabaseAddress;
import io.countersign.startup.StartupError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The PostgreSQL of one data directory: on the loopback address, with a password, durable, started again when it dies,
 * and stopped with the server.
 */
public final class EmbeddedPostgres implements AutoCloseable {

    private static final String DATABASE = "countersign";

    private final Connect connect;
    private final Supervisor supervisor;

    private EmbeddedPostgres(Connect connect, Supervisor supervisor) {
        this.connect = connect;
        this.supervisor = supervisor;
    }

    /** How to connect, as kept in {@code postgres.json}. */
    record Connect(String host, int port, String database, String user, String password) {

        static Connect fresh() {
            byte[] secret = new byte[24];
            new SecureRandom().nextBytes(secret);
            String password = HexFormat.of().formatHex(secret);
            return new Connect(Ports.HOST, Ports.free(), DATABASE, PostgresCluster.USER, password);
        }

        Connect withPort(int other) {
            return new Connect(host, other, database, user, password);
        }

        DatabaseAddress to(String name) {
            return new DatabaseAddress("jdbc:postgresql://%s:%d/%s".formatted(host, port, name), user, password);
        }

        DatabaseAddress address() {
            return to(database);
        }

        @Override
        public String toString() {
            return address().toString();
        }
    }

    /**
     * Starts it and waits until its database is there.
     *
     * @throws StartupError when it cannot be started
     */
    public static EmbeddedPostgres start(DataDirectory data) throws InterruptedException {
        return start(data, RunAs.detect());
    }

    static EmbeddedPostgres start(DataDirectory data, RunAs user) throws InterruptedException {
        PostgresCluster cluster = new PostgresCluster(data, PostgresPrograms.in(data, user));
        JsonFile<Connect> kept = kept(data.path());
        Connect connect = kept.read().orElseGet(() -> firstTime(cluster, kept));
        cluster.prepare(connect.password());
        PostgresServer server = new PostgresServer(cluster, data.log("postgresql.log"), connect.port());
        server.endOrphans();
        if (!Ports.isFree(connect.port())) {
            connect = kept.write(connect.withPort(Ports.free()));
            server = new PostgresServer(cluster, data.log("postgresql.log"), connect.port());
        }
        Supervisor supervisor = new Supervisor("PostgreSQL", server, server.launch());
        try {
            createDatabase(connect);
            return new EmbeddedPostgres(connect, supervisor);
        } catch (StartupError e) {
            supervisor.close();
            throw e;
        }
    }

    private static JsonFile<Connect> kept(Path data) {
        return new JsonFile<>(data.resolve("postgres.json"), Connect.class);
    }

    private static Connect firstTime(PostgresCluster cluster, JsonFile<Connect> kept) {
        if (Files.exists(cluster.path())) {
            throw StartupError.of(
                    "postgres.json with the password of the data in %s is missing; restore it from a backup of the data directory.",
                    cluster.path());
        }
        return kept.write(Connect.fresh());
    }

    private static void createDatabase(Connect connect) {
        DatabaseAddress any = connect.to("postgres");
        try (Connection connection = DriverManager.getConnection(any.jdbcUrl(), any.user(), any.password());
                Statement statement = connection.createStatement()) {
            if (!exists(statement, connect.database())) {
                statement.execute("create database " + connect.database());
            }
        } catch (SQLException e) {
            throw StartupError.of(
                    "PostgreSQL runs but refuses the user and password kept in postgres.json (%s); "
                            + "restore that file from a backup of the data directory.",
                    e);
        }
    }

    private static boolean exists(Statement statement, String database) throws SQLException {
        try (ResultSet rows =
                statement.executeQuery("select from pg_database where datname = '%s'".formatted(database))) {
            return rows.next();
        }
    }

    /** The database of a server that runs in this directory now, for a tool that wants to connect beside it. */
    public static Optional<DatabaseAddress> runningIn(Path directory) {
        Path data = directory.toAbsolutePath().normalize();
        Path cluster = data.resolve(PostgresCluster.DIRECTORY);
        return Postmaster.read(cluster)
                .filter(postmaster -> postmaster.ready() && Postmaster.isOn(cluster, postmaster.pid()))
                .flatMap(postmaster -> kept(data).read().map(connect -> connect.withPort(postmaster.port())))
                .map(Connect::address);
    }

    public DatabaseAddress address() {
        return connect.address();
    }

    /** Of the postmaster that runs now. */
    public long pid() {
        return supervisor.process().pid();
    }

    /** Stops it within seconds: sessions are cut off, what was committed is kept. */
    @Override
    public void close() {
        supervisor.close();
    }
}
