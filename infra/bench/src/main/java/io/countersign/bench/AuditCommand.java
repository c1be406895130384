package io.countersign.bench;

import io.countersign.startup.StartupError;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code countersign bench-audit}: how long an auditor waits. */
@Command(
        name = "bench-audit",
        description =
                "Fills the log of a running server through its PostgreSQL, waits until the audit history has it, and"
                        + " times questions and exports.",
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // set by the command line
public final class AuditCommand implements Callable<Integer> {

    private static final int WARM_UP = 10;

    @Mixin
    private ServerOptions server;

    @Option(names = "--database", required = true, description = "The server's: jdbc:postgresql://host:port/name.")
    private String database;

    @Option(names = "--database-user", defaultValue = "postgres", description = "Default: ${DEFAULT-VALUE}.")
    private String databaseUser;

    @Option(
            names = "--database-password",
            defaultValue = "${env:COUNTERSIGN_DATABASE_PASSWORD:-}",
            description = "Default: COUNTERSIGN_DATABASE_PASSWORD.")
    private String databasePassword;

    @Option(
            names = "--events",
            defaultValue = "10000000",
            description = "That the log gets, where it has fewer. Default: ${DEFAULT-VALUE}.")
    private long events;

    @Option(names = "--calls", defaultValue = "200", description = "Of each question; default: ${DEFAULT-VALUE}.")
    private int calls;

    @Option(
            names = "--warm-up",
            paramLabel = "SECONDS",
            defaultValue = "45",
            description = "Before it; default: ${DEFAULT-VALUE}.")
    private double warmUp;

    @Option(names = "--only", split = ",", description = "Questions whose names contain one of these; default: all.")
    private List<String> only = List.of();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        AuditLog log;
        try (Connection connection = DriverManager.getConnection(database, databaseUser, databasePassword)) {
            connection.setAutoCommit(false);
            log = new AuditLog(connection, events);
            long before = number(connection, "select count(*) from log.domain_event_entry");
            if (before < events / 2) {
                fill(connection, log);
            }
            index(connection);
        } catch (SQLException e) {
            throw StartupError.of("%s cannot be filled (%s).", database, e);
        }
        TrackingClient client = server.client();
        warmUp(client, log);
        new AuditQuestions(log).all().forEach((name, question) -> {
            if (only.isEmpty() || only.stream().anyMatch(name::contains)) {
                print("%-34s %s", name, ask(client, question));
            }
        });
        if (only.isEmpty()) {
            List.of("jsonl", "csv", "parquet").forEach(format -> export(client, format));
        }
        return 0;
    }

    private void fill(Connection connection, AuditLog log) throws SQLException {
        long start = System.nanoTime();
        log.write();
        connection.setAutoCommit(true);
        try (Statement statement = connection.createStatement()) {
            statement.execute("vacuum analyze log.domain_event_entry");
        }
        connection.setAutoCommit(false);
        print("filled in %.0f s", (System.nanoTime() - start) / 1e9);
    }

    /** The server does it; here it is watched. */
    private void index(Connection connection) throws SQLException, InterruptedException {
        long newest = number(connection, "select max(global_index) from log.domain_event_entry");
        long begun = number(connection, "select position from audit.head");
        long start = System.nanoTime();
        while (number(connection, "select position from audit.head") < newest) {
            connection.commit();
            Thread.sleep(200);
        }
        double took = (System.nanoTime() - start) / 1e9;
        print("%,d events indexed in %.0f s, %,.0f/s", newest - begun, took, (newest - begun) / took);
        connection.commit();
        for (String schema : List.of("log", "audit")) {
            print(
                    "%s takes %,d MB",
                    schema,
                    number(
                                    connection,
                                    "select sum(pg_total_relation_size(c.oid))::bigint from pg_class c where relkind = 'r'"
                                            + " and relnamespace = '" + schema + "'::regnamespace")
                            / 1_000_000);
        }
        connection.commit();
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Until the code of the server is compiled. */
    private void warmUp(TrackingClient client, AuditLog log) {
        long end = System.nanoTime() + (long) (warmUp * TimeUnit.SECONDS.toNanos(1));
        while (System.nanoTime() < end) {
            new AuditQuestions(log)
                    .all()
                    .values()
                    .forEach(question -> client.call("GET", TrackingClient.NATIVE + "audit?" + question.get(), null));
        }
    }

    private Latencies ask(TrackingClient client, Supplier<String> question) {
        for (int call = 0; call < WARM_UP; call++) {
            client.call("GET", TrackingClient.NATIVE + "audit?" + question.get(), null);
        }
        Latencies latencies = new Latencies();
        for (int call = 0; call < calls; call++) {
            String query = question.get();
            latencies.time(() -> client.call("GET", TrackingClient.NATIVE + "audit?" + query, null));
        }
        return latencies;
    }

    private void export(TrackingClient client, String format) {
        long start = System.nanoTime();
        byte[] file = client.call(
                "GET", TrackingClient.NATIVE + "audit/export?kind=run.started,registered-model&format=" + format, null);
        double took = (System.nanoTime() - start) / 1e9;
        print("export as %s: %,d MB in %.1f s", format, file.length / 1_000_000, took);
    }

    private void print(String format, Object... arguments) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(Locale.ROOT, format + "%n", arguments);
        out.flush();
    }
}
