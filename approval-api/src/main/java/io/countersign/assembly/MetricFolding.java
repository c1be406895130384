package io.countersign.assembly;

import io.countersign.tracking.LatestMetrics;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Folds the latest values of metrics while the server runs, so that who reads them finds little left to do. */
final class MetricFolding implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(MetricFolding.class);
    private static final long PAUSE_MILLIS = 250;

    private final LatestMetrics metrics;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("metric-folding").factory());
    private volatile boolean running;

    MetricFolding(LatestMetrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public void start() {
        running = true;
        thread.scheduleWithFixedDelay(this::fold, PAUSE_MILLIS, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Again after the pause when the database does not answer; until then searches fold by themselves, or fail too. */
    private void fold() {
        try {
            metrics.catchUp();
        } catch (RuntimeException e) {
            LOG.debug("The latest values of metrics could not be folded.", e);
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
