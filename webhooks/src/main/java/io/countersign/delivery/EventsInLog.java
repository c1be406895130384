package io.countersign.delivery;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;

/**
 * Reads single events where they are in the log. Those that follow are read with it, as they mostly come next, and many
 * receivers are told of the same. They are kept by their ids: an event that was committed late, after others with higher
 * places, comes with the token of those. Safe for many threads.
 */
final class EventsInLog {

    private static final int AHEAD = 100;
    private static final int KEPT = 2000;

    private final EventStorageEngine log;
    private final Cache<String, DomainEventMessage<?>> recent =
            Caffeine.newBuilder().maximumSize(KEPT).build();

    EventsInLog(EventStorageEngine log) {
        this.log = log;
    }

    /**
     * Empty when the log has no such event there.
     *
     * @param index its place
     */
    Optional<DomainEventMessage<?>> find(String id, long index) {
        DomainEventMessage<?> known = recent.getIfPresent(id);
        if (known == null) {
            readFrom(index);
        }
        return Optional.ofNullable(known == null ? recent.getIfPresent(id) : known);
    }

    private void readFrom(long index) {
        GapAwareTrackingToken before = GapAwareTrackingToken.newInstance(index - 1, List.of());
        try (Stream<? extends TrackedEventMessage<?>> events = log.readEvents(before, false)) {
            events.limit(AHEAD).forEach(event -> recent.put(event.getIdentifier(), (DomainEventMessage<?>) event));
        }
    }
}
