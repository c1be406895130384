package io.countersign.events;

import io.countersign.contract.EventContract;
import io.countersign.contract.PublicEvent;
import io.countersign.contract.PublicEvents;
import io.countersign.rejection.Invalid;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.axonframework.eventhandling.DomainEventMessage;
import org.jspecify.annotations.Nullable;

/**
 * Which events are wanted, and in which form.
 *
 * @param types of public events, all of the format; none for every one
 * @param storedNames the events of the log that are told under these types; none for every one
 */
record EventFilter(boolean asCdEvents, Set<String> types, Set<String> storedNames) {

    static final String CLOUDEVENTS = "cloudevents";
    static final String CDEVENTS = "cdevents";

    /** @throws io.countersign.rejection.Rejection when nothing could ever pass it */
    static EventFilter of(String format, @Nullable List<String> types) {
        boolean cdEvents = isCdEvents(format);
        Set<String> wanted = new TreeSet<>();
        if (types != null) {
            types.forEach(type -> wanted.add(known(type, cdEvents).type()));
            if (wanted.isEmpty()) {
                throw Invalid.value("types", "", "name at least one type, or leave it out for all of them.");
            }
        }
        return new EventFilter(cdEvents, Set.copyOf(wanted), storedNames(wanted, cdEvents));
    }

    private static boolean isCdEvents(String format) {
        return switch (format) {
            case CLOUDEVENTS -> false;
            case CDEVENTS -> true;
            default -> throw Invalid.value("format", format, "use cloudevents or cdevents.");
        };
    }

    private static EventContract known(String type, boolean cdEvent) {
        EventContract contract = EventContract.of(type.strip())
                .orElseThrow(() -> Invalid.value(
                        "types", type, "there is no such type; GET /api/governance/v1/event-types lists them."));
        if (contract.isCdEvent() != cdEvent) {
            throw Invalid.value(
                    "types",
                    type,
                    cdEvent ? "format=cdevents has only CDEvents." : "ask for CDEvents with format=cdevents.");
        }
        return contract;
    }

    private static Set<String> storedNames(Set<String> types, boolean cdEvents) {
        return EventContract.all().stream()
                .filter(contract ->
                        types.isEmpty() ? cdEvents && contract.isCdEvent() : types.contains(contract.type()))
                .flatMap(contract -> contract.storedNames().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** What is told of an event of the log; nothing when it is not wanted. */
    List<PublicEvent> told(DomainEventMessage<?> event, String source) {
        List<PublicEvent> all =
                asCdEvents ? PublicEvents.cdEvents(event, source) : List.of(PublicEvent.of(event, source));
        return types.isEmpty()
                ? all
                : all.stream().filter(one -> types.contains(one.type())).toList();
    }
}
