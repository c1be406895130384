package io.countersign.inbox;

import org.jspecify.annotations.Nullable;

/**
 * What an approver wants mended. Times are milliseconds since the epoch.
 *
 * @param requestId the first of those that the approval was for
 * @param model its name now
 * @param state {@code OPEN}, {@code RESOLVED}, {@code OVERDUE} or {@code DROPPED}
 * @param text null once its author was erased
 * @param answer what was said when it was resolved; null when nothing was
 */
public record FindingView(
        String findingId,
        String requestId,
        String modelId,
        String model,
        @Nullable Integer version,
        String raisedBy,
        long raisedAt,
        String severity,
        String owner,
        long dueAt,
        @Nullable String text,
        String state,
        @Nullable String closedBy,
        @Nullable Long closedAt,
        @Nullable String answer) {}
