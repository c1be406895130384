package io.countersign.inbox;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change that two people made although rules did not let it pass. Times are milliseconds since the epoch.
 *
 * @param requestId the first of those for the change, by which its review is known
 * @param model its name when last known
 * @param involved the ids of both and of whoever asked for the change
 * @param until when what they did needs a regular approval
 * @param reviewedBy null while the review is open
 */
public record BypassView(
        String requestId,
        String modelId,
        String model,
        @Nullable Integer version,
        String first,
        String second,
        List<String> involved,
        long brokenAt,
        long until,
        @Nullable String reviewedBy,
        @Nullable Long reviewedAt,
        @Nullable String conclusion) {}
