package io.countersign.relay;

import io.countersign.replica.CommittedRecords;
import io.countersign.startup.StartupError;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Publishes the log again, from its first event to the last that is committed when it gets there, to topics that are
 * empty. It has a transactional id of its own and so disturbs no relay, and none of it counts as carried by one.
 */
public final class TopicReplay {

    private static final int EVENTS_PER_TRANSACTION = 200;

    private final EventStorageEngine log;
    private final JdbcTemplate jdbc;
    private final RelaySettings settings;

    public TopicReplay(EventStorageEngine log, JdbcTemplate jdbc, RelaySettings settings) {
        this.log = log;
        this.jdbc = jdbc;
        this.settings = settings;
    }

    /**
     * Sees that the topics are there, creating them where they are not, and that nothing was ever written to them.
     *
     * @return what is not as it should be of topics that were there
     * @throws StartupError when one is not empty, or the cluster refuses
     */
    public List<String> prepare() {
        settings.admin().requireReachable();
        List<String> remarks = settings.admin().ensure();
        settings.topics().names().forEach(this::requireEmpty);
        return remarks;
    }

    private void requireEmpty(String topic) {
        try (CommittedRecords records = CommittedRecords.of(settings.cluster(), topic)) {
            if (!records.isUnused()) {
                throw StartupError.of(
                        "The topic %s at %s is not empty, and its readers would be told everything again; name others "
                                + "with --kafka-topics, or delete it first.",
                        topic, settings.cluster());
            }
        }
    }

    /**
     * Reports how many events were published.
     *
     * @return how many in all
     */
    public long publish(LongConsumer progress) {
        OutgoingEvents outgoing = OutgoingEvents.of(jdbc);
        long published = 0;
        try (EventPublisher publisher = new EventPublisher(settings, outgoing, transactionalId(outgoing));
                Stream<? extends TrackedEventMessage<?>> events = log.readEvents(null, false)) {
            Iterator<? extends TrackedEventMessage<?>> next = events.iterator();
            while (next.hasNext()) {
                List<DomainEventMessage<?>> batch = batch(next);
                publisher.publish(batch);
                published += batch.size();
                progress.accept(published);
            }
        }
        return published;
    }

    private String transactionalId(OutgoingEvents outgoing) {
        return "countersign-replay-" + settings.topics().prefix() + "-" + outgoing.source();
    }

    private static List<DomainEventMessage<?>> batch(Iterator<? extends TrackedEventMessage<?>> events) {
        List<DomainEventMessage<?>> batch = new ArrayList<>(EVENTS_PER_TRANSACTION);
        while (batch.size() < EVENTS_PER_TRANSACTION && events.hasNext()) {
            batch.add((DomainEventMessage<?>) events.next());
        }
        return batch;
    }

    /**
     * Reads both topics and counts; what is told once more as a CDEvent is not counted.
     *
     * @throws StartupError unless each has so many events
     */
    public void verify(long published) {
        settings.topics().names().forEach(topic -> {
            long there = count(topic);
            if (there != published) {
                throw StartupError.of(
                        "%d events were published, and the topic %s has %d of them; does something else write to it?",
                        published, topic, there);
            }
        });
    }

    private long count(String topic) {
        AtomicLong count = new AtomicLong();
        try (CommittedRecords records = CommittedRecords.of(settings.cluster(), topic)) {
            records.forEach(
                    each -> {
                        if (topic.equals(settings.topics().log()) || OutgoingEvents.isEvent(each)) {
                            count.incrementAndGet();
                        }
                    },
                    done -> {});
        }
        return count.get();
    }
}
