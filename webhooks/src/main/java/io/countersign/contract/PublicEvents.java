package io.countersign.contract;

import java.util.List;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;

/** Everything that the world is told of an event of the log. */
public final class PublicEvents {

    private PublicEvents() {}

    /**
     * The event itself and after it, where it is about an approval, a stage or the gate, the CDEvents that say the same.
     * All have the same key; their ids are the same each time.
     *
     * @param source the installation, as a URI
     */
    public static List<PublicEvent> of(DomainEventMessage<?> message, String source) {
        return Stream.concat(Stream.of(PublicEvent.of(message, source)), cdEvents(message, source).stream())
                .toList();
    }

    /** Whether a type is that of an event of the log, and not of a CDEvent. */
    public static boolean isEvent(String type) {
        return type.startsWith(PublicEvent.TYPE_PREFIX);
    }

    /** The CDEvents alone; for most events there are none. */
    public static List<PublicEvent> cdEvents(DomainEventMessage<?> message, String source) {
        return CdEvents.of(message, source);
    }
}
