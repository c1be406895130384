package io.countersign.policy;

import io.countersign.Attributed;
import io.countersign.Command;
import io.countersign.identity.Actor;
import io.countersign.privacy.SealedText;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can be asked of the book of policies. */
public sealed interface PolicyCommand extends Command, Attributed {

    /** The name of the one stream that holds them all. */
    String STREAM = "policies";

    ProposalId proposal();

    @Override
    default String stream() {
        return STREAM;
    }

    @Override
    default Rejection notFound() {
        return Rejection.of(Reason.PROPOSAL_NOT_FOUND, "Proposal %s is not open.", proposal());
    }

    /**
     * Brings the policy that ships into force, on a server that never had any. Elsewhere it changes nothing, and is answered
     * with false.
     *
     * @param source a document that was read without errors and names this policy
     */
    record Install(ProposalId proposal, String policy, String source, Actor actor) implements PolicyCommand {}

    /**
     * @param source a document that was read without errors and names this policy
     * @param reporters whom the document means by those who report checks
     */
    record Propose(
            ProposalId proposal,
            String policy,
            String source,
            List<Reporter> reporters,
            Actor actor,
            @Nullable SealedText comment)
            implements PolicyCommand {

        public Propose {
            reporters = List.copyOf(reporters);
        }
    }

    record ProposeRetirement(
            ProposalId proposal,
            String policy,
            Actor actor,
            @Nullable SealedText comment) implements PolicyCommand {}

    record Withdraw(ProposalId proposal, Actor actor) implements PolicyCommand {}

    record Reject(
            ProposalId proposal, Actor actor, @Nullable SealedText comment) implements PolicyCommand {}

    record Agree(ProposalId proposal, Actor actor, @Nullable SealedText comment) implements PolicyCommand {}
}
