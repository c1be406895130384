package io.countersign.bench;

import io.countersign.startup.StartupError;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code countersign bench-fill-mlflow}: an experiment to search, straight into an MLflow server's tables. */
@Command(
        name = "bench-fill-mlflow",
        description = "Fills an experiment of an MLflow server through its PostgreSQL, for bench --against.",
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // set by the command line
public final class FillMlflowCommand implements Callable<Integer> {

    @Option(names = "--database", required = true, description = "As in jdbc:postgresql://host:port/mlflow.")
    private String database;

    @Option(names = "--database-user", defaultValue = "postgres", description = "Default: ${DEFAULT-VALUE}.")
    private String user;

    @Option(
            names = "--database-password",
            defaultValue = "${env:COUNTERSIGN_DATABASE_PASSWORD:-}",
            description = "Default: COUNTERSIGN_DATABASE_PASSWORD.")
    private String password;

    @Option(names = "--experiment", defaultValue = "bench-large", description = "Default: ${DEFAULT-VALUE}.")
    private String experiment;

    @Option(names = "--runs", defaultValue = "1000", description = "Default: ${DEFAULT-VALUE}.")
    private int runs;

    @Override
    public Integer call() throws IOException {
        try (Connection connection = DriverManager.getConnection(database, user, password)) {
            connection.setAutoCommit(false);
            new MlflowTables(connection).fill(experiment, runs);
            connection.commit();
            return 0;
        } catch (SQLException e) {
            throw StartupError.of("%s cannot be filled (%s).", database, e);
        }
    }
}
