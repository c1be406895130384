package io.countersign.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** So many things at the same time for each caller; for others they wait their turn. Safe for many threads. */
public final class Slots {

    private final int most;
    private final int mostWaiting;
    private final Duration patience;

    /** Of who holds none and waits for none, nothing is kept. */
    private final Cache<String, Semaphore> callers =
            Caffeine.newBuilder().weakValues().build();

    /**
     * @param most 0 where there is no limit
     * @param mostWaiting of one caller; further ones do not even wait
     * @param patience how long one waits
     */
    public Slots(int most, int mostWaiting, Duration patience) {
        this.most = most;
        this.mostWaiting = mostWaiting;
        this.patience = patience;
    }

    /** To be closed by whoever is done. */
    @FunctionalInterface
    public interface Slot extends AutoCloseable {

        @Override
        void close();
    }

    /** @return empty when none became free in time, or none could be waited for */
    public Optional<Slot> enter(String caller) {
        return enter(caller, 1);
    }

    /** For something that takes as much as so many others, or as there may be of them if it takes more. */
    public Optional<Slot> enter(String caller, int size) {
        if (most == 0) {
            return Optional.of(() -> {});
        }
        int taken = Math.min(size, most);
        Semaphore free = callers.get(caller, key -> new Semaphore(most, true));
        return isFree(free, taken) ? Optional.of(() -> free.release(taken)) : Optional.empty();
    }

    private boolean isFree(Semaphore free, int taken) {
        if (free.tryAcquire(taken)) {
            return true;
        }
        try {
            return free.getQueueLength() < mostWaiting
                    && free.tryAcquire(taken, patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
