package io.countersign.evidence;

import org.jspecify.annotations.Nullable;

/**
 * The last answer to one item of a checklist.
 *
 * @param answer yes, no or n/a
 * @param note null when there is none, or its author was erased
 * @param answeredBy the subject id once that person is gone
 * @param answeredAt milliseconds since the epoch
 */
public record AnswerView(
        String checklist,
        String item,
        String answer,
        @Nullable String note,
        String answeredById,
        String answeredBy,
        long answeredAt) {}
