package io.countersign.event;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * An event's name in the log: stable whatever the class is called, with the revision of its shape. A change of shape is a
 * new revision and an upcaster; a name is never given to another event.
 *
 * @param name for example {@code run.batch-logged}
 * @param revision from 1
 */
public record EventType(String name, int revision, Class<? extends DomainEvent> payload) {

    private static final Map<String, EventType> BY_NAME = index(EventType::name);
    private static final Map<Class<? extends DomainEvent>, EventType> BY_PAYLOAD = index(EventType::payload);

    /** Every event that can be stored, in the order of their names. */
    public static List<EventType> all() {
        return EventCatalogue.TYPES.stream()
                .sorted(Comparator.comparing(EventType::name))
                .toList();
    }

    /** @throws IllegalArgumentException when no event has that name, for example in the log of a newer release */
    public static EventType named(String name) {
        return known(BY_NAME.get(name), name);
    }

    /** @throws IllegalArgumentException when the class is not in the catalogue */
    public static EventType of(Class<?> payload) {
        return known(BY_PAYLOAD.get(payload), payload.getName());
    }

    public static boolean isEvent(Class<?> payload) {
        return DomainEvent.class.isAssignableFrom(payload);
    }

    private static EventType known(@org.jspecify.annotations.Nullable EventType type, String what) {
        if (type == null) {
            throw new IllegalArgumentException("No event is catalogued as " + what + ".");
        }
        return type;
    }

    private static <K> Map<K, EventType> index(Function<EventType, K> key) {
        return EventCatalogue.TYPES.stream().collect(Collectors.toUnmodifiableMap(key, Function.identity()));
    }
}
