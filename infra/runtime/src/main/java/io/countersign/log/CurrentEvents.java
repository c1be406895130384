package io.countersign.log;

import java.util.Collection;
import java.util.List;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventEntry;
import org.axonframework.eventsourcing.EventStreamUtils;
import org.axonframework.serialization.Serializer;

/** Makes of what the log stores the events as this release has them. Safe for many threads. */
public final class CurrentEvents {

    private static final Serializer EVENTS = EventSerializer.create();

    private CurrentEvents() {}

    /** One for each, in their order. */
    public static List<? extends DomainEventMessage<?>> read(Collection<GenericDomainEventEntry<byte[]>> stored) {
        return EventStreamUtils.upcastAndDeserializeDomainEvents(stored.stream(), EVENTS, EventUpcasters.all())
                .asStream()
                .toList();
    }
}
