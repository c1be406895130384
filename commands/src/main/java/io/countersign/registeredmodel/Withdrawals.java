package io.countersign.registeredmodel;

import io.countersign.event.DomainEvent;
import io.countersign.governance.ChangeCommand;
import io.countersign.governance.FindingCommand;
import io.countersign.governance.FindingEvent;
import io.countersign.governance.GovernanceEvent;
import io.countersign.identity.Actor;
import io.countersign.identity.Role;
import io.countersign.identity.UserDirectory;
import io.countersign.policy.Change;
import io.countersign.policy.PeopleFacts;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import java.util.Optional;

/** Decides who may take back what they or others said about a change. */
final class Withdrawals {

    private Withdrawals() {}

    static DomainEvent cancellation(ChangeCommand.Cancel command, ModelState model) {
        Ballot ballot = model.ballots().holding(command.request());
        Ballot.Request request = ballot.request(command.request()).orElseThrow();
        Actor actor = command.actor();
        if (!actor.is(request.requester()) && !command.managing() && !actor.has(Role.ADMIN)) {
            throw Rejection.of(
                    Reason.NOT_THE_REQUESTER,
                    "A transition request is cancelled by who opened it, by somebody with CAN_MANAGE on the model, or by"
                            + " an admin.");
        }
        return ballot.change() instanceof Change.ToStage move
                ? new RegisteredModelEvent.TransitionRequestCancelled(
                        model.id(), request.id(), move.version(), move.to(), actor.subject(), command.comment())
                : new GovernanceEvent.ChangeRequestCancelled(
                        model.id(), request.id(), ballot.change(), actor.subject(), command.comment());
    }

    static DomainEvent withdrawal(ChangeCommand.Withdraw command, ModelState model) {
        Ballot ballot = model.ballots().require(command.change(), model.name());
        if (ballot.approvalBy(command.actor().subject()).isEmpty()) {
            throw Rejection.of(
                    Reason.APPROVAL_NOT_FOUND,
                    "You have not approved this %s, or your approval counts no more.",
                    ballot.change().words());
        }
        return new GovernanceEvent.ApprovalWithdrawn(
                model.id(), ballot.ids(), ballot.change(), command.actor().subject(), command.comment());
    }

    static DomainEvent liftedVeto(ChangeCommand.LiftVeto command, ModelState model) {
        Ballot ballot = model.ballots().require(command.change(), model.name());
        if (ballot.vetoBy(command.author()).isEmpty()) {
            throw Rejection.of(
                    Reason.VETO_NOT_FOUND,
                    "They have no veto against this %s.",
                    ballot.change().words());
        }
        requireMayLift(command, ballot);
        return new GovernanceEvent.VetoLifted(
                model.id(),
                ballot.ids(),
                ballot.change(),
                command.author(),
                command.actor().subject(),
                command.comment());
    }

    static DomainEvent resolution(FindingCommand.Resolve command, ModelState model, UserDirectory users) {
        OpenFindings.Open open = model.findings().find(command.finding()).orElseThrow(command::notFound);
        Actor actor = command.actor();
        boolean owns = users.personBehind(actor.subject())
                .equals(users.personBehind(open.finding().owner()));
        boolean dismisses = actor.has(Role.ADMIN) && !owns;
        if (!actor.is(open.approver()) && !dismisses) {
            throw Rejection.of(
                    Reason.NOT_THE_FINDER,
                    "A finding is resolved by who found it, or by an administrator who does not own it.");
        }
        if (!actor.is(open.approver()) && command.comment() == null) {
            throw Rejection.of(
                    Reason.PARAMETER_MISSING, "Say in a comment why it is resolved; who found it will read it.");
        }
        return new FindingEvent.FindingResolved(
                model.id(), command.finding(), open.change(), actor.subject(), command.comment());
    }

    /** Of an approval that waited too long for what it was given on condition of; what is resolved by now is not due. */
    static Optional<DomainEvent> revocation(FindingCommand.Revoke command, ModelState model) {
        return model.findings()
                .find(command.finding())
                .filter(open -> !command.at().isBefore(open.finding().due()))
                .map(open -> new FindingEvent.ApprovalRevoked(
                        model.id(), open.requests(), open.change(), open.approver(), command.finding(), open.made()));
    }

    /** An administrator who wants the change themselves is no judge of what others object to it. */
    private static void requireMayLift(ChangeCommand.LiftVeto command, Ballot ballot) {
        Actor actor = command.actor();
        if (actor.is(command.author())) {
            return;
        }
        if (!actor.has(Role.ADMIN)) {
            throw Rejection.of(
                    Reason.NOT_THE_VETOER, "A veto is lifted by its author, or dismissed by an administrator.");
        }
        PeopleFacts people = command.facts().people();
        if (people.withPersons(ballot.requesters()).contains(people.person(actor.subject()))) {
            throw Rejection.of(
                    Reason.OWN_REQUEST,
                    "You asked for this, yourself or by an account that counts as yours; another administrator may dismiss"
                            + " the veto.");
        }
        if (command.comment() == null) {
            throw Rejection.of(
                    Reason.PARAMETER_MISSING, "Say in a comment why the veto is dismissed; its author will read it.");
        }
    }
}
