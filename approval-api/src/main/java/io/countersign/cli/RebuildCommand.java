package io.countersign.cli;

import io.countersign.assembly.ReplayedViews;
import io.countersign.cluster.KafkaCluster;
import io.countersign.cluster.Topics;
import io.countersign.database.DatabaseAddress;
import io.countersign.database.DatabaseChecks;
import io.countersign.rebuild.Rebuild;
import io.countersign.replica.CommittedRecords;
import io.countersign.startup.StartupError;
import io.countersign.views.Projections;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code countersign rebuild}. */
@Command(
        name = "rebuild",
        description = "Makes the views again from the log. The server may keep running.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:the views are as the log says", "1:--check found a difference, or the rebuild failed"})
@SuppressWarnings("NullAway.Init") // set by the command line
public final class RebuildCommand implements Callable<Integer> {

    private static final String SOURCE = "--from-kafka";

    @Mixin
    private StorageOptions storage;

    @Option(
            names = "--check",
            description = "Only compare the views with what the log says, and tell which tables differ.")
    private boolean check;

    @Option(
            names = SOURCE,
            paramLabel = "HOST:PORT",
            description = "First fills a fresh database's log with what the topic PREFIX.log of this cluster has.")
    private @Nullable String kafka;

    @Mixin
    private KafkaConnectionOptions connection;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        if (kafka != null) {
            return recover(connection.cluster(SOURCE, kafka));
        }
        try (Parts parts = new Parts()) {
            DatabaseAddress database = storage.running(parts);
            DatabaseChecks.check(database, Clock.systemUTC());
            Rebuild rebuild = of(database);
            return check ? compare(rebuild) : replace(rebuild);
        }
    }

    private int recover(KafkaCluster cluster) throws InterruptedException {
        if (check) {
            throw new StartupError("--check only compares, and " + SOURCE + " writes; name one of them.");
        }
        Recovery recovery = new Recovery(
                cluster,
                Topics.named(connection.prefix()).log(),
                spec.commandLine().getErr());
        try (Parts parts = new Parts();
                CommittedRecords records = recovery.open()) {
            long restored = recovery.into(storage.runningOrNew(parts), records);
            out().printf("The log has %,d events, and the views are as it says.%n", restored);
            out().flush();
            return 0;
        }
    }

    private int replace(Rebuild rebuild) {
        ProgressBar progress = progress(rebuild, spec.commandLine().getErr());
        rebuild.replace(progress);
        progress.end();
        out().println("The views are rebuilt.");
        out().flush();
        return 0;
    }

    private int compare(Rebuild rebuild) {
        ProgressBar progress = new ProgressBar(spec.commandLine().getErr(), "Comparing ", rebuild.events(), "events");
        List<String> differences = rebuild.compare(progress);
        progress.end();
        differences.forEach(out()::println);
        out().println(differences.isEmpty() ? "Every table equals a replay of the log." : "These tables differ.");
        out().flush();
        return differences.isEmpty() ? 0 : 1;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    static ProgressBar progress(Rebuild rebuild, PrintWriter out) {
        return new ProgressBar(out, "Rebuilding", rebuild.events(), "events");
    }

    static Rebuild of(DatabaseAddress database) {
        return new Rebuild(database, new ReplayedViews(), Projections.REVISION);
    }
}
