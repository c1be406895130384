package io.countersign.oidc;

import io.countersign.assembly.Deadline;
import io.countersign.assembly.FreePort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.springframework.util.FileSystemUtils;

/** The real Keycloak, on loopback, with the realm file that ships with this program. One for all tests. */
final class KeycloakServer {

    static final String CLIENT_SECRET = "the secret of the server's own client";

    private static final Duration PATIENCE = Duration.ofSeconds(180);
    private static final Path REALM = Path.of("../infra/deploy/keycloak/countersign-realm.json");
    private static final String ADMIN = "bootstrap";
    private static final String ADMIN_PASSWORD = "only for tests";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static final KeycloakServer SHARED = start();

    private final Path home;
    private final Process process;
    private final int port = FreePort.any();

    private KeycloakServer(Path home) throws IOException {
        this.home = home;
        process = launch();
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
        Deadline.within(PATIENCE, "Keycloak answers", this::answers);
    }

    static KeycloakServer shared() {
        return SHARED;
    }

    private static KeycloakServer start() {
        try {
            return new KeycloakServer(unpacked());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    String issuer() {
        return base() + "/realms/countersign";
    }

    String base() {
        return "http://127.0.0.1:" + port;
    }

    KeycloakRealm realm() {
        return new KeycloakRealm(base(), ADMIN, ADMIN_PASSWORD);
    }

    private Process launch() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                home.resolve("bin/kc.sh").toString(),
                "start-dev",
                "--import-realm",
                "--http-host=127.0.0.1",
                "--http-port=" + port,
                "--http-management-port=" + FreePort.any()));
        builder.environment()
                .putAll(Map.of(
                        "KC_BOOTSTRAP_ADMIN_USERNAME", ADMIN,
                        "KC_BOOTSTRAP_ADMIN_PASSWORD", ADMIN_PASSWORD,
                        "COUNTERSIGN_OIDC_CLIENT_SECRET", CLIENT_SECRET,
                        "JAVA_HOME", System.getProperty("java.home"),
                        "JAVA_OPTS_KC_HEAP", "-Xmx512m"));
        return builder.redirectErrorStream(true)
                .redirectOutput(home.resolve("log").toFile())
                .start();
    }

    private boolean answers() {
        if (!process.isAlive()) {
            throw new IllegalStateException("Keycloak ended; see " + home.resolve("log"));
        }
        try {
            URI address = URI.create(issuer() + "/.well-known/openid-configuration");
            return HTTP.send(HttpRequest.newBuilder(address).build(), BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The shell that was started ends its child. */
    private void stop() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
            FileSystemUtils.deleteRecursively(home);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Maven brings it as an archive, which knows nothing of who may run what. */
    private static Path unpacked() throws IOException {
        Path home = Files.createTempDirectory("keycloak");
        try (ZipInputStream archive = new ZipInputStream(Files.newInputStream(Path.of("target", "keycloak.zip")))) {
            for (ZipEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
                Path file = home.resolve(withoutFirst(entry.getName())).normalize();
                if (!entry.isDirectory() && file.startsWith(home)) {
                    Files.createDirectories(file.getParent());
                    Files.copy(archive, file);
                }
            }
        }
        Path script = home.resolve("bin/kc.sh");
        if (!script.toFile().setExecutable(true)) {
            throw new IOException(script + " cannot be made executable.");
        }
        Path imports = Files.createDirectories(home.resolve("data/import"));
        Files.copy(REALM, imports.resolve(REALM.getFileName()));
        return home;
    }

    private static String withoutFirst(String path) {
        return path.substring(path.indexOf('/') + 1);
    }
}
