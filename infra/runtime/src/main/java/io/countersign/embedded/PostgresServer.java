package io.countersign.embedded;

import io.countersign.startup.StartupError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One postmaster at a time on the files of a data directory.
 *
 * <p>The postmaster outlives a server that was killed. Such an orphan is stopped rather than adopted: a stop takes less
 * than a second, cuts off the transactions of the dead server, and leaves a child of our own, which runs with the
 * programs and settings of this release and whose end we are told of.
 */
final class PostgresServer implements Supervisor.Child {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresServer.class);
    private static final int FAST_SECONDS = 10;
    private static final int IMMEDIATE_SECONDS = 5;
    /** Recovery after a crash reads up to {@code max_wal_size} of log, 1 GB. */
    private static final Duration READY_WITHIN = Duration.ofMinutes(5);

    private static final Duration BACKENDS_END_WITHIN = Duration.ofSeconds(5);

    private final PostgresCluster cluster;
    private final LogFile log;
    private final int port;

    PostgresServer(PostgresCluster cluster, LogFile log, int port) {
        this.cluster = cluster;
        this.log = log;
        this.port = port;
    }

    @Override
    public Process launch() throws InterruptedException {
        endOrphans();
        try {
            long start = log.size();
            Process process = cluster.server(port)
                    .builder()
                    .redirectErrorStream(true)
                    .redirectOutput(log.append())
                    .start();
            return ready(process, start);
        } catch (IOException e) {
            throw StartupError.of("PostgreSQL cannot be started in %s: %s.", cluster.path(), e);
        }
    }

    private Process ready(Process process, long logStart) throws InterruptedException {
        boolean ready = false;
        try {
            Poll.until(READY_WITHIN, () -> !process.isAlive() || isReady(process));
            ready = process.isAlive() && isReady(process);
        } finally {
            if (!ready) {
                stop(process);
            }
        }
        if (!ready) {
            throw StartupError.of(
                    "PostgreSQL did not start: %s (more in %s).", log.lastComplaintSince(logStart), log.path());
        }
        return process;
    }

    private boolean isReady(Process process) {
        return Postmaster.read(cluster.path())
                .filter(postmaster -> postmaster.pid() == process.pid() && postmaster.ready())
                .isPresent();
    }

    @Override
    public void stop(Process process) {
        try {
            stopPostmaster();
            if (!process.waitFor(1, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void stopPostmaster() throws IOException {
        if (postmasterRuns()) {
            cluster.stop("fast", FAST_SECONDS);
        }
        if (postmasterRuns()) {
            cluster.stop("immediate", IMMEDIATE_SECONDS);
        }
    }

    private boolean postmasterRuns() {
        return Postmaster.read(cluster.path())
                .filter(postmaster -> Postmaster.isOn(cluster.path(), postmaster.pid()))
                .isPresent();
    }

    /**
     * Leaves no process on the files. The backends of a postmaster that was killed notice it and end by themselves;
     * those that do not are busy with a statement that nobody waits for. A {@code postmaster.pid} that is left then is
     * stale, and would stop the next postmaster if another process had got its number.
     */
    void endOrphans() throws InterruptedException {
        Path files = cluster.path();
        try {
            if (postmasterRuns()) {
                LOG.info("A PostgreSQL of a server that was killed still runs in {}; stopping it.", files);
                stopPostmaster();
            }
            endBackends(files);
            Files.deleteIfExists(Postmaster.file(files));
        } catch (IOException e) {
            throw StartupError.of("A PostgreSQL that cannot be stopped may work in %s (%s); end it.", files, e);
        }
    }

    private static void endBackends(Path files) throws IOException, InterruptedException {
        if (!Poll.until(BACKENDS_END_WITHIN, () -> nobodyOn(files))) {
            Postmaster.processesOn(files).forEach(ProcessHandle::destroyForcibly);
        }
        if (!Poll.until(BACKENDS_END_WITHIN, () -> nobodyOn(files))) {
            throw new IOException("processes " + Postmaster.processesOn(files));
        }
    }

    private static boolean nobodyOn(Path files) {
        return Postmaster.processesOn(files).isEmpty();
    }
}
