package io.countersign.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes what came of attempts and lets go of lanes, many in one transaction. While the database is away it waits for it,
 * and so do the lanes. What was not written is sent again after the next start.
 */
final class AttemptWriter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AttemptWriter.class);
    private static final int AT_ONCE = 2000;
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final TransactionTemplate transactions;
    private final AttemptRows rows;
    private final Lanes lanes;
    private final BlockingQueue<Told> queue = new LinkedBlockingQueue<>();
    private final Thread thread;
    private volatile boolean closing;

    /** What is to be written, in the order in which it was told. */
    private sealed interface Told {

        record Came(Attempt attempt) implements Told {}

        record LetGo(Lane lane, CompletableFuture<Void> written) implements Told {}
    }

    AttemptWriter(TransactionTemplate transactions, AttemptRows rows, Lanes lanes) {
        this.transactions = transactions;
        this.rows = rows;
        this.lanes = lanes;
        thread = Thread.ofPlatform().daemon().name("webhook-attempts").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    void tell(Attempt attempt) {
        queue.add(new Told.Came(attempt));
    }

    /** Completed once the lane is free and all that was told before is committed; never, when the server stops before. */
    CompletableFuture<Void> letGo(Lane lane) {
        CompletableFuture<Void> written = new CompletableFuture<>();
        queue.add(new Told.LetGo(lane, written));
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
        List<Attempt> attempts = told(batch, Told.Came.class, Told.Came::attempt);
        List<Lane> free = told(batch, Told.LetGo.class, Told.LetGo::lane);
        while (true) {
            try {
                transactions.executeWithoutResult(status -> write(attempts, free));
                told(batch, Told.LetGo.class, Told.LetGo::written).forEach(written -> written.complete(null));
                return;
            } catch (RuntimeException e) {
                LOG.warn("What came of {} deliveries could not be written yet: {}", attempts.size(), e.getMessage());
                Thread.sleep(PAUSE);
            }
        }
    }

    private void write(List<Attempt> attempts, List<Lane> free) {
        if (!attempts.isEmpty()) {
            rows.write(attempts);
        }
        if (!free.isEmpty()) {
            lanes.release(free);
        }
    }

    private static <T extends Told, R> List<R> told(List<Told> batch, Class<T> kind, Function<T, R> what) {
        return batch.stream().filter(kind::isInstance).map(kind::cast).map(what).toList();
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
