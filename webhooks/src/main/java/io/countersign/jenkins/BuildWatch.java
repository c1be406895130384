package io.countersign.jenkins;

import io.countersign.egress.Egress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the builds that were asked for, on each of the servers that share a database. What one of them had in hand when it
 * stopped, another takes up.
 */
public final class BuildWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BuildWatch.class);

    private static final int MOST = 32;
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);

    /** Longer than one build is looked at. */
    private static final Duration LEASE = Duration.ofMinutes(2);

    private static final Duration REMEMBERED = Duration.ofDays(30);
    private static final Duration TIDIED = Duration.ofHours(1);
    private static final Duration CLOSING = Duration.ofSeconds(3);

    private final BuildRows rows;
    private final BuildFollower follower;
    private final Semaphore room = new Semaphore(MOST);
    private final Semaphore end = new Semaphore(0);
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final Thread thread =
            Thread.ofPlatform().daemon().name("jenkins-builds").unstarted(this::run);
    private long tidied = System.nanoTime();
    private volatile boolean closing;

    public BuildWatch(BuildRows rows, Egress egress, BuildServers servers, CheckReports reports, Clock clock) {
        this.rows = rows;
        follower = new BuildFollower(rows, new BuildFinder(egress), servers, reports, clock);
    }

    public void start() {
        thread.start();
    }

    private void run() {
        while (!closing) {
            try {
                take();
                tidy();
                await(LOOK);
            } catch (RuntimeException e) {
                if (!closing) {
                    LOG.warn("Builds are not followed for the moment: {}", e.getMessage());
                    await(AFTER_FAILURE);
                }
            }
        }
    }

    private void take() {
        int free = room.drainPermits();
        List<FollowedBuild> claimed = List.of();
        try {
            claimed = free == 0 ? List.of() : rows.claim(free, LEASE);
            claimed.forEach(build -> workers.execute(() -> follow(build)));
        } finally {
            room.release(free - claimed.size());
        }
    }

    private void follow(FollowedBuild build) {
        try {
            follower.follow(build);
        } catch (RuntimeException e) {
            if (!closing) {
                LOG.warn("Build {} of webhook {} is looked at again later.", build.id(), build.webhook(), e);
            }
        } finally {
            room.release();
        }
    }

    private void tidy() {
        if (System.nanoTime() - tidied > TIDIED.toNanos()) {
            tidied = System.nanoTime();
            rows.forget(REMEMBERED);
        }
    }

    private void await(Duration time) {
        try {
            if (end.tryAcquire(time.toMillis(), TimeUnit.MILLISECONDS)) {
                closing = true;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closing = true;
        }
    }

    @Override
    public void close() {
        closing = true;
        end.release();
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
