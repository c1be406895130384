package io.countersign.cli;

import io.countersign.access.DefaultPermission;
import io.countersign.startup.StartupError;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the server listens, and whom it lets in. */
@SuppressWarnings("NullAway.Init") // set by the command line
final class ListenOptions {

    private static final Set<String> MODES = Set.of("local", "keycloak", "none");
    private static final Set<String> PERMISSIONS =
            Arrays.stream(DefaultPermission.values()).map(Enum::name).collect(Collectors.toSet());

    @Option(
            names = "--port",
            defaultValue = "${env:COUNTERSIGN_PORT:-5000}",
            description = "TCP port, or 0 for any that is free (COUNTERSIGN_PORT; default: 5000).")
    int port;

    @Option(
            names = "--host",
            defaultValue = "${env:COUNTERSIGN_HOST:-127.0.0.1}",
            description = "Address to listen on (COUNTERSIGN_HOST; default: 127.0.0.1).")
    String host;

    @Option(
            names = "--auth",
            paramLabel = "local|keycloak|none",
            defaultValue = "${env:COUNTERSIGN_AUTH:-local}",
            description =
                    "Who lets people in: this server by passwords, an OpenID provider such as Keycloak (see --issuer), or"
                            + " none: one person on one machine (COUNTERSIGN_AUTH; default: local).")
    String auth;

    @Option(
            names = "--default-permission",
            paramLabel = "READ|NO_PERMISSIONS",
            defaultValue = "${env:COUNTERSIGN_DEFAULT_PERMISSION:-READ}",
            description =
                    "What viewers and contributors have on models and experiments that nobody gave them a permission on:"
                            + " READ, and what else their role allows, or NO_PERMISSIONS: such objects are not there for them"
                            + " (COUNTERSIGN_DEFAULT_PERMISSION; default: READ).")
    String defaultPermission;

    @Mixin
    TlsOptions tls;

    boolean asksProvider() {
        return auth.equals("keycloak");
    }

    boolean isWithoutSignIn() {
        return auth.equals("none");
    }

    String url() {
        return (tls.isOn() ? "https://" : "http://") + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    /** @throws StartupError when the server could not listen there, or must not */
    void check() {
        if (!MODES.contains(auth)) {
            throw StartupError.of("--auth must be 'local', 'keycloak' or 'none', not '%s'.", auth);
        }
        if (!PERMISSIONS.contains(defaultPermission)) {
            throw StartupError.of("--default-permission must be READ or NO_PERMISSIONS, not '%s'.", defaultPermission);
        }
        tls.check();
        InetAddress address = address();
        if (isWithoutSignIn() && !address.isLoopbackAddress()) {
            throw StartupError.of(
                    "--auth none lets everybody in who can reach %s; it is allowed only on 127.0.0.1. Use --auth local.",
                    host);
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(address, port));
            port = socket.getLocalPort();
        } catch (IOException | IllegalArgumentException e) {
            throw StartupError.of(
                    "Port %d of %s cannot be used (%s); stop what uses it, or choose another with --port.",
                    port, host, String.valueOf(e.getMessage()));
        }
    }

    private InetAddress address() {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw StartupError.of("--host %s is not an address of this machine.", host);
        }
    }
}
