package io.countersign.attempt;

import org.jspecify.annotations.Nullable;

/**
 * An attempt that was refused, as auditors read it.
 *
 * @param at milliseconds since the epoch
 * @param actorName the subject id once that person is gone
 * @param model its name now, or its id once it is there no longer
 */
public record AttemptView(
        String id,
        long at,
        String actorId,
        String actorName,
        String operation,
        @Nullable String model,
        @Nullable Integer version,
        @Nullable String topic,
        @Nullable String requestId,
        String reason) {}
