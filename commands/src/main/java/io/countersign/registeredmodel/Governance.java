package io.countersign.registeredmodel;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import io.countersign.governance.GovernanceEvent;
import io.countersign.governance.GovernedCommand;
import io.countersign.identity.Actor;
import io.countersign.identity.Role;
import io.countersign.policy.Change;
import io.countersign.policy.Conditions;
import io.countersign.policy.DecisionFacts;
import io.countersign.policy.Finding;
import io.countersign.policy.Policy;
import io.countersign.policy.PolicyRevision;
import io.countersign.privacy.SealedText;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import io.countersign.tag.Tag;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Decides whether changes to one model may be made, for one command. */
final class Governance {

    private final ModelState model;
    private final Actor actor;
    private final DecisionFacts facts;
    private final Judge judge;

    Governance(ModelState model, GovernedCommand command, Conditions conditions) {
        this.model = model;
        this.actor = command.actor();
        this.facts = command.facts();
        this.judge = new Judge(model, actor, facts, conditions);
    }

    /**
     * Makes a change that somebody wants made now. An approval of theirs that is still missing is given with it; what is
     * missing beside that refuses it, and nothing is changed.
     */
    void make(Change wanted, boolean archiveExisting, @Nullable SealedText comment, Runnable effect) {
        Plan plan = Plan.of(wanted, archiveExisting, model);
        if (plan.changesNothing() && !isAsked(plan.change())) {
            return;
        }
        model.frozen().requireThawed(plan.change(), model.name());
        Verdict verdict = judge.on(plan);
        if (!actor.alone() && !verdict.covered()) {
            requireReviewer(plan.change());
        } else if (!verdict.lets() && isAsked(plan.change())) {
            judge.requireVoter(plan.change());
            approve(plan.change(), Signature.of(comment));
            verdict = judge.on(plan);
        }
        if (!verdict.lets()) {
            throw refusal(plan.change(), verdict);
        }
        new Making(model, actor).make(plan, comment, verdict, effect);
    }

    /** Counts the actor's approval, and makes the change where it was the last that was missing. */
    void approve(Change wanted, boolean archiveExisting, Signature signature, Runnable effect) {
        Plan plan = Plan.of(wanted, archiveExisting, model);
        model.ballots().require(plan.change(), model.name());
        model.frozen().requireThawed(plan.change(), model.name());
        if (!actor.alone()) {
            judge.requireVoter(plan.change());
            approve(plan.change(), signature);
        }
        Verdict verdict = judge.on(plan);
        if (verdict.lets()) {
            new Making(model, actor).make(plan, signature.reason(), verdict, effect);
        }
    }

    /** Whether a change that nobody decides on here may be made at once. */
    Verdict verdict(Change change) {
        return judge.on(new Plan(change, List.of(), List.of()));
    }

    /**
     * Lets nothing come into the world with tags that policies protect.
     *
     * @param version null for those of the model itself
     */
    void requireFree(@Nullable Integer version, List<Tag> tags) {
        for (Tag tag : tags) {
            Change change = new Change.OfTag(version, tag.key(), tag.value());
            Verdict verdict = verdict(change);
            if (!verdict.lets()) {
                throw refusal(change, verdict);
            }
        }
    }

    void reject(Change wanted, @Nullable SealedText comment) {
        Change change = model.asOfNow(wanted);
        Ballot ballot = model.ballots().require(change, model.name());
        if (!actor.alone()) {
            judge.requireVoter(change);
        }
        apply(
                change instanceof Change.ToStage move
                        ? new RegisteredModelEvent.TransitionRejected(
                                model.id(),
                                ballot.ids(),
                                move.version(),
                                move.to(),
                                actor.subject(),
                                comment,
                                verdict(change).policies())
                        : new GovernanceEvent.ChangeRejected(
                                model.id(), ballot.ids(), change, actor.subject(), comment));
    }

    void veto(Change wanted, @Nullable SealedText comment) {
        Change change = model.asOfNow(wanted);
        Ballot ballot = model.ballots().require(change, model.name());
        if (ballot.vetoBy(actor.subject()).isPresent()) {
            return;
        }
        if (!actor.alone()) {
            judge.requireVoter(change);
        }
        apply(new GovernanceEvent.Vetoed(model.id(), ballot.ids(), change, actor.subject(), comment));
    }

    /** What is decided or withdrawn meanwhile needs no review. */
    void review(Change wanted) {
        model.ballots().on(wanted).ifPresent(ballot -> {
            Change change = model.asOfNow(wanted);
            Optional<PolicyRevision> late = judge.over(change, ballot).map(Policy::revision);
            if (late.isPresent()) {
                apply(new GovernanceEvent.RequestsExpired(model.id(), ballot.ids(), change, late.get()));
            } else {
                endStaleApprovals(change, ballot);
            }
        });
    }

    private void endStaleApprovals(Change change, Ballot ballot) {
        judge.stale(ballot)
                .forEach((by, changed) ->
                        apply(new GovernanceEvent.ApprovalWentStale(model.id(), ballot.ids(), change, by, changed)));
    }

    /** Of what was approved and is not what it was, each approval says so first. */
    private void approve(Change change, Signature signature) {
        judge.requireInTime(change, model.ballots().require(change, model.name()));
        signature.requireBy(judge.covering(change), facts.at());
        signature.requireFindingsInTime(facts.at());
        Ballot ballot = model.ballots().require(change, model.name());
        endStaleApprovals(change, ballot);
        if (judge.ownApproval(ballot).isEmpty()) {
            apply(new GovernanceEvent.ApprovalGiven(
                    model.id(),
                    ballot.ids(),
                    change,
                    actor.subject(),
                    signature.meaning(),
                    signature.reason(),
                    facts.subject(),
                    signature.findings()));
        }
    }

    /** Stages are moved by reviewers, also where no policy has a say; and what was asked for is decided by others. */
    private void requireReviewer(Change change) {
        if (!(change instanceof Change.ToStage)) {
            return;
        }
        if (isAsked(change)) {
            judge.requireVoter(change);
        } else if (!actor.has(Role.REVIEWER)) {
            throw Rejection.of(Reason.NOT_A_REVIEWER, "A %s is decided by a reviewer or an admin.", change.words());
        }
    }

    private boolean isAsked(Change change) {
        return model.ballots().on(change).isPresent();
    }

    private Rejection refusal(Change change, Verdict verdict) {
        String objections = verdict.decided() == null
                ? ""
                : verdict.decided()
                        .evaluation()
                        .objections()
                        .map(Finding::says)
                        .distinct()
                        .collect(Collectors.joining(" "));
        if (!isAsked(change)) {
            return Rejection.of(
                    Reason.COUNTERSIGNATURE_MISSING,
                    "A %s is not one person's to make: open a request for it, which others decide on. %s",
                    change.words(),
                    objections);
        }
        return Rejection.of(Reason.POLICY_NOT_MET, "This %s has to wait. %s", change.words(), objections);
    }
}
