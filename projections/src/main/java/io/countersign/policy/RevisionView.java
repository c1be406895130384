package io.countersign.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One revision of a policy.
 *
 * @param state {@code PROPOSED}, {@code IN_FORCE}, {@code SUPERSEDED}, {@code RETIRED}, {@code REJECTED} or
 *     {@code WITHDRAWN}
 * @param reporters whom the document means by those who report checks
 * @param proposedBy the name of who proposed it; the subject id once that person is gone
 * @param proposedAt milliseconds since the epoch, as all times here
 * @param inForceAt null until it was agreed to
 * @param endedAt null while it is in force, and for what never was
 */
public record RevisionView(
        String policy,
        int revision,
        String source,
        List<Reporter> reporters,
        String state,
        String proposedBy,
        long proposedAt,
        @Nullable Long inForceAt,
        @Nullable Long endedAt) {}
