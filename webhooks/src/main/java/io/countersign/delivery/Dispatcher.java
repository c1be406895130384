package io.countersign.delivery;

import io.countersign.webhook.WebhookId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Claims lanes as they become due and has each worked on by a thread of its own. */
final class Dispatcher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    /** Lanes of all receivers, and of one, that this server works on at once. */
    private static final int MOST = 256;

    private static final int MOST_OF_EACH = 8;
    private static final Duration LOOK = Duration.ofMillis(250);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final Lanes lanes;
    private final LaneWork work;
    private final Semaphore news = new Semaphore(0);
    private final Map<WebhookId, Integer> active = new ConcurrentHashMap<>();
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final Thread thread =
            Thread.ofPlatform().daemon().name("webhook-dispatcher").unstarted(this::run);
    private volatile boolean closing;

    Dispatcher(Lanes lanes, LaneWork work) {
        this.lanes = lanes;
        this.work = work;
    }

    void start() {
        thread.start();
    }

    /** There may be something to do. */
    void wake() {
        news.release();
    }

    private void run() {
        boolean first = true;
        while (!closing) {
            try {
                if (first) {
                    lanes.freeOwn();
                    first = false;
                }
                if (!dispatch()) {
                    await(LOOK);
                }
            } catch (RuntimeException e) {
                if (!closing) {
                    LOG.warn("Webhooks wait: {}", e.getMessage());
                    await(AFTER_FAILURE);
                }
            }
        }
    }

    /** @return whether there was anything to do */
    private boolean dispatch() {
        int room = MOST - active.values().stream().mapToInt(Integer::intValue).sum();
        if (room <= 0) {
            return false;
        }
        List<WebhookId> busy = active.entrySet().stream()
                .filter(entry -> entry.getValue() >= MOST_OF_EACH)
                .map(Map.Entry::getKey)
                .toList();
        List<Lane> claimed = lanes.claim(room, MOST_OF_EACH / 2, busy);
        claimed.forEach(lane -> {
            active.merge(lane.webhook(), 1, Integer::sum);
            workers.execute(() -> workOn(lane));
        });
        return !claimed.isEmpty();
    }

    private void workOn(Lane lane) {
        try {
            work.workOn(lane, () -> closing);
            lanes.release(lane);
        } catch (RuntimeException e) {
            if (!closing) {
                LOG.warn("A lane of webhook {} is left for now: {}", lane.webhook(), e.getMessage());
            }
        } finally {
            active.computeIfPresent(lane.webhook(), (webhook, count) -> count == 1 ? null : count - 1);
            wake();
        }
    }

    private void await(Duration longest) {
        try {
            if (news.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS)) {
                news.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closing = true;
        }
    }

    /** Attempts under way are awaited for a moment; what they come to is then still told. */
    @Override
    public void close() {
        closing = true;
        wake();
        workers.shutdown();
        try {
            thread.join(CLOSING);
            if (!workers.awaitTermination(CLOSING.toMillis(), TimeUnit.MILLISECONDS)) {
                workers.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
