package io.countersign.feed;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares what a stream carried with the log, once enough time has passed for every transaction of then to have ended,
 * and carries what is missing. The stream itself should never miss an event; this is how one would know. For one thread.
 */
public final class Reconciler {

    private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);
    private static final Duration SETTLED_AFTER = Duration.ofMinutes(6);
    private static final int AT_ONCE = 500;

    private final CarriedEvents carried;
    private final EventStorageEngine log;
    private final String stream;
    private final Consumer<List<DomainEventMessage<?>>> repair;
    private final Clock clock;
    private final Counter repaired;
    private final Deque<Head> heads = new ArrayDeque<>();

    Reconciler(
            String stream,
            Consumer<List<DomainEventMessage<?>>> repair,
            CarriedEvents carried,
            EventStorageEngine log,
            Clock clock,
            MeterRegistry metrics) {
        this.stream = stream;
        this.repair = repair;
        this.carried = carried;
        this.log = log;
        this.clock = clock;
        repaired = Counter.builder("countersign.stream.repaired")
                .description("Events that the comparison with the log found missing, and that were carried then")
                .tag("stream", stream)
                .register(metrics);
    }

    /** To be called now and then; what fails is said in the server's log and tried again the next time. */
    public void run() {
        try {
            reconcile();
        } catch (RuntimeException e) {
            LOG.warn("The stream {} could not be compared with the log: {}", stream, e.getMessage());
        }
    }

    private void reconcile() {
        heads.add(new Head(clock.instant(), carried.head()));
        Instant settled = clock.instant().minus(SETTLED_AFTER);
        while (!heads.isEmpty() && heads.getFirst().seenAt().isBefore(settled)) {
            reconcileUpTo(heads.removeFirst().index());
        }
    }

    private void reconcileUpTo(long index) {
        List<Long> missed = carried.missedUpTo(index, AT_ONCE);
        while (!missed.isEmpty()) {
            LOG.warn(
                    "The stream {} had passed by {} events from index {} on; carrying them now.",
                    stream,
                    missed.size(),
                    missed.getFirst());
            List<DomainEventMessage<?>> events =
                    missed.stream().<DomainEventMessage<?>>map(this::read).toList();
            repair.accept(events);
            carried.add(CarriedEvents.identifiers(events));
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
