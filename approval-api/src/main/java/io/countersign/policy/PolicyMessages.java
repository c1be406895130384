package io.countersign.policy;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The messages of the policy routes. */
final class PolicyMessages {

    private PolicyMessages() {}

    record Policies(List<Revision> policies) {}

    record Revisions(String policy, List<Revision> revisions) {}

    record Proposals(List<Proposal> proposals) {}

    /** @param comment of who agrees or rejects */
    record Answer(@Nullable String comment) {}

    record Revision(
            String policy,
            int revision,
            String state,
            String proposedBy,
            Instant proposedAt,
            @Nullable Instant inForceAt,
            @Nullable Instant endedAt,
            String source) {

        static Revision of(RevisionView view) {
            return new Revision(
                    view.policy(),
                    view.revision(),
                    lower(view.state()),
                    view.proposedBy(),
                    Instant.ofEpochMilli(view.proposedAt()),
                    instant(view.inForceAt()),
                    instant(view.endedAt()),
                    view.source());
        }
    }

    /** @param kind {@code publish} or {@code retire} */
    record Proposal(
            String proposalId,
            String kind,
            String policy,
            int revision,
            String state,
            String proposedBy,
            Instant proposedAt,
            @Nullable String comment,
            @Nullable String closedBy,
            @Nullable Instant closedAt,
            @Nullable String answer) {

        static Proposal of(ProposalView view) {
            return new Proposal(
                    view.proposalId(),
                    view.retires() ? "retire" : "publish",
                    view.policy(),
                    view.revision(),
                    lower(view.state()),
                    view.proposedBy(),
                    Instant.ofEpochMilli(view.proposedAt()),
                    view.comment(),
                    view.closedBy(),
                    instant(view.closedAt()),
                    view.answer());
        }
    }

    private static @Nullable Instant instant(@Nullable Long milliseconds) {
        return milliseconds == null ? null : Instant.ofEpochMilli(milliseconds);
    }

    private static String lower(String state) {
        return state.toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
