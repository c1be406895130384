package io.countersign.cli;

import io.countersign.importer.Import;
import io.countersign.startup.StartupError;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code countersign import}. */
@Command(
        name = "import",
        description = "Brings what a running MLflow server has to a running Countersign, and compares the two. Started"
                + " again, it goes on where it was.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:everything is here as it is there",
            "1:something is different or was left, as printed; or a server went away"
        })
@SuppressWarnings("NullAway.Init") // set by the command line
public final class ImportCommand implements Callable<Integer> {

    @Option(
            names = "--from",
            required = true,
            paramLabel = "URL",
            description = "The MLflow server, for example http://old-mlflow:5000.")
    private String from;

    @Option(
            names = "--from-user",
            defaultValue = "${env:MLFLOW_TRACKING_USERNAME}",
            description = "Who signs in there (MLFLOW_TRACKING_USERNAME).")
    private @Nullable String fromUser;

    @Option(
            names = "--from-password",
            interactive = true,
            arity = "0..1",
            description = "Their password (MLFLOW_TRACKING_PASSWORD); without a value it is asked for.")
    private @Nullable String fromPassword;

    @Option(
            names = "--from-token",
            interactive = true,
            arity = "0..1",
            description = "Or a bearer token (MLFLOW_TRACKING_TOKEN); without a value it is asked for.")
    private @Nullable String fromToken;

    @Option(
            names = "--to",
            paramLabel = "URL",
            defaultValue = "${env:COUNTERSIGN_SERVER:-http://127.0.0.1:5000}",
            description = "Where Countersign is (COUNTERSIGN_SERVER; default: http://127.0.0.1:5000).")
    private String to;

    @Option(
            names = "--admin-user",
            defaultValue = "${env:COUNTERSIGN_ADMIN_USER:-admin}",
            description = "An admin there, who imports (COUNTERSIGN_ADMIN_USER; default: admin).")
    private String adminUser;

    @Option(
            names = "--admin-password",
            interactive = true,
            arity = "0..1",
            description = "The admin's password (COUNTERSIGN_ADMIN_PASSWORD); without a value it is asked for.")
    private @Nullable String adminPassword;

    @Option(
            names = "--parallel",
            defaultValue = "4",
            description = "How many runs are imported at a time (default: ${DEFAULT-VALUE}).")
    private int parallel;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (parallel < 1 || parallel > 64) {
            throw StartupError.of("--parallel must be from 1 to 64, not %d.", parallel);
        }
        PrintWriter err = spec.commandLine().getErr();
        ProgressBar[] bar = new ProgressBar[1];
        try (Import all = new Import(
                ServerUrl.of("--from", from),
                sourceAuthorization(),
                ServerUrl.of("--to", to),
                basic(adminUser, given(adminPassword, "COUNTERSIGN_ADMIN_PASSWORD")),
                parallel,
                spec.commandLine().getOut())) {
            boolean same = all.run(total -> bar[0] = new ProgressBar(err, "Importing", total, "runs and models"));
            return same ? 0 : 1;
        } finally {
            if (bar[0] != null) {
                bar[0].end();
            }
        }
    }

    private @Nullable String sourceAuthorization() {
        String token = given(fromToken, "MLFLOW_TRACKING_TOKEN");
        return token == null ? basic(fromUser, given(fromPassword, "MLFLOW_TRACKING_PASSWORD")) : "Bearer " + token;
    }

    private static @Nullable String given(@Nullable String option, String variable) {
        return option == null ? System.getenv(variable) : option;
    }

    private static @Nullable String basic(@Nullable String user, @Nullable String password) {
        return user == null || password == null
                ? null
                : "Basic "
                        + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** Addresses as people give them. */
    private static final class ServerUrl {
        static URI of(String option, String given) {
            String url = given.replaceFirst("/+$", "");
            if (!url.matches("https?://[^\\s/?#@]+(/[^\\s?#]*)?")) {
                throw StartupError.of("%s must be a URL like http://127.0.0.1:5000, not '%s'.", option, given);
            }
            return URI.create(url);
        }
    }
}
