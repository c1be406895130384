package io.countersign.trail;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Makes the index grow while the server runs, so that who asks finds little left to do. */
public final class TrailKeeping implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(TrailKeeping.class);
    private static final long PAUSE_MILLIS = 500;

    private final TrailIndex index;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("audit-index").factory());
    private volatile boolean running;
    private String told = "";

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
            told = "";
        } catch (DataAccessException | TransactionException e) {
            LOG.debug("The index of the audit history could not be brought forward.", e);
        } catch (RuntimeException e) {
            tell(e);
        }
    }

    /** Once, and not twice a second. */
    private void tell(RuntimeException failure) {
        if (!told.equals(String.valueOf(failure.getMessage()))) {
            told = String.valueOf(failure.getMessage());
            LOG.error("The audit history does not go on: an event cannot be read.", failure);
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
