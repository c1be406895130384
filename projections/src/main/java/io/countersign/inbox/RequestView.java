package io.countersign.inbox;

import org.jspecify.annotations.Nullable;

/**
 * A transition request that waits for a decision.
 *
 * @param requestedBy the name of who opened it; the subject id once that person is gone
 * @param requestedAt milliseconds since the epoch
 * @param comment null when there is none, or its author was erased
 */
public record RequestView(
        String requestId,
        String modelId,
        int version,
        String fromStage,
        String toStage,
        String requesterId,
        String requestedBy,
        long requestedAt,
        @Nullable String comment) {}
