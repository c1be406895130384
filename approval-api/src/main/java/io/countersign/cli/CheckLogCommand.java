package io.countersign.cli;

import io.countersign.database.ConnectionPools;
import io.countersign.database.DatabaseAddress;
import io.countersign.database.DatabaseChecks;
import io.countersign.proof.NoteKey;
import io.countersign.proof.TreeCheck;
import io.countersign.proof.Unreadable;
import io.countersign.startup.StartupError;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code countersign check-log}. */
@Command(
        name = "check-log",
        description = "Makes the transparency log again of the stored events, compares it with what was made and signed"
                + " when they were new, and names those that were changed since. The server may keep running.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every event is what it was when it was signed",
            "1:the check failed",
            "3:something was changed, dropped, put in or moved, as printed"
        })
@SuppressWarnings("NullAway.Init") // set by the command line
public final class CheckLogCommand implements Callable<Integer> {

    private static final int CHANGED = 3;

    @Mixin
    private StorageOptions storage;

    @Option(
            names = "--log-key",
            paramLabel = "VKEY",
            description = "The log's key, as GET /api/governance/v1/log/key told it: the checkpoints are verified too.")
    private @Nullable String logKey;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        Optional<NoteKey> key = key();
        try (Parts parts = new Parts()) {
            DatabaseAddress database = storage.running(parts);
            DatabaseChecks.check(database, Clock.systemUTC());
            TreeCheck check = new TreeCheck(new JdbcTemplate(ConnectionPools.forOwner(database)), key);
            ProgressBar progress = new ProgressBar(spec.commandLine().getErr(), "Checking", check.events(), "events");
            List<String> findings = check.run(progress);
            progress.end();
            PrintWriter out = spec.commandLine().getOut();
            findings.forEach(out::println);
            out.println(
                    findings.isEmpty()
                            ? "Every event is what it was when it was signed."
                            : "The log is not what was signed.");
            out.flush();
            return findings.isEmpty() ? 0 : CHANGED;
        }
    }

    private Optional<NoteKey> key() {
        try {
            return Optional.ofNullable(logKey).map(NoteKey::parse);
        } catch (Unreadable e) {
            throw StartupError.of("--log-key: %s", String.valueOf(e.getMessage()));
        }
    }
}
