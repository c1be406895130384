package io.countersign.policy;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import io.countersign.identity.Actor;
import io.countersign.identity.SubjectId;
import io.countersign.identity.UserDirectory;
import io.countersign.privacy.SealedText;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.jspecify.annotations.Nullable;

/**
 * Decides which policies are in force. What is proposed by one administrator, to publish, to loosen or to retire, comes
 * into force when another one agrees; a server for one person alone needs no second.
 */
@SuppressWarnings("NullAway.Init") // filled by the first event
public class PolicyBook {

    @AggregateIdentifier
    private String stream;

    private Map<String, Integer> lastRevisions;
    private Set<PolicyRevision> inForce;
    private Map<ProposalId, Proposal> open;

    PolicyBook() {}

    /** @param retires whether nothing is to come in its place */
    private record Proposal(PolicyRevision revision, boolean retires, SubjectId by) {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    boolean handle(PolicyCommand.Install command) {
        if (stream != null) {
            return false;
        }
        SubjectId by = command.actor().subject();
        PolicyRevision revision = new PolicyRevision(command.policy(), 1);
        apply(new PolicyEvent.Proposed(command.proposal(), revision, command.source(), List.of(), by, null));
        apply(new PolicyEvent.Published(command.proposal(), revision, by, null));
        return true;
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    int handle(PolicyCommand.Propose command) {
        int next = lastRevisions == null ? 1 : lastRevisions.getOrDefault(command.policy(), 0) + 1;
        SubjectId by = command.actor().subject();
        PolicyRevision revision = new PolicyRevision(command.policy(), next);
        apply(new PolicyEvent.Proposed(
                command.proposal(), revision, command.source(), command.reporters(), by, command.comment()));
        agreeAlone(command);
        return next;
    }

    @CommandHandler
    void handle(PolicyCommand.ProposeRetirement command) {
        PolicyRevision revision = inForce.stream()
                .filter(each -> each.name().equals(command.policy()))
                .findFirst()
                .orElseThrow(
                        () -> Rejection.of(Reason.POLICY_NOT_FOUND, "No policy %s is in force.", command.policy()));
        SubjectId by = command.actor().subject();
        apply(new PolicyEvent.RetirementProposed(command.proposal(), revision, by, command.comment()));
        agreeAlone(command);
    }

    @CommandHandler
    void handle(PolicyCommand.Withdraw command) {
        Proposal proposal = require(command);
        if (!command.actor().is(proposal.by())) {
            throw Rejection.of(Reason.NOT_THE_PROPOSER, "A proposal is withdrawn by who made it.");
        }
        apply(new PolicyEvent.ProposalWithdrawn(
                command.proposal(), command.actor().subject()));
    }

    @CommandHandler
    void handle(PolicyCommand.Reject command) {
        require(command);
        SubjectId by = command.actor().subject();
        apply(new PolicyEvent.ProposalRejected(command.proposal(), by, command.comment()));
    }

    @CommandHandler
    void handle(PolicyCommand.Agree command, UserDirectory users) {
        Proposal proposal = require(command);
        if (command.actor().is(proposal.by())) {
            throw Rejection.of(
                    Reason.OWN_PROPOSAL,
                    "You proposed this change of policy yourself; another administrator has to agree.");
        }
        if (users.personBehind(proposal.by())
                .equals(users.personBehind(command.actor().subject()))) {
            throw Rejection.of(
                    Reason.NOT_INDEPENDENT,
                    "It takes two administrators to change a policy, and your account counts as that of who proposed this:"
                            + " others have to vouch for it, or to agree.");
        }
        agree(command.proposal(), proposal, command.actor(), command.comment());
    }

    private void agreeAlone(PolicyCommand command) {
        if (command.actor().alone()) {
            agree(command.proposal(), require(command), command.actor(), null);
        }
    }

    private void agree(ProposalId id, Proposal proposal, Actor actor, @Nullable SealedText comment) {
        requireLatest(proposal);
        apply(
                proposal.retires()
                        ? new PolicyEvent.Retired(id, proposal.revision(), actor.subject(), comment)
                        : new PolicyEvent.Published(id, proposal.revision(), actor.subject(), comment));
    }

    /** What was proposed against a state that is no more would undo in silence what came into force meanwhile. */
    private void requireLatest(Proposal proposal) {
        boolean isStale = proposal.retires()
                ? !inForce.contains(proposal.revision())
                : inForce.stream()
                        .anyMatch(each -> each.name().equals(proposal.revision().name())
                                && each.revision() > proposal.revision().revision());
        if (isStale) {
            throw Rejection.of(
                    Reason.PROPOSAL_OUTDATED,
                    "The policy %s has changed since this was proposed; propose it anew.",
                    proposal.revision().name());
        }
    }

    private Proposal require(PolicyCommand command) {
        Proposal proposal = open.get(command.proposal());
        if (proposal == null) {
            throw command.notFound();
        }
        return proposal;
    }

    @EventSourcingHandler
    void on(PolicyEvent.Proposed event) {
        if (stream == null) {
            stream = PolicyCommand.STREAM;
            lastRevisions = new HashMap<>();
            inForce = new HashSet<>();
            open = new HashMap<>();
        }
        lastRevisions.put(event.revision().name(), event.revision().revision());
        open.put(event.proposal(), new Proposal(event.revision(), false, event.by()));
    }

    @EventSourcingHandler
    void on(PolicyEvent.RetirementProposed event) {
        open.put(event.proposal(), new Proposal(event.revision(), true, event.by()));
    }

    @EventSourcingHandler
    void on(PolicyEvent.ProposalWithdrawn event) {
        open.remove(event.proposal());
    }

    @EventSourcingHandler
    void on(PolicyEvent.ProposalRejected event) {
        open.remove(event.proposal());
    }

    @EventSourcingHandler
    void on(PolicyEvent.Published event) {
        open.remove(event.proposal());
        inForce.removeIf(each -> each.name().equals(event.revision().name()));
        inForce.add(event.revision());
    }

    @EventSourcingHandler
    void on(PolicyEvent.Retired event) {
        open.remove(event.proposal());
        inForce.remove(event.revision());
    }
}
