package io.countersign.evidence;

import org.jspecify.annotations.Nullable;

/**
 * What a job said of its check.
 *
 * @param state QUEUED, RUNNING, PASSED or FAILED
 * @param reportedBy the subject id once that person is gone
 * @param reportedAt milliseconds since the epoch
 * @param summary null when there is none, or its author was erased
 * @param digest SHA-256 of the job's report, in hexadecimal
 */
public record CheckView(
        String check,
        String externalId,
        String state,
        String reporterId,
        String reportedBy,
        long reportedAt,
        @Nullable String link,
        @Nullable String summary,
        @Nullable String digest) {}
