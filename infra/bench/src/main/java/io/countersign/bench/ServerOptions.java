package io.countersign.bench;

import java.net.URI;
import picocli.CommandLine.Option;

/** The server to measure, and who asks it. */
@SuppressWarnings("NullAway.Init") // set by the command line
final class ServerOptions {

    @Option(names = "--target", defaultValue = "http://127.0.0.1:5000", description = "Default: ${DEFAULT-VALUE}.")
    private URI target;

    @Option(names = "--user", defaultValue = "admin", description = "An administrator; default: ${DEFAULT-VALUE}.")
    private String user;

    @Option(
            names = "--password",
            defaultValue = "${env:COUNTERSIGN_ADMIN_PASSWORD:-none}",
            description = "Default: COUNTERSIGN_ADMIN_PASSWORD.")
    private String password;

    URI target() {
        return target;
    }

    TrackingClient client() {
        return new TrackingClient(target, user, password);
    }
}
