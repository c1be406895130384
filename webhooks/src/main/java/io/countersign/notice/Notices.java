package io.countersign.notice;

import io.countersign.egress.Egress;
import io.countersign.egress.Trust;
import io.countersign.feed.LogStream;
import io.countersign.feed.Reconciler;
import io.countersign.identity.SubjectId;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The stream from the log to people. What they are to be told of is written down by one of the servers that share a log, as
 * the stream's token moves; whom it concerns is looked up, and messages are sent, by each of them.
 */
public final class Notices implements AutoCloseable {

    /** Its name in {@code ops.token_entry}. */
    public static final String NAME = "notices";

    private static final Logger LOG = LoggerFactory.getLogger(Notices.class);
    private static final int CLOSE_SECONDS = 3;
    private static final int SECONDS_BETWEEN_LOOKS = 2;
    private static final int SECONDS_BETWEEN_REMINDERS = 60;
    private static final int SECONDS_BETWEEN_CHECKS = 30;
    private static final Duration KEPT = Duration.ofDays(90);

    private final LogStream log;
    private final NoticeTable notices;
    private final PreferenceTable preferences;
    private final Matters matters;
    private final Spreading spreading;
    private final Dispatch dispatch;
    private final Clock clock;
    private final MeterRegistry metrics;
    private final Set<Channel> channels;
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(
            4, Thread.ofPlatform().daemon().name("notices-", 0).factory());

    private @Nullable PooledStreamingEventProcessor processor;

    /**
     * @param egress by which chats are posted to
     * @param trust in the server that takes mail
     */
    public Notices(
            LogStream log,
            JdbcTemplate jdbc,
            PreferenceTable preferences,
            TransactionTemplate transactions,
            Matters matters,
            NoticeSettings settings,
            Egress egress,
            Trust trust,
            Clock clock,
            MeterRegistry metrics) {
        this.log = log;
        this.metrics = metrics;
        this.matters = matters;
        this.clock = clock;
        this.notices = new NoticeTable(jdbc);
        this.preferences = preferences;
        Map<Channel, Carrier> carriers = new EnumMap<>(Channel.class);
        if (settings.mail() != null) {
            carriers.put(Channel.EMAIL, new Mail(settings.mail(), trust, clock));
        }
        carriers.put(Channel.CHAT, new Chat(egress));
        this.channels = Set.copyOf(carriers.keySet());
        this.spreading = new Spreading(notices, preferences, matters, transactions, clock);
        this.dispatch = new Dispatch(
                new Outbox(jdbc, preferences, transactions, clock),
                notices,
                matters,
                new Letters(settings.publicUrl()),
                carriers);
    }

    /** By which people can be told on this server. */
    public Set<Channel> channels() {
        return channels;
    }

    /** Tells a person that they can be reached, by each channel that they turned on; by which it will be. */
    public List<Channel> test(SubjectId person) {
        Instant now = clock.instant();
        Topic topic = new Topic(Topic.Kind.REQUEST, "test");
        Occasion occasion = new Occasion("test/" + UUID.randomUUID(), topic, Happening.TEST, null, person, now);
        List<Preference> reached = preferences.of(Owner.of(person)).stream()
                .filter(preference -> channels.contains(preference.channel()) && preference.wants(Happening.TEST))
                .toList();
        reached.forEach(preference -> notices.add(occasion, Owner.of(person), preference, now));
        return reached.stream().map(Preference::channel).toList();
    }

    /** Begins, or goes on where the token says. */
    public synchronized void start() {
        Occasions occasions = new Occasions(notices);
        processor = log.of(NAME, occasions, threads);
        processor.start();
        Reconciler reconciler = log.reconciler(NAME, events -> events.forEach(occasions::note), clock, metrics);
        repeat(reconciler::run, SECONDS_BETWEEN_CHECKS);
        repeat(this::tell, SECONDS_BETWEEN_LOOKS);
        repeat(this::remind, SECONDS_BETWEEN_REMINDERS);
    }

    private void repeat(Runnable task, int seconds) {
        threads.scheduleWithFixedDelay(() -> guarded(task), seconds, seconds, TimeUnit.SECONDS);
    }

    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (DataAccessException | TransactionException e) {
            LOG.debug("Notices wait for the database.", e);
        } catch (RuntimeException e) {
            LOG.warn("Notices could not be told, and are tried again.", e);
        }
    }

    /** Makes notices of what happened, and sends what is due. */
    public void tell() {
        spreading.run();
        dispatch.run();
    }

    /** Notes what expires soon, once; forgets what nobody will ask for. */
    public void remind() {
        Instant now = clock.instant();
        for (Topic topic : matters.expiring(now)) {
            String reminder = "expiring/" + topic.id();
            if (!notices.knows(reminder)) {
                notices.add(new Occasion(reminder, topic, Happening.EXPIRING, null, SubjectId.SYSTEM, now));
            }
        }
        notices.giveUp(now.minus(Outbox.GIVEN_UP_AFTER));
        notices.forget(now.minus(KEPT));
    }

    /**
     * What is being sent is recorded, as long as it takes a moment only; else it is sent again, under the same id, once its
     * lease is over.
     */
    @Override
    public synchronized void close() {
        PooledStreamingEventProcessor running = processor;
        processor = null;
        if (running != null) {
            awaitEnd(running);
        }
        threads.shutdown();
        try {
            if (!threads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private static void awaitEnd(PooledStreamingEventProcessor processor) {
        try {
            processor.shutdownAsync().get(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("The stream of notices did not end by itself.", e);
        }
    }
}
