package io.countersign.bench;

import io.countersign.database.DatabaseAddress;
import io.countersign.embedded.EmbeddedPostgres;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code countersign bench}: any server of MLflow's tracking API, or two of them in turn. */
@Command(
        name = "bench",
        description = "Measures a running server of MLflow's tracking API, and another one in turn with it.",
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // set by the command line
public final class BenchCommand implements Callable<Integer> {

    /** Each server has so many turns, so that what else the machine does falls on both. */
    private static final int TURNS = 4;

    @Option(names = "--target", defaultValue = "http://127.0.0.1:5000", description = "Default: ${DEFAULT-VALUE}.")
    private URI target;

    @Option(names = "--against", description = "Another server, to compare with; without credentials.")
    private @Nullable URI against;

    @Option(names = "--user", description = "For the target; default: none are sent.")
    private @Nullable String user;

    @Option(
            names = "--password",
            defaultValue = "${env:COUNTERSIGN_ADMIN_PASSWORD:-none}",
            description = "Default: COUNTERSIGN_ADMIN_PASSWORD.")
    private String password;

    @Option(names = "--clients", defaultValue = "16", description = "Default: ${DEFAULT-VALUE}.")
    private int clients;

    @Option(names = "--seconds", defaultValue = "10", description = "For each operation; default: ${DEFAULT-VALUE}.")
    private double seconds;

    @Option(
            names = "--warm-up",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "Of each server, unmeasured, with all of the operations; default: ${DEFAULT-VALUE}.")
    private double warmUp;

    @Option(
            names = "--experiment",
            defaultValue = "bench-large",
            description = "The one to search; made and filled when it is not there. Default: ${DEFAULT-VALUE}.")
    private String large;

    @Option(names = "--runs", defaultValue = "1000", description = "To fill it with; default: ${DEFAULT-VALUE}.")
    private int runs;

    @Option(
            names = "--models",
            defaultValue = "5000",
            description =
                    "To fill the registry with where it is searched, 20 versions each; default: ${DEFAULT-VALUE}.")
    private int models;

    @Option(
            names = "--only",
            split = ",",
            description = "Some of the operations, in this order; default: ${DEFAULT-VALUE}. There are also first-page"
                    + " and thousandth-page of a search over the large experiment, search-models and search-versions.")
    private String[] only = Operation.USUAL.stream().map(Operation::label).toArray(String[]::new);

    @Option(
            names = "--database",
            description = "A PostgreSQL (jdbc:postgresql://host:port/name) whose commit rate is measured as well;"
                    + " default: the embedded one of a server that runs in --data-dir.")
    private @Nullable String database;

    @Option(names = "--database-user", defaultValue = "${env:COUNTERSIGN_DATABASE_USER:-postgres}")
    private String databaseUser;

    @Option(names = "--database-password", defaultValue = "${env:COUNTERSIGN_DATABASE_PASSWORD:-}")
    private String databasePassword;

    @Option(names = "--data-dir", defaultValue = "${env:COUNTERSIGN_DATA_DIR:-countersign-data}")
    private Path data;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        print(
                "%d clients, %.0f s for each operation and server after %.0f s to warm up, on a machine with %d cores.",
                clients, seconds, warmUp, Runtime.getRuntime().availableProcessors());
        double commits = commits();
        Bench.Size size = new Bench.Size(large, runs, models, clients);
        Bench own = Bench.prepare(new TrackingClient(target, user, password), size);
        Bench other = against == null ? null : Bench.prepare(new TrackingClient(against, null, ""), size);
        List<Operation> operations = Arrays.stream(only).map(Operation::of).toList();
        warm(operations, own);
        if (other != null) {
            warm(operations, other);
        }
        operations.forEach(operation -> report(operation, inTurn(operation, own, other), commits));
        return 0;
    }

    /** A virtual machine compiles what is hot while it runs, and databases read what they need into memory. */
    private void warm(List<Operation> operations, Bench bench) {
        operations.forEach(operation -> take(operation, bench, warmUp / operations.size()));
    }

    private enum Side {
        TARGET,
        AGAINST
    }

    private double commits() {
        Optional<DatabaseAddress> measured = database == null
                ? EmbeddedPostgres.runningIn(data)
                : Optional.of(new DatabaseAddress(database, databaseUser, databasePassword));
        if (measured.isEmpty()) {
            print("PostgreSQL's own commits are not measured: none runs in %s, and no --database is given.", data);
            return Double.NaN;
        }
        double rate = new CommitRate(measured.get()).measure(clients, Math.min(seconds, 5));
        print("PostgreSQL, one row a commit: %,.0f/s", rate);
        return rate;
    }

    private Map<Side, Measurement> inTurn(Operation operation, Bench own, @Nullable Bench other) {
        Map<Side, Measurement> sums = new EnumMap<>(Side.class);
        for (int turn = 0; turn < TURNS; turn++) {
            sums.merge(Side.TARGET, take(operation, own, seconds / TURNS), Measurement::plus);
            if (other != null) {
                sums.merge(Side.AGAINST, take(operation, other, seconds / TURNS), Measurement::plus);
            }
        }
        return sums;
    }

    private Measurement take(Operation operation, Bench bench, double time) {
        return Measurement.take(bench, operation, clients, time);
    }

    private void report(Operation operation, Map<Side, Measurement> measured, double commits) {
        measured.forEach((side, of) -> print(
                "%-15s %-8s %,9.1f/s  %s; client %.2f cores%s",
                operation.label(),
                side.name().toLowerCase(Locale.ROOT),
                of.perSecond(),
                of.latencies(),
                of.cpuShare(),
                failures(of)));
        Measurement own = measured.getOrDefault(Side.TARGET, Measurement.NONE);
        if (!Double.isNaN(commits)) {
            print("%-15s %.0f %% of PostgreSQL's commits", "", 100 * own.perSecond() / commits);
        }
        Measurement other = measured.get(Side.AGAINST);
        if (other != null) {
            print(
                    "%-15s %.1f times the rate; p50 1/%.1f, p95 1/%.1f, p99 1/%.1f",
                    "",
                    own.perSecond() / other.perSecond(),
                    ratio(other, own, 0.5),
                    ratio(other, own, 0.95),
                    ratio(other, own, 0.99));
        }
    }

    private static String failures(Measurement of) {
        int failed = of.latencies().failed();
        return failed == 0 ? "" : "; %,d calls failed".formatted(failed);
    }

    private static double ratio(Measurement over, Measurement under, double quantile) {
        return over.latencies().millis(quantile) / under.latencies().millis(quantile);
    }

    private void print(String format, Object... arguments) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(Locale.ROOT, format + "%n", arguments);
        out.flush();
    }
}
