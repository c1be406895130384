package io.countersign.trail;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Makes the index grow while the server runs, so that who asks finds little left to do. */
public final class TrailKeeping implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(TrailKeeping.class);
    private static final long PAUSE_MILLIS = 500;

    private final TrailIndex index;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("audit-index").factory());
    private volatile boolean running;

    public TrailKeeping(TrailIndex index) {
        this.index = index;
    }

    @Override
    public void start() {
        running = true;
        thread.scheduleWithFixedDelay(this::advance, PAUSE_MILLIS, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Again after the pause when the database does not answer. */
    private void advance() {
        try {
            index.advance();
        } catch (RuntimeException e) {
            LOG.debug("The index of the audit history could not be brought forward.", e);
        }
    }

    @Override
    public void stop() {
        running = false;
        thread.shutdownNow();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
