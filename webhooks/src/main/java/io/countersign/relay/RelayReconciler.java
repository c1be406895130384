package io.countersign.relay;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares what the relay carried with the log, once enough time has passed for every transaction of then to have ended,
 * and carries what is missing. The stream itself should never miss an event; this is how one would know.
 */
final class RelayReconciler {

    private static final Logger LOG = LoggerFactory.getLogger(RelayReconciler.class);
    private static final Duration SETTLED_AFTER = Duration.ofMinutes(6);
    private static final int AT_ONCE = 500;

    private final CarriedEvents carried;
    private final EventStorageEngine log;
    private final EventPublisher publisher;
    private final Clock clock;
    private final Counter repaired;
    private final Deque<Head> heads = new ArrayDeque<>();

    RelayReconciler(
            CarriedEvents carried,
            EventStorageEngine log,
            EventPublisher publisher,
            Clock clock,
            MeterRegistry metrics) {
        this.carried = carried;
        this.log = log;
        this.publisher = publisher;
        this.clock = clock;
        repaired = metrics.counter("countersign.relay.repaired");
    }

    /** To be called now and then, by one thread. */
    void reconcile() {
        heads.add(new Head(clock.instant(), carried.head()));
        Instant settled = clock.instant().minus(SETTLED_AFTER);
        while (!heads.isEmpty() && heads.getFirst().seenAt().isBefore(settled)) {
            reconcileUpTo(heads.removeFirst().index());
        }
    }

    void reconcileUpTo(long index) {
        List<Long> missed = carried.missedUpTo(index, AT_ONCE);
        while (!missed.isEmpty()) {
            LOG.warn(
                    "The relay had passed by {} events from index {} on; carrying them now.",
                    missed.size(),
                    missed.getFirst());
            List<DomainEventMessage<?>> events =
                    missed.stream().<DomainEventMessage<?>>map(this::read).toList();
            publisher.publish(events);
            carried.add(OutgoingEvents.identifiers(events));
            repaired.increment(missed.size());
            missed = carried.missedUpTo(index, AT_ONCE);
        }
        carried.settleUpTo(index);
    }

    private DomainEventMessage<?> read(long index) {
        GapAwareTrackingToken before = GapAwareTrackingToken.newInstance(index - 1, List.of());
        try (Stream<? extends TrackedEventMessage<?>> events = log.readEvents(before, false)) {
            return (DomainEventMessage<?>) events.findFirst().orElseThrow();
        }
    }

    private record Head(Instant seenAt, long index) {}
}
