package io.countersign.events;

import io.countersign.log.Horizon;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Tells those who wait for events that there are some. While anybody waits, one thread looks, for all of them and for the
 * events of other servers too; whoever waits holds no connection. When the server stops, nobody waits any longer.
 */
@Component
final class News implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(News.class);
    private static final Duration PACE = Duration.ofMillis(40);
    private static final Duration WHILE_THE_DATABASE_IS_AWAY = Duration.ofSeconds(1);

    private final Horizon horizon;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition somebodyWaits = lock.newCondition();
    private final Condition news = lock.newCondition();
    private int waiting;
    private long reached;
    private boolean open;

    News(Horizon horizon) {
        this.horizon = horizon;
    }

    /** Waits until the log can be read beyond an index, at most so long. @return up to where it can be read */
    long awaitBeyond(long index, Duration most) throws InterruptedException {
        lock.lock();
        try {
            waiting++;
            somebodyWaits.signal();
            long left = most.toNanos();
            while (open && reached <= index && left > 0) {
                left = news.awaitNanos(left);
            }
            return reached;
        } finally {
            waiting--;
            lock.unlock();
        }
    }

    /** Whether there is anything to wait for; not when the server stops. */
    boolean isOpen() {
        lock.lock();
        try {
            return open;
        } finally {
            lock.unlock();
        }
    }

    /** How many wait. */
    int waiting() {
        lock.lock();
        try {
            return waiting;
        } finally {
            lock.unlock();
        }
    }

    private void watch() {
        try {
            while (awaitSomebody()) {
                Thread.sleep(look());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean awaitSomebody() throws InterruptedException {
        lock.lock();
        try {
            while (open && waiting == 0) {
                somebodyWaits.await();
            }
            return open;
        } finally {
            lock.unlock();
        }
    }

    /** @return how long to pause after it */
    private Duration look() {
        try {
            reach(horizon.now());
            return PACE;
        } catch (DataAccessException | TransactionException e) {
            LOG.debug("Whether there are events cannot be seen.", e);
            return WHILE_THE_DATABASE_IS_AWAY;
        }
    }

    private void reach(long index) {
        lock.lock();
        try {
            reached = Math.max(reached, index);
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void start() {
        lock.lock();
        try {
            open = true;
        } finally {
            lock.unlock();
        }
        Thread.ofVirtual().name("events-news").start(this::watch);
    }

    /** Before the web server waits for the requests that are under way: its phase is lower than this one's. */
    @Override
    public void stop() {
        lock.lock();
        try {
            open = false;
            news.signalAll();
            somebodyWaits.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isRunning() {
        return isOpen();
    }
}
