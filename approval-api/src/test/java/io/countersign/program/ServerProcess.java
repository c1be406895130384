package io.countersign.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.database.DatabaseAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The packaged program, serving, as a process of its own. Whatever happens to the tests, what was started here is ended
 * with the virtual machine that runs them.
 */
final class ServerProcess implements AutoCloseable {

    static final String ADMIN_PASSWORD = "a password for these tests";

    private static final Duration READY_WITHIN = Duration.ofSeconds(120);
    private static final Duration GONE_WITHIN = Duration.ofSeconds(20);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Set<ServerProcess> STARTED = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> STARTED.forEach(ServerProcess::close), "clean up"));
    }

    private final Path data;
    private final int port;
    private final Process process;
    private final Path out;
    private final Path err;

    private ServerProcess(Path data, int port, Process process, Path out, Path err) {
        this.data = data;
        this.port = port;
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** Starts a server on a free port and returns once it answers. */
    static ServerProcess start(Path data, String... options) {
        return start(data, freePort(), options);
    }

    static ServerProcess start(Path data, int port, String... options) {
        ServerProcess server = launch(data, port, options);
        try {
            server.awaitReady();
            return server;
        } catch (RuntimeException | Error e) {
            server.close();
            throw e;
        }
    }

    /** Starts a server that may or may not come up. */
    static ServerProcess launch(Path data, int port, String... options) {
        return launch(data, port, Map.of(), options);
    }

    static ServerProcess launch(Path data, int port, Map<String, String> environment, String... options) {
        List<String> arguments =
                new ArrayList<>(List.of("serve", "--port", Integer.toString(port), "--data-dir", data.toString()));
        arguments.addAll(List.of(options));
        try {
            Path out = Files.createTempFile(Program.scratch("output"), "server-", ".out");
            Path err = out.resolveSibling(out.getFileName().toString().replace(".out", ".err"));
            ProcessBuilder builder = Program.with(arguments)
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
            builder.environment().put("COUNTERSIGN_ADMIN_PASSWORD", ADMIN_PASSWORD);
            builder.environment().putAll(environment);
            ServerProcess server = new ServerProcess(data, port, builder.start(), out, err);
            STARTED.add(server);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitReady() {
        Until.within(READY_WITHIN, () -> !process.isAlive() || isHealthy());
        assertThat(process.isAlive() && isHealthy())
                .as("a server that answers; what it said:%n%s%n%s", out(), err())
                .isTrue();
    }

    /** Whether it answers that it is ready. */
    boolean isHealthy() {
        try {
            return Http.anonymous(uri()).get("/health").status() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    int port() {
        return port;
    }

    Path data() {
        return data;
    }

    Http admin() {
        return Http.as(uri(), "admin", ADMIN_PASSWORD);
    }

    String out() {
        return read(out);
    }

    String err() {
        return read(err);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How to reach the embedded database, as the server wrote it down for those who may read its directory. */
    DatabaseAddress database() {
        JsonNode kept = kept("postgres.json");
        return new DatabaseAddress(
                "jdbc:postgresql://" + kept.get("host").stringValue() + ":"
                        + kept.get("port").intValue() + "/"
                        + kept.get("database").stringValue(),
                kept.get("user").stringValue(),
                kept.get("password").stringValue());
    }

    /** The embedded broker, which starts while the server already answers. */
    String kafka() {
        Until.require(READY_WITHIN, () -> Files.exists(data.resolve("kafka/ready.pid")), () -> "no broker:\n" + err());
        return "127.0.0.1:" + kept("kafka.json").get("broker").intValue();
    }

    private JsonNode kept(String name) {
        return JSON.readTree(read(data.resolve(name)));
    }

    /** Of the embedded database's main process. */
    long postmaster() {
        return Long.parseLong(read(data.resolve("postgresql/postmaster.pid"))
                .lines()
                .findFirst()
                .orElseThrow());
    }

    /** Of the embedded broker. */
    long broker() {
        kafka();
        return Long.parseLong(read(data.resolve("kafka/ready.pid")).strip());
    }

    /** None while it starts. */
    Optional<Long> readyBroker() {
        Path ready = data.resolve("kafka/ready.pid");
        return Files.exists(ready)
                ? Optional.of(read(ready).strip()).filter(pid -> !pid.isEmpty()).map(Long::valueOf)
                : Optional.empty();
    }

    long pid() {
        return process.pid();
    }

    boolean isRunning() {
        return process.isAlive();
    }

    /** The exit status of a server that ends by itself. */
    int awaitEnd(Duration time) {
        try {
            assertThat(process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS))
                    .as("ended within %s; what it said:%n%s%n%s", time, out(), err())
                    .isTrue();
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Asks the server to end (SIGTERM), and requires that it and all that it started are gone in time. */
    void terminate() {
        Set<ProcessHandle> family = Family.of(process.toHandle(), data);
        long deadline = System.nanoTime() + GONE_WITHIN.toNanos();
        process.destroy();
        awaitEnd(GONE_WITHIN);
        Until.require(
                Duration.ofNanos(deadline - System.nanoTime()),
                () -> Family.alive(family).isEmpty() && Family.in(data).isEmpty(),
                () -> "Left behind by a server that was asked to end:\n" + Family.describe(Family.alive(family)));
        STARTED.remove(this);
    }

    /** Kills the server, and it alone. */
    void kill() {
        process.destroyForcibly();
        awaitEnd(Duration.ofSeconds(10));
    }

    /** Ends everything that is left of it, politely first. */
    @Override
    public void close() {
        Set<ProcessHandle> family = Family.of(process.toHandle(), data);
        process.destroy();
        if (!Until.within(GONE_WITHIN, () -> !process.isAlive())) {
            process.destroyForcibly();
        }
        Family.alive(family).forEach(ProcessHandle::destroyForcibly);
        Family.in(data).forEach(ProcessHandle::destroyForcibly);
        STARTED.remove(this);
    }
}
