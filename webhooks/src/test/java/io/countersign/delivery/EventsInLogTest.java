package io.countersign.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericTrackedDomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.junit.jupiter.api.Test;

class EventsInLogTest {

    private final DomainEventMessage<String> first = event(0);
    private final DomainEventMessage<String> late = event(1);
    private final DomainEventMessage<String> third = event(2);

    @Test
    void anEventThatWasCommittedLateIsNotTakenForTheOneBeforeWhichItWasMissed() {
        GapAwareTrackingToken upToFirst = GapAwareTrackingToken.newInstance(10, List.of());
        GapAwareTrackingToken upToThird = upToFirst.advanceTo(12, 1000);
        EventsInLog log = new EventsInLog(new Reading(List.of(
                new GenericTrackedDomainEventMessage<>(upToFirst, first),
                new GenericTrackedDomainEventMessage<>(upToThird, third),
                new GenericTrackedDomainEventMessage<>(upToThird.advanceTo(11, 1000), late))));

        assertThat(found(log, first, 10)).contains(first.getIdentifier());
        assertThat(found(log, third, 12)).contains(third.getIdentifier());
        assertThat(found(log, late, 11)).contains(late.getIdentifier());
    }

    @Test
    void whatIsNotInTheLogIsNotFound() {
        assertThat(new EventsInLog(new Reading(List.of())).find("none", 1)).isEmpty();
    }

    private static Optional<String> found(EventsInLog log, DomainEventMessage<?> event, long index) {
        return log.find(event.getIdentifier(), index).map(DomainEventMessage::getIdentifier);
    }

    private static DomainEventMessage<String> event(long number) {
        return new GenericDomainEventMessage<>("model", "m", number, "payload");
    }

    /** What one reading of the log gave. */
    private static final class Reading extends InMemoryEventStorageEngine {

        private final List<TrackedEventMessage<?>> events;

        Reading(List<TrackedEventMessage<?>> events) {
            this.events = events;
        }

        @Override
        public Stream<? extends TrackedEventMessage<?>> readEvents(TrackingToken token, boolean mayBlock) {
            return events.stream();
        }
    }
}
