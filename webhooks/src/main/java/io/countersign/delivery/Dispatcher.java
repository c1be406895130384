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
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Claims lanes as they become due and has each worked on by a thread of its own. */
final class Dispatcher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    /** Lanes of all receivers, and of one, that this server works on at once. */
    private static final int MOST = 256;

    private static final int MOST_OF_EACH = 8;
    private static final Duration LOOK = Duration.ofMillis(250);

    /** Between two looks. Under load each message that was sent would cause one otherwise, for a lane or two. */
    private static final Duration PACE = Duration.ofMillis(10);

    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final Rounds rounds;
    private final LaneWork work;
    private final AttemptWriter writer;
    private final Semaphore news = new Semaphore(0);
    private final Map<WebhookId, Integer> active = new ConcurrentHashMap<>();
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final Thread thread =
            Thread.ofPlatform().daemon().name("webhook-dispatcher").unstarted(this::run);
    private volatile boolean closing;

    Dispatcher(Rounds rounds, LaneWork work, AttemptWriter writer) {
        this.rounds = rounds;
        this.work = work;
        this.writer = writer;
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
                    rounds.begin();
                    first = false;
                }
                long looked = System.nanoTime();
                if (!dispatch()) {
                    await(LOOK);
                }
                LockSupport.parkNanos(looked + PACE.toNanos() - System.nanoTime());
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
        List<Visit> visits = rounds.next(room, MOST_OF_EACH / 2, busy);
        visits.forEach(visit -> {
            active.merge(visit.lane().webhook(), 1, Integer::sum);
            workers.execute(() -> make(visit));
        });
        return !visits.isEmpty();
    }

    private void make(Visit visit) {
        WebhookId receiver = visit.lane().webhook();
        try {
            work.workOn(visit, () -> closing);
            writer.letGo(visit.lane()).join();
        } catch (RuntimeException e) {
            if (!closing) {
                LOG.warn("A lane of webhook {} is left for now: {}", receiver, e.getMessage());
            }
        } finally {
            active.computeIfPresent(receiver, (webhook, count) -> count == 1 ? null : count - 1);
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
        try {
            thread.join(CLOSING); // what it claimed until then is let go of by workers
            workers.shutdown();
            if (!workers.awaitTermination(CLOSING.toMillis(), TimeUnit.MILLISECONDS)) {
                workers.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
