package io.countersign.cli;

import io.countersign.startup.StartupError;
import io.countersign.witness.LogClient;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which running server a command asks, and as whom: somebody with the role auditor. */
@SuppressWarnings("NullAway.Init") // set by the command line
final class CallerOptions {

    private static final String TOKEN = "COUNTERSIGN_TOKEN";
    private static final String PASSWORD = "COUNTERSIGN_PASSWORD";

    @Option(
            names = "--server",
            paramLabel = "URL",
            defaultValue = "${env:COUNTERSIGN_SERVER:-http://127.0.0.1:5000}",
            description = "The server (COUNTERSIGN_SERVER; default: http://127.0.0.1:5000).")
    private String server;

    @Option(
            names = "--user",
            paramLabel = "NAME",
            defaultValue = "${env:COUNTERSIGN_USER}",
            description = "Who signs in there (COUNTERSIGN_USER), with the password in " + PASSWORD + "; or a token in "
                    + TOKEN + ".")
    private @Nullable String user;

    URI url() {
        String url = server.replaceFirst("/+$", "");
        if (!url.matches("https?://[^\\s/?#@]+(/[^\\s?#]*)?")) {
            throw StartupError.of("--server must be a URL like http://127.0.0.1:5000, not '%s'.", server);
        }
        return URI.create(url);
    }

    LogClient log() {
        return new LogClient(url(), authorization());
    }

    /** Null where neither token nor user is given, as for a server without sign-in. */
    @Nullable
    String authorization() {
        String token = System.getenv(TOKEN);
        if (user == null || token != null) {
            return token == null ? null : "Bearer " + token;
        }
        String password = System.getenv(PASSWORD);
        if (password == null) {
            throw StartupError.of("The password of %s is read from %s, which is not set.", user, PASSWORD);
        }
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }
}
