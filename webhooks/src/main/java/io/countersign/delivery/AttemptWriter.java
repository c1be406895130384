package io.countersign.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes what came of attempts, those of many lanes in one transaction. While the database is away it waits for it, and
 * those who wait for what they told are held up too. What was not written is sent again after the next start.
 */
final class AttemptWriter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AttemptWriter.class);
    private static final int AT_ONCE = 2000;
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final TransactionTemplate transactions;
    private final AttemptRows rows;
    private final BlockingQueue<Told> queue = new LinkedBlockingQueue<>();
    private final Thread thread;
    private volatile boolean closing;

    private record Told(Attempt attempt, CompletableFuture<Void> written) {}

    AttemptWriter(TransactionTemplate transactions, AttemptRows rows) {
        this.transactions = transactions;
        this.rows = rows;
        thread = Thread.ofPlatform().daemon().name("webhook-attempts").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Completed once it is committed; never, when the server stops before. */
    CompletableFuture<Void> tell(Attempt attempt) {
        CompletableFuture<Void> written = new CompletableFuture<>();
        queue.add(new Told(attempt, written));
        return written;
    }

    private void run() {
        List<Told> batch = new ArrayList<>();
        try {
            while (!closing || !queue.isEmpty()) {
                Told first = queue.poll(100, TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    queue.drainTo(batch, AT_ONCE - 1);
                    write(batch);
                    batch.clear();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(List<Told> batch) throws InterruptedException {
        List<Attempt> attempts = batch.stream().map(Told::attempt).toList();
        while (true) {
            try {
                transactions.executeWithoutResult(status -> rows.write(attempts));
                batch.forEach(told -> told.written().complete(null));
                return;
            } catch (RuntimeException e) {
                LOG.warn("What came of {} deliveries could not be written yet: {}", batch.size(), e.getMessage());
                Thread.sleep(PAUSE);
            }
        }
    }

    @Override
    public void close() {
        closing = true;
        try {
            if (!thread.join(CLOSING)) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
