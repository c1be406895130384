package io.countersign.notice;

import io.countersign.identity.SubjectId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that people are to be told of.
 *
 * @param id the event's, or what it is a reminder of
 * @param outcome what was decided; null where nothing was
 * @param actor who did it, and is not told
 */
record Occasion(
        String id,
        Topic topic,
        Happening happening,
        @Nullable String outcome,
        SubjectId actor,
        Instant at) {}
