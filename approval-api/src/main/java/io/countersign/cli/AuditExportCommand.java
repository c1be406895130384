package io.countersign.cli;

import io.countersign.startup.StartupError;
import io.countersign.trail.Download;
import io.countersign.trail.ExportFile;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code countersign audit export}. */
@Command(
        name = "export",
        description =
                "Writes every event of every kind, with what it changed, into a file; or those that are asked for. The"
                        + " file is there once it is whole.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:the file is whole", "1:the server refused or went away; the file is as it was"})
@SuppressWarnings("NullAway.Init") // set by the command line
public final class AuditExportCommand implements Callable<Integer> {

    @Option(
            names = "--server",
            paramLabel = "URL",
            defaultValue = "${env:COUNTERSIGN_SERVER:-http://127.0.0.1:5000}",
            description = "Where Countersign is (COUNTERSIGN_SERVER; default: http://127.0.0.1:5000).")
    private String server;

    @Option(
            names = "--user",
            defaultValue = "${env:COUNTERSIGN_USER:-admin}",
            description = "An auditor there (COUNTERSIGN_USER; default: admin).")
    private String user;

    @Option(
            names = "--password",
            interactive = true,
            arity = "0..1",
            description = "Their password (COUNTERSIGN_PASSWORD); without a value it is asked for.")
    private @Nullable String password;

    @Option(
            names = "--token",
            interactive = true,
            arity = "0..1",
            description = "Or a token of theirs (COUNTERSIGN_TOKEN); without a value it is asked for.")
    private @Nullable String token;

    @Option(names = "--format", required = true, description = "jsonl, csv or parquet.")
    private String format;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "Where to; what is there is replaced.")
    private Path out;

    @Option(names = "--actor", description = "Only what they did: a name or a subject id.")
    private @Nullable String actor;

    @Option(names = "--model", description = "Only of this model: a name, also a former one, or an id.")
    private @Nullable String model;

    @Option(names = "--model-version", paramLabel = "N", description = "Only of this version of it.")
    private @Nullable String version;

    @Option(names = "--run", description = "Only of this run.")
    private @Nullable String run;

    @Option(names = "--experiment", description = "Only of this experiment and its runs: a name or an id.")
    private @Nullable String experiment;

    @Option(names = "--kind", description = "Only of these types or families, for example run,policy.published.")
    private @Nullable String kind;

    @Option(names = "--decision", description = "Only these decisions, for example approved,rejected.")
    private @Nullable String decision;

    @Option(names = "--from", paramLabel = "TIME", description = "From then on, for example 2027-01-31T12:00:00Z.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "Before then.")
    private @Nullable String to;

    @Option(names = "--correlation", paramLabel = "ID", description = "Only of one story.")
    private @Nullable String correlation;

    @Option(names = "--text", paramLabel = "WORDS", description = "Only with all of these words.")
    private @Nullable String text;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        ExportFile file = new ExportFile(out, format);
        PrintWriter err = spec.commandLine().getErr();
        ProgressBar[] bar = new ProgressBar[1];
        try (Download download = new Download(url(), authorization(), question())) {
            long entries = file.fill(download, total -> bar[0] = new ProgressBar(err, "Exporting", total, "entries"));
            end(bar[0]);
            spec.commandLine().getOut().printf("%s has %,d entries.%n", out, entries);
            spec.commandLine().getOut().flush();
            return 0;
        } catch (StartupError e) {
            end(bar[0]);
            throw e;
        }
    }

    private static void end(@Nullable ProgressBar bar) {
        if (bar != null) {
            bar.end();
        }
    }

    private URI url() {
        String url = server.replaceFirst("/+$", "");
        if (!url.matches("https?://[^\\s/?#@]+(/[^\\s?#]*)?")) {
            throw StartupError.of("--server must be a URL like http://127.0.0.1:5000, not '%s'.", server);
        }
        return URI.create(url);
    }

    private @Nullable String authorization() {
        String bearer = given(token, "COUNTERSIGN_TOKEN");
        String secret = given(password, "COUNTERSIGN_PASSWORD");
        if (bearer != null) {
            return "Bearer " + bearer;
        }
        return secret == null
                ? null
                : "Basic " + Base64.getEncoder().encodeToString((user + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }

    private static @Nullable String given(@Nullable String option, String variable) {
        return option == null ? System.getenv(variable) : option;
    }

    private Map<String, String> question() {
        Map<String, String> given = new LinkedHashMap<>();
        put(given, "actor", actor);
        put(given, "model", model);
        put(given, "version", version);
        put(given, "run", run);
        put(given, "experiment", experiment);
        put(given, "kind", kind);
        put(given, "decision", decision);
        put(given, "from", from);
        put(given, "to", to);
        put(given, "correlation", correlation);
        put(given, "q", text);
        return given;
    }

    private static void put(Map<String, String> given, String name, @Nullable String value) {
        if (value != null) {
            given.put(name, value);
        }
    }
}
