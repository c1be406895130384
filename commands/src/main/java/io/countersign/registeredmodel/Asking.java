package io.countersign.registeredmodel;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import io.countersign.governance.ChangeCommand;
import io.countersign.governance.GovernanceEvent;
import io.countersign.governance.GovernedCommand;
import io.countersign.identity.Actor;
import io.countersign.policy.Change;
import io.countersign.policy.PolicyRevision;
import io.countersign.privacy.SealedText;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides on requests: one by each person for each change, perhaps in the place of an older one. */
final class Asking {

    private final ModelState model;
    private final Actor actor;
    private final List<PolicyRevision> inForce;

    Asking(ModelState model, GovernedCommand command) {
        this.model = model;
        this.actor = command.actor();
        this.inForce = command.facts().revisions();
    }

    void ask(ChangeCommand.Request command) {
        if (command.supersedes() != null) {
            supersede(command.supersedes(), command.request());
        }
        Change change = open(command.request(), command.change(), command.comment());
        if (command.reopens() != null) {
            apply(new GovernanceEvent.RequestReopened(
                    model.id(), command.request(), change, command.reopens(), actor.subject()));
        }
    }

    private void supersede(RequestId old, RequestId successor) {
        Ballot ballot = model.ballots().holding(old);
        if (!actor.is(ballot.request(old).orElseThrow().requester())) {
            throw Rejection.of(
                    Reason.NOT_THE_REQUESTER,
                    "Request %s is not yours; another takes the place of your own only.",
                    old);
        }
        apply(new GovernanceEvent.RequestSuperseded(model.id(), old, ballot.change(), successor, actor.subject()));
    }

    /** @return the change as it would be now */
    Change open(RequestId request, Change wanted, @Nullable SealedText comment) {
        Change change = model.asOfNow(wanted);
        Possible.require(change, model);
        requireFirst(change);
        apply(
                change instanceof Change.ToStage move
                        ? new RegisteredModelEvent.TransitionRequested(
                                model.id(),
                                request,
                                move.version(),
                                move.from(),
                                move.to(),
                                actor.subject(),
                                comment,
                                inForce)
                        : new GovernanceEvent.ChangeRequested(
                                model.id(), request, change, actor.subject(), comment, inForce));
        return change;
    }

    private void requireFirst(Change change) {
        if (model.ballots().on(change).map(ballot -> ballot.hasRequestBy(actor)).orElse(false)) {
            throw Rejection.of(
                    Reason.REQUEST_EXISTS, "You already have an open request for this %s.", described(change));
        }
    }

    private String described(Change change) {
        return change.words() + (change.candidate() == null ? "" : " of version " + change.candidate()) + " of "
                + model.name();
    }
}
