package io.countersign.embedded;

import io.countersign.startup.StartupError;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one child process running: when it ends unasked it is started again, at once the first time and with growing
 * pauses while it keeps ending, so that a child that cannot live writes few lines to the log.
 */
final class Supervisor implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration STABLE = Duration.ofMinutes(1);

    /** How to start the child and how to end it. */
    interface Child {
        /**
         * Returns a child that is ready for work. A child that does not become ready, or is interrupted before, is
         * ended first.
         *
         * @throws StartupError when it does not become ready
         */
        Process launch() throws InterruptedException;

        /** Returns when the process is gone, whether it was running or not. */
        void stop(Process process);
    }

    private final String name;
    private final Child child;
    private final Thread watcher;
    private volatile Process process;
    private volatile boolean closing;

    /** Takes a child that {@code launch()} has started. */
    Supervisor(String name, Child child, Process process) {
        this.name = name;
        this.child = child;
        this.process = process;
        this.watcher =
                Thread.ofPlatform().daemon().name("supervisor of " + name).start(this::watch);
    }

    /** The process of now, which changes when it had to be started again. */
    Process process() {
        return process;
    }

    private void watch() {
        Duration pause = Duration.ZERO;
        try {
            while (!closing) {
                long since = System.nanoTime();
                int status = process.waitFor();
                if (closing) {
                    return;
                }
                LOG.warn("{} (pid {}) ended with status {}; starting it again.", name, process.pid(), status);
                boolean stable = System.nanoTime() - since > STABLE.toNanos();
                pause = relaunch(stable ? Duration.ZERO : pause);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Tries until it runs and returns the pause that the next failure must wait. */
    private Duration relaunch(Duration first) throws InterruptedException {
        Duration pause = first;
        while (true) {
            Thread.sleep(pause);
            pause = longer(pause);
            try {
                process = child.launch();
                LOG.info("{} runs again (pid {}).", name, process.pid());
                return pause;
            } catch (StartupError e) {
                LOG.error("{} Next attempt in {} ms.", e.getMessage(), pause.toMillis());
            } catch (RuntimeException e) {
                LOG.error("{} could not be started again; next attempt in {} ms.", name, pause.toMillis(), e);
            }
        }
    }

    private static Duration longer(Duration pause) {
        Duration next = pause.isZero() ? Duration.ofMillis(250) : pause.multipliedBy(2);
        return next.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : next;
    }

    /** Ends the child for good; a second caller waits until the first is done. */
    @Override
    public synchronized void close() {
        if (closing) {
            return;
        }
        closing = true;
        watcher.interrupt();
        joinUninterruptibly();
        child.stop(process);
    }

    private void joinUninterruptibly() {
        boolean interrupted = false;
        while (true) {
            try {
                watcher.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
