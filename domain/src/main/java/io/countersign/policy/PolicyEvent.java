package io.countersign.policy;

import io.countersign.event.DomainEvent;
import io.countersign.identity.SubjectId;
import io.countersign.privacy.SealedText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happens to policies. All of them are in one stream, so that one sequence number stands for all that is in force. */
public sealed interface PolicyEvent extends DomainEvent {

    ProposalId proposal();

    /**
     * @param revision that it would have
     * @param source the document, to the letter; what it names is in it for good
     * @param reporters whom the document means by those who report checks
     */
    record Proposed(
            ProposalId proposal,
            PolicyRevision revision,
            String source,
            List<Reporter> reporters,
            SubjectId by,
            @Nullable SealedText comment)
            implements PolicyEvent {

        public Proposed {
            reporters = List.copyOf(reporters);
        }
    }

    /** @param revision that would be in force no longer, with nothing in its place */
    record RetirementProposed(
            ProposalId proposal,
            PolicyRevision revision,
            SubjectId by,
            @Nullable SealedText comment) implements PolicyEvent {}

    record ProposalWithdrawn(ProposalId proposal, SubjectId by) implements PolicyEvent {}

    record ProposalRejected(
            ProposalId proposal, SubjectId by, @Nullable SealedText comment) implements PolicyEvent {}

    /** In force from here on, in place of the revision before it. */
    record Published(
            ProposalId proposal,
            PolicyRevision revision,
            SubjectId by,
            @Nullable SealedText comment) implements PolicyEvent {}

    record Retired(
            ProposalId proposal,
            PolicyRevision revision,
            SubjectId by,
            @Nullable SealedText comment) implements PolicyEvent {}
}
