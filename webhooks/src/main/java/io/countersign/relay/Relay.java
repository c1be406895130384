package io.countersign.relay;

import io.countersign.feed.LogStream;
import io.countersign.feed.Reconciler;
import io.countersign.feed.StreamMeters;
import io.countersign.startup.StartupError;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The stream from the log to Kafka. It runs on one of the servers that share a log, has a token in the database, and
 * starts when the cluster's address is known; while the cluster is away it waits, and no command waits for it.
 */
public final class Relay implements AutoCloseable {

    /** Its name in {@code ops.token_entry} and {@code ops.feeds}. */
    public static final String NAME = "kafka-relay";

    private static final int CLOSE_SECONDS = 3;
    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);
    private static final int RETRY_SECONDS = 5;
    private static final int SECONDS_BETWEEN_CHECKS = 30;

    private final LogStream log;
    private final JdbcTemplate jdbc;
    private final Clock clock;
    private final MeterRegistry metrics;
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(
            3, Thread.ofPlatform().daemon().name("kafka-relay-", 0).factory());

    private @Nullable PooledStreamingEventProcessor processor;
    private @Nullable EventPublisher publisher;
    private @Nullable EventPublisher repairs;

    public Relay(LogStream log, JdbcTemplate jdbc, Clock clock, MeterRegistry metrics) {
        this.log = log;
        this.jdbc = jdbc;
        this.clock = clock;
        this.metrics = metrics;
    }

    /**
     * Sees that the cluster answers and has the topics, before anything is started that needs them.
     *
     * @throws StartupError when it does not, or does not let us create them
     */
    public static void prepare(RelaySettings settings) {
        settings.admin().requireReachable();
        settings.admin().ensure().forEach(LOG::warn);
    }

    /** Begins, or goes on where the token says, to carry events there. */
    public synchronized void start(RelaySettings settings) {
        String installation = jdbc.queryForObject("select id::text from ops.installation", String.class);
        OutgoingEvents outgoing = OutgoingEvents.of(jdbc);
        EventPublisher events = new EventPublisher(settings, outgoing, "countersign-relay-" + installation);
        EventPublisher missed = new EventPublisher(settings, outgoing, "countersign-repair-" + installation);
        PooledStreamingEventProcessor stream =
                log.of(NAME, new KafkaRelay(events, new StreamMeters(NAME, metrics)), threads);
        publisher = events;
        repairs = missed;
        processor = stream;
        Reconciler reconciler = log.reconciler(NAME, missed::publish, clock, metrics);
        EarlierEvents earlier = new EarlierEvents(jdbc, events);
        if (earlier.areLeft()) {
            threads.execute(() -> goOnAfter(earlier, stream, reconciler));
        } else {
            goOn(stream, reconciler);
        }
    }

    private void goOn(PooledStreamingEventProcessor stream, Reconciler reconciler) {
        stream.start();
        watch(reconciler);
    }

    private void goOnAfter(EarlierEvents earlier, PooledStreamingEventProcessor stream, Reconciler reconciler) {
        try {
            while (earlier.carrySome()) {
                LOG.debug("Some more of the earlier events are carried.");
            }
            goOn(stream, reconciler);
        } catch (RuntimeException e) {
            LOG.warn(
                    "Earlier events could not be brought to the log's topic and will be tried again: {}",
                    e.getMessage());
            threads.schedule(() -> goOnAfter(earlier, stream, reconciler), RETRY_SECONDS, TimeUnit.SECONDS);
        }
    }

    private void watch(Reconciler reconciler) {
        threads.scheduleWithFixedDelay(
                reconciler::run, SECONDS_BETWEEN_CHECKS, SECONDS_BETWEEN_CHECKS, TimeUnit.SECONDS);
    }

    /** A batch that still waits for the broker after a moment is given up, and sent again after the next start. */
    @Override
    public synchronized void close() {
        if (processor != null) {
            awaitEnd(processor.shutdownAsync());
        }
        threads.shutdownNow();
        if (publisher != null) {
            publisher.close();
        }
        if (repairs != null) {
            repairs.close();
        }
    }

    private static void awaitEnd(CompletableFuture<Void> processor) {
        try {
            processor.get(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("The relay did not end by itself.", e);
        }
    }
}
