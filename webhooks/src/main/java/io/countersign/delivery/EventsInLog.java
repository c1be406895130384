package io.countersign.delivery;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;

/**
 * Reads single events where they are in the log, many at once, and keeps them for a moment, as many receivers are told of
 * the same. They are kept by their ids: an event that was committed late, after others with higher places, comes with the
 * token of those. Safe for many threads.
 */
final class EventsInLog {

    /** Fewer than the gaps at which Axon asks the log whether they are still some. */
    private static final int AT_ONCE = 200;

    private static final int KEPT = 5000;
    private static final Duration KEPT_FOR = Duration.ofSeconds(10);

    private final EventStorageEngine log;
    private final Cache<String, DomainEventMessage<?>> recent =
            Caffeine.newBuilder().maximumSize(KEPT).expireAfterWrite(KEPT_FOR).build();

    EventsInLog(EventStorageEngine log) {
        this.log = log;
    }

    /** By their ids; those that the log does not have are left out. */
    Map<String, DomainEventMessage<?>> of(Collection<Due> dues) {
        Map<String, DomainEventMessage<?>> events =
                new HashMap<>(recent.getAllPresent(dues.stream().map(Due::event).collect(Collectors.toSet())));
        List<Long> missing = dues.stream()
                .filter(due -> !events.containsKey(due.event()))
                .map(Due::index)
                .distinct()
                .sorted()
                .toList();
        for (int from = 0; from < missing.size(); from += AT_ONCE) {
            read(missing.subList(from, Math.min(from + AT_ONCE, missing.size())))
                    .forEach(event -> events.put(event.getIdentifier(), event));
        }
        return events;
    }

    /** As gaps that a reader had left behind, which are read wherever they are. */
    private List<DomainEventMessage<?>> read(List<Long> places) {
        GapAwareTrackingToken behind = GapAwareTrackingToken.newInstance(places.getLast() + 1, places);
        List<DomainEventMessage<?>> events = new ArrayList<>();
        try (Stream<? extends TrackedEventMessage<?>> found = log.readEvents(behind, false)) {
            found.limit(places.size()).forEach(event -> events.add((DomainEventMessage<?>) event));
        }
        events.forEach(event -> recent.put(event.getIdentifier(), event));
        return events;
    }
}
