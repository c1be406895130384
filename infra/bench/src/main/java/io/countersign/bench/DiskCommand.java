package io.countersign.bench;

import io.countersign.startup.StartupError;
import java.io.PrintWriter;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code countersign bench-disk}: by how much a million points of metrics make a server's database larger. */
@Command(
        name = "bench-disk",
        description =
                "Logs points of metrics to any server of MLflow's tracking API and says how much its database grew.",
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // set by the command line
public final class DiskCommand implements Callable<Integer> {

    /** Of each run: twenty curves of as many steps as make the run whole. */
    private static final int POINTS_OF_A_RUN = 10_000;

    @Option(names = "--target", defaultValue = "http://127.0.0.1:5000", description = "Default: ${DEFAULT-VALUE}.")
    private URI target;

    @Option(names = "--user", description = "Default: none is sent.")
    private @Nullable String user;

    @Option(
            names = "--password",
            defaultValue = "${env:COUNTERSIGN_ADMIN_PASSWORD:-none}",
            description = "Default: COUNTERSIGN_ADMIN_PASSWORD.")
    private String password;

    @Option(names = "--database", required = true, description = "The server's: jdbc:postgresql://host:port/name.")
    private String database;

    @Option(names = "--database-user", defaultValue = "postgres", description = "Default: ${DEFAULT-VALUE}.")
    private String databaseUser;

    @Option(
            names = "--database-password",
            defaultValue = "${env:COUNTERSIGN_DATABASE_PASSWORD:-}",
            description = "Default: COUNTERSIGN_DATABASE_PASSWORD.")
    private String databasePassword;

    @Option(names = "--points", defaultValue = "1000000", description = "Default: ${DEFAULT-VALUE}.")
    private int points;

    @Option(names = "--batch", defaultValue = "10", description = "Points in a request; default: ${DEFAULT-VALUE}.")
    private int batch;

    @Option(names = "--clients", defaultValue = "16", description = "Default: ${DEFAULT-VALUE}.")
    private int clients;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        TrackingClient server = new TrackingClient(target, user, password);
        long before = size();
        String experiment = server.createExperiment("bench-disk-" + System.currentTimeMillis());
        int runs = Math.max(1, points / POINTS_OF_A_RUN);
        Clients.each(clients, client -> {
            for (int run = client; run < runs; run += clients) {
                log(server, server.createRun(experiment));
            }
        });
        long logged = (long) runs * (POINTS_OF_A_RUN / batch) * batch;
        double grown = size() - before;
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                Locale.ROOT,
                "%,d points in batches of %d: %,.1f MB, %.0f bytes each, indexes included.%n",
                logged,
                batch,
                grown / 1e6,
                grown / logged);
        out.flush();
        return 0;
    }

    private void log(TrackingClient server, String run) {
        for (int request = 0; request < POINTS_OF_A_RUN / batch; request++) {
            server.call("POST", "runs/log-batch", Bodies.logBatch(run, batch, request));
        }
    }

    /** In bytes, when nothing that is gone takes room any more. */
    private long size() {
        try (Connection connection = DriverManager.getConnection(database, databaseUser, databasePassword);
                Statement statement = connection.createStatement()) {
            statement.execute("vacuum");
            try (ResultSet row = statement.executeQuery("select pg_database_size(current_database())")) {
                row.next();
                return row.getLong(1);
            }
        } catch (SQLException e) {
            throw StartupError.of("%s cannot be measured (%s).", database, e);
        }
    }
}
