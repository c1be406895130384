package io.countersign.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;

/** Keeps one server running, as a service manager would: on the same data, at the same port. */
final class Keeper implements AutoCloseable {

    private static final Duration BACK_WITHIN = Duration.ofMinutes(3);
    private static final String[] OPTIONS = {"--allow-address", "127.0.0.1"}; // where a receiver of webhooks is
    private static final Duration GONE_WITHIN = Duration.ofSeconds(10);

    private final Path data = Program.scratch("faults");
    private final Random unimportant = new Random(0);
    private ServerProcess server = ServerProcess.start(data, OPTIONS);
    private boolean starting;
    private boolean excused;
    private int endedWhileStarting;

    ServerProcess server() {
        return server;
    }

    void kill(Victim victim, ProcessHandle process) {
        process.destroyForcibly();
        Until.require(GONE_WITHIN, () -> !Family.isAlive(process), () -> victim + " survived SIGKILL");
        if (victim == Victim.SERVER) {
            server.kill();
            startAgain();
        } else {
            excused |= starting && victim != Victim.BROKER;
        }
    }

    private void startAgain() {
        server = ServerProcess.launch(data, server.port(), OPTIONS);
        starting = true;
        excused = false;
    }

    /** Only a server whose database is killed while it starts may end, with a word about it, and is started again. */
    void keepRunning() {
        if (!server.isRunning()) {
            assertThat(excused).as("ended by itself:%n%s", server.err()).isTrue();
            assertThat(server.err()).contains("countersign: ");
            endedWhileStarting++;
            startAgain();
        }
    }

    void awaitAllWell() {
        Until.require(BACK_WITHIN, this::allIsWell, () -> "not back after " + BACK_WITHIN + ":\n" + server.err());
        starting = false;
        excused = false;
    }

    /** How often the server gave up because its database was killed while it started. */
    int endedWhileStarting() {
        return endedWhileStarting;
    }

    private boolean allIsWell() {
        keepRunning();
        return Victim.POSTMASTER.in(server, unimportant).isPresent()
                && server.isHealthy()
                && Victim.BROKER
                        .in(server, unimportant)
                        .filter(broker -> server.readyBroker().equals(Optional.of(broker.pid())))
                        .isPresent();
    }

    @Override
    public void close() {
        server.close();
    }
}
