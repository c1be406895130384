package io.countersign.delivery;

import io.countersign.egress.Egress;
import io.countersign.egress.Outcome;
import io.countersign.feed.LogStream;
import io.countersign.feed.Reconciler;
import io.countersign.feed.StreamMeters;
import io.countersign.jenkins.BuildRows;
import io.countersign.jenkins.BuildWatch;
import io.countersign.jenkins.CheckReports;
import io.countersign.jenkins.JobTrigger;
import io.countersign.payload.ModelNames;
import io.countersign.payload.Vocabularies;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The engine behind all webhooks: a stream that makes deliveries of events, on one of the servers that share a log, and
 * workers that bring them, on each.
 */
public final class WebhookEngine implements AutoCloseable {

    /** The stream's name in {@code ops.token_entry}. */
    public static final String NAME = "webhook-fan-out";

    private static final Logger LOG = LoggerFactory.getLogger(WebhookEngine.class);
    private static final int CLOSE_SECONDS = 3;

    private final LogStream log;
    private final FanOut fanOut;
    private final Reconciler reconciler;
    private final Upkeep upkeep;
    private final AttemptWriter writer;
    private final Dispatcher dispatcher;
    private final Couriers couriers;
    private final BuildWatch builds;
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(
            3, Thread.ofPlatform().daemon().name("webhook-fan-out-", 0).factory());

    private @Nullable PooledStreamingEventProcessor processor;

    /**
     * @param node what tells this server from the others that share its database, whenever it is started
     * @param clock by which it is told when to try again; the database's own clock says when that is
     */
    public WebhookEngine(
            LogStream log,
            EventStorageEngine engine,
            JdbcTemplate jdbc,
            TransactionTemplate transactions,
            Endpoints endpoints,
            Egress egress,
            Vocabularies vocabularies,
            ModelNames names,
            GivingUp givingUp,
            Upkeep upkeep,
            CheckReports reports,
            Clock clock,
            MeterRegistry metrics,
            String node) {
        this.log = log;
        this.upkeep = upkeep;
        Messages messages = new Messages(names, vocabularies);
        JdbcTemplate pending = new FreshPlans(jdbc);
        Lanes lanes = new Lanes(pending, node);
        writer = new AttemptWriter(transactions, new AttemptRows(pending), lanes);
        couriers = new Couriers(new SignedPost(egress, clock), new JenkinsCall(new JobTrigger(egress)));
        builds = new BuildWatch(
                new BuildRows(jdbc), egress, webhook -> endpoints.of(webhook).map(JenkinsCall::server), reports, clock);
        LaneWork work = new LaneWork(messages, couriers, writer, givingUp, new DeliveryMeters(jdbc, metrics), clock);
        dispatcher = new Dispatcher(
                new Rounds(lanes, new Deliveries(pending), new EventsInLog(engine), endpoints, writer), work, writer);
        fanOut = new FanOut(jdbc, vocabularies, names, new StreamMeters(NAME, metrics), dispatcher::wake);
        reconciler = log.reconciler(NAME, fanOut::repair, clock, metrics);
    }

    /** Goes on where it was. Once. */
    public synchronized void start() {
        writer.start();
        dispatcher.start();
        threads.scheduleWithFixedDelay(upkeep::run, 1, 10, TimeUnit.MINUTES);
        threads.scheduleWithFixedDelay(reconciler::run, 30, 30, TimeUnit.SECONDS);
        builds.start();
        processor = log.of(NAME, fanOut, threads);
        processor.start();
    }

    /**
     * A message of its own, past all queues; the delivery log does not have it. Where a message would have a job built, the
     * receiver is asked for the job instead.
     */
    @SuppressWarnings("ArrayRecordComponent")
    public Outcome sendNow(Endpoint endpoint, String id, String contentType, byte[] body) {
        return couriers.of(endpoint.kind()).greet(new Message(id, contentType, body), endpoint);
    }

    /** Something was made due by other means than an event. */
    public void wake() {
        dispatcher.wake();
    }

    @Override
    public synchronized void close() {
        if (processor != null) {
            awaitEnd(processor.shutdownAsync());
            processor = null;
            dispatcher.close();
            builds.close();
            writer.close();
        }
        threads.shutdownNow();
    }

    private static void awaitEnd(CompletableFuture<Void> processor) {
        try {
            processor.get(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("The stream of webhooks did not end by itself.", e);
        }
    }
}
