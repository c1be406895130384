package io.countersign.contract;

import io.countersign.event.EventType;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/**
 * What readers may rely on for one type of public event.
 *
 * @param type the CloudEvent's
 * @param storedNames the events of the log that are told under that type
 * @param cdEvents the types of the CDEvents that say the same, at most two; none where this is such a type itself
 * @param schema JSON Schema of the whole CloudEvent, complete in itself
 */
public record EventContract(
        String type, String title, String description, List<String> storedNames, List<String> cdEvents, String schema) {

    private static final Map<String, EventContract> BY_TYPE = Stream.concat(
                    EventType.all().stream().map(EventContract::of),
                    Arrays.stream(CdEventType.values()).map(EventContract::of))
            .collect(Collectors.toMap(EventContract::type, one -> one, (one, same) -> one, LinkedHashMap::new));

    /** Those of the log by their names, and after them the CDEvents. */
    public static List<EventContract> all() {
        return List.copyOf(BY_TYPE.values());
    }

    public static Optional<EventContract> of(String type) {
        return Optional.ofNullable(BY_TYPE.get(type));
    }

    public boolean isCdEvent() {
        return type.startsWith("dev.cdeventsx.");
    }

    private static EventContract of(EventType stored) {
        List<String> cdEvents = CdEventType.ofStored(stored.name()).stream()
                .map(CdEventType::type)
                .toList();
        return of(PublicEvent.typeOf(stored), List.of(stored.name()), cdEvents);
    }

    private static EventContract of(CdEventType type) {
        return of(type.type(), type.storedNames(), List.of());
    }

    private static EventContract of(String type, List<String> storedNames, List<String> cdEvents) {
        ObjectNode schema = EventSchemas.bundled(type);
        return new EventContract(
                type,
                schema.path("title").asString(),
                schema.path("description").asString(),
                storedNames,
                cdEvents,
                schema.toPrettyString());
    }
}
