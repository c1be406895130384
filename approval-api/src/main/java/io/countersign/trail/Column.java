package io.countersign.trail;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A column of a table of entries.
 *
 * @param value text, a number or a time; lists are JSON
 */
record Column(String name, Class<?> type, Function<EntryMessage, @Nullable Object> value) {

    static final List<Column> ALL = List.of(
            text("event_id", EntryMessage::eventId),
            new Column("time", Instant.class, EntryMessage::time),
            text("type", EntryMessage::type),
            text("family", EntryMessage::family),
            text("decision", EntryMessage::decision),
            text("actor", EntryMessage::actor),
            text("actor_id", EntryMessage::actorId),
            text("authentication", EntryMessage::authentication),
            text("credential_id", EntryMessage::credentialId),
            text("authenticated_at", EntryMessage::authenticatedAt),
            text("authentication_context", EntryMessage::authenticationContext),
            text("authentication_methods", EntryMessage::authenticationMethods),
            text("request_id", EntryMessage::requestId),
            text("correlation_id", EntryMessage::correlationId),
            text("causation_id", EntryMessage::causationId),
            text("stream", EntryMessage::stream),
            new Column("sequence", Long.class, EntryMessage::sequence),
            text("objects", entry -> json(entry.objects())),
            text("changes", entry -> json(entry.changes())),
            text("words", entry -> json(entry.words())));

    private static Column text(String name, Function<EntryMessage, @Nullable Object> value) {
        return new Column(name, String.class, value);
    }

    private static @Nullable String json(List<?> list) {
        return list.isEmpty() ? null : JsonLines.JSON.writeValueAsString(list);
    }
}
