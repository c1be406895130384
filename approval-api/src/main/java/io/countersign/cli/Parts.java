package io.countersign.cli;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was started, to be stopped in the reverse order, all of it whatever fails. Safe for many threads. */
final class Parts implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Parts.class);

    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private boolean closed;

    /** It is too late to start anything. */
    static final class Stopping extends IllegalStateException {

        private static final long serialVersionUID = 1L;

        private Stopping() {
            super("The server is stopping.");
        }
    }

    /** Stops the part at once when everything is being stopped already. */
    synchronized <T extends AutoCloseable> T add(T part) {
        if (closed) {
            close(part);
            throw new Stopping();
        }
        started.push(part);
        return part;
    }

    @Override
    public synchronized void close() {
        closed = true;
        while (!started.isEmpty()) {
            close(started.pop());
        }
    }

    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            LOG.warn("{} could not be stopped: {}", part.getClass().getSimpleName(), e.getMessage());
        }
    }
}
