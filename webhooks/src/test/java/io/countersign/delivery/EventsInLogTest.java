package io.countersign.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.payload.Telling;
import java.util.List;
import java.util.Map;
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

        Map<String, DomainEventMessage<?>> found = log.of(List.of(due(first, 10), due(late, 11), due(third, 12)));

        assertThat(found).hasSize(3).allSatisfy((id, event) -> assertThat(event.getIdentifier())
                .isEqualTo(id));
        assertThat(log.of(List.of(due(third, 12))).values()).containsExactly(found.get(third.getIdentifier()));
    }

    @Test
    void whatIsNotInTheLogIsLeftOut() {
        assertThat(new EventsInLog(new Reading(List.of())).of(List.of(due(first, 10))))
                .isEmpty();
    }

    private static Due due(DomainEventMessage<?> event, long index) {
        return new Due(event.getIdentifier(), index, new Telling("word", 0), 0);
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
