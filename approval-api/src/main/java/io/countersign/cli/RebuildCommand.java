package io.countersign.cli;

import io.countersign.assembly.ReplayedViews;
import io.countersign.database.DatabaseAddress;
import io.countersign.database.DatabaseChecks;
import io.countersign.embedded.DataDirectory;
import io.countersign.embedded.EmbeddedPostgres;
import io.countersign.rebuild.Rebuild;
import io.countersign.startup.StartupError;
import io.countersign.views.Projections;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
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

    @Mixin
    private StorageOptions storage;

    @Option(
            names = "--check",
            description = "Only compare the views with what the log says, and tell which tables differ.")
    private boolean check;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        try (Parts parts = new Parts()) {
            DatabaseAddress database = database(parts);
            DatabaseChecks.check(database, Clock.systemUTC());
            Rebuild rebuild = of(database);
            return check ? compare(rebuild) : replace(rebuild);
        }
    }

    /** That of a running server; where none runs, an embedded one is started for as long as the rebuild takes. */
    private DatabaseAddress database(Parts parts) throws InterruptedException {
        if (!storage.isEmbedded()) {
            return storage.external();
        }
        Optional<DatabaseAddress> running = EmbeddedPostgres.runningIn(storage.dataDir);
        if (running.isEmpty()
                && !storage.dataDir.resolve("postgres.json").toFile().exists()) {
            throw StartupError.of(
                    "There is no embedded database in %s; name its directory with --data-dir, or your database with "
                            + "--database.",
                    storage.dataDir.toAbsolutePath());
        }
        return running.isPresent()
                ? running.get()
                : parts.add(EmbeddedPostgres.start(parts.add(DataDirectory.open(storage.dataDir))))
                        .address();
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
