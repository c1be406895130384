package io.countersign.audit;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One event of a version's life.
 *
 * @param type the event's stable name, for example {@code registered-model.transition-approved}
 * @param occurredAt milliseconds since the epoch
 * @param actorName the subject id once that person is gone
 * @param comment null when there is none, or its author was erased
 */
public record TimelineEntry(
        String eventId,
        String type,
        long occurredAt,
        String actorId,
        String actorName,
        @Nullable String comment,
        Map<String, String> details) {}
