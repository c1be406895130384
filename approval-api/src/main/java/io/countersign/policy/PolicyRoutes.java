package io.countersign.policy;

import io.countersign.Uuid7;
import io.countersign.access.Operation;
import io.countersign.access.Requires;
import io.countersign.api.GovernanceRoutes;
import io.countersign.past.AsOf;
import io.countersign.policy.PolicyMessages.Proposal;
import io.countersign.policy.PolicyMessages.Revision;
import io.countersign.registry.Comments;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import io.countersign.wire.Sender;
import io.countersign.wire.Wire;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;

/** Policies: what is in force, what was, and what one administrator proposes for another to agree to. */
@GovernanceRoutes
@Requires(Operation.READ_POLICIES)
final class PolicyRoutes {

    private static final String SCHEMA_TYPE = "application/schema+json";

    private final Sender sender;
    private final PolicyQueries policies;
    private final Comments comments;
    private final Drafts drafts;

    PolicyRoutes(Sender sender, PolicyQueries policies, Comments comments, Drafts drafts) {
        this.sender = sender;
        this.policies = policies;
        this.comments = comments;
        this.drafts = drafts;
    }

    @AsOf
    @GetMapping("/policies")
    PolicyMessages.Policies inForce() {
        return new PolicyMessages.Policies(
                policies.inForce().stream().map(Revision::of).toList());
    }

    /** JSON Schema of the documents, for editors and for checks before they are sent. */
    @GetMapping(value = "/policies/schema", produces = SCHEMA_TYPE)
    ResponseEntity<String> schema() {
        return ResponseEntity.ok().contentType(MediaType.valueOf(SCHEMA_TYPE)).body(PolicySchema.TEXT);
    }

    @AsOf
    @GetMapping("/policies/{policy}")
    PolicyMessages.Revisions revisions(@PathVariable String policy) {
        List<Revision> revisions =
                policies.revisions(policy).stream().map(Revision::of).toList();
        if (revisions.isEmpty()) {
            throw Rejection.of(Reason.POLICY_NOT_FOUND, "There is no policy %s.", policy);
        }
        return new PolicyMessages.Revisions(policy, revisions);
    }

    @AsOf
    @GetMapping("/policies/{policy}/revisions/{revision}")
    Revision revision(@PathVariable String policy, @PathVariable int revision) {
        return policies.revision(policy, revision)
                .map(Revision::of)
                .orElseThrow(() -> Rejection.of(
                        Reason.POLICY_NOT_FOUND, "There is no revision %d of policy %s.", revision, policy));
    }

    /** The body is the document, as YAML or JSON; it is kept to the letter. */
    @PostMapping("/policies")
    @Requires(Operation.PROPOSE_POLICY)
    @ResponseStatus(HttpStatus.CREATED)
    Proposal propose(HttpServletRequest request, @RequestParam(required = false) @Nullable String comment)
            throws IOException {
        Drafts.Draft draft = drafts.read(request, sender.actor());
        ProposalId id = new ProposalId(Uuid7.hex());
        sender.send(new PolicyCommand.Propose(
                id,
                draft.document().name(),
                draft.source(),
                draft.reporters(),
                sender.actor(),
                comments.optional(comment)));
        return proposal(id);
    }

    @DeleteMapping("/policies/{policy}")
    @Requires(Operation.PROPOSE_POLICY)
    Proposal retire(@PathVariable String policy, @RequestParam(required = false) @Nullable String comment) {
        ProposalId id = new ProposalId(Uuid7.hex());
        sender.send(new PolicyCommand.ProposeRetirement(id, policy, sender.actor(), comments.optional(comment)));
        return proposal(id);
    }

    @AsOf
    @GetMapping("/policy-proposals")
    PolicyMessages.Proposals open() {
        return new PolicyMessages.Proposals(
                policies.openProposals().stream().map(Proposal::of).toList());
    }

    @AsOf
    @GetMapping("/policy-proposals/{id}")
    Proposal proposal(@PathVariable String id) {
        return proposal(new ProposalId(id));
    }

    @PostMapping("/policy-proposals/{id}/agree")
    @Requires(Operation.DECIDE_POLICY)
    Proposal agree(@PathVariable String id, @Wire PolicyMessages.Answer answer) {
        ProposalId proposal = new ProposalId(id);
        requireSatisfiable(proposal);
        sender.send(new PolicyCommand.Agree(proposal, sender.actor(), comments.optional(answer.comment())));
        return proposal(proposal);
    }

    @PostMapping("/policy-proposals/{id}/reject")
    @Requires(Operation.DECIDE_POLICY)
    Proposal reject(@PathVariable String id, @Wire PolicyMessages.Answer answer) {
        ProposalId proposal = new ProposalId(id);
        sender.send(new PolicyCommand.Reject(proposal, sender.actor(), comments.optional(answer.comment())));
        return proposal(proposal);
    }

    @PostMapping("/policy-proposals/{id}/withdraw")
    @Requires(Operation.PROPOSE_POLICY)
    Proposal withdraw(@PathVariable String id) {
        ProposalId proposal = new ProposalId(id);
        sender.send(new PolicyCommand.Withdraw(proposal, sender.actor()));
        return proposal(proposal);
    }

    /** Since it was proposed, those whom it asks may have left. */
    private void requireSatisfiable(ProposalId id) {
        policies.proposal(id)
                .filter(proposal -> proposal.state().equals("OPEN") && !proposal.retires())
                .flatMap(proposal -> policies.revision(proposal.policy(), proposal.revision()))
                .ifPresent(
                        revision -> drafts.requireSatisfiable(revision.source(), revision.reporters(), sender.actor()));
    }

    private Proposal proposal(ProposalId id) {
        return policies.proposal(id)
                .map(Proposal::of)
                .orElseThrow(() -> Rejection.of(Reason.PROPOSAL_NOT_FOUND, "There is no proposal %s.", id));
    }
}
