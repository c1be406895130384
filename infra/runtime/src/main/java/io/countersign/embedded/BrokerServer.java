package io.countersign.embedded;

import io.countersign.startup.StartupError;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One broker process at a time on the files of a data directory. */
final class BrokerServer implements Supervisor.Child {

    private static final Duration READY_WITHIN = Duration.ofMinutes(2);
    private static final Duration ORPHAN_ENDS_WITHIN = Duration.ofSeconds(20);
    private static final int STOP_SECONDS = 10;

    private final BrokerFiles files;
    private final BrokerPorts ports;
    private final LogFile log;

    BrokerServer(BrokerFiles files, BrokerPorts ports, LogFile log) {
        this.files = files;
        this.ports = ports;
        this.log = log;
    }

    @Override
    public Process launch() throws InterruptedException {
        awaitOrphan(files);
        files.write(ports);
        try {
            long start = log.size();
            Process process = command()
                    .builder()
                    .redirectErrorStream(true)
                    .redirectOutput(log.append())
                    .start();
            return ready(process, start);
        } catch (IOException e) {
            throw StartupError.of("Kafka cannot be started in %s: %s.", files.directory(), e);
        }
    }

    /** A broker whose server was killed ends by itself; until it has, the files and ports are its own. */
    static void awaitOrphan(BrokerFiles files) throws InterruptedException {
        if (!Poll.until(ORPHAN_ENDS_WITHIN, () -> !files.inUse())) {
            throw StartupError.of(
                    "Another Kafka broker (pid %s) works in %s and does not end; end it.",
                    files.readyPid().map(Object::toString).orElse("unknown"), files.directory());
        }
    }

    private Command command() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return Command.of(List.of(java), "-Xms64m", "-Xmx320m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
                .with("-XX:+ExitOnOutOfMemoryError", "-Djava.awt.headless=true")
                .with("-Dlogback.configurationFile=io/countersign/embedded/broker-logback.xml")
                .with("-Dcountersign.broker.log=" + log.path())
                .with("-cp", System.getProperty("java.class.path"), BrokerProcess.class.getName())
                .with(
                        files.properties().toString(),
                        ports.clusterId(),
                        files.ready().toString())
                .inOwnSession();
    }

    private Process ready(Process process, long logStart) throws InterruptedException {
        boolean ready = false;
        try {
            Poll.until(READY_WITHIN, () -> !process.isAlive() || isReady(process));
            ready = process.isAlive() && isReady(process);
        } finally {
            if (!ready) {
                process.destroyForcibly();
            }
        }
        if (!ready) {
            throw StartupError.of(
                    "Kafka did not start: %s (more in %s).", log.lastComplaintSince(logStart), log.path());
        }
        return process;
    }

    private boolean isReady(Process process) {
        return files.readyPid().filter(pid -> pid.equals(process.pid())).isPresent();
    }

    @Override
    public void stop(Process process) {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
