package io.countersign.policy;

import org.jspecify.annotations.Nullable;

/**
 * What an administrator proposed.
 *
 * @param retires whether the revision is to be in force no longer, with nothing in its place
 * @param state {@code OPEN}, {@code AGREED}, {@code REJECTED} or {@code WITHDRAWN}
 * @param comment null when there is none, or its author was erased; and so with {@code answer}
 * @param closedBy null while it is open
 */
public record ProposalView(
        String proposalId,
        String policy,
        int revision,
        boolean retires,
        String proposedBy,
        long proposedAt,
        @Nullable String comment,
        String state,
        @Nullable String closedBy,
        @Nullable Long closedAt,
        @Nullable String answer) {}
