package io.countersign.registeredmodel;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import io.countersign.governance.EmergencyCommand;
import io.countersign.governance.EmergencyEvent;
import io.countersign.identity.Role;
import io.countersign.policy.BreakGlass;
import io.countersign.policy.Bypass;
import io.countersign.policy.Conditions;
import io.countersign.policy.Policy;
import io.countersign.rejection.Invalid;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lets two people past what the policies still miss, for a time, and has others look at it afterwards. */
final class Emergency {

    private final ModelState model;
    private final EmergencyCommand command;
    private final Judge judge;

    Emergency(ModelState model, EmergencyCommand command, Conditions conditions) {
        this.model = model;
        this.command = command;
        this.judge = new Judge(model, command.actor(), command.facts(), conditions);
    }

    void breakGlass(EmergencyCommand.BreakGlass wish, Runnable effect) {
        Plan plan = Plan.of(wish.change(), wish.archiveExisting(), model);
        Ballot ballot = model.ballots().require(plan.change(), model.name());
        model.frozen().requireThawed(plan.change(), model.name());
        judge.requireInTime(plan.change(), ballot);
        requireNeed(plan);
        Instant until = until(wish.until(), judge.objecting(plan));
        Ballot.Breaking first = ballot.breaking();
        if (first == null || !first.until().isAfter(now()) || command.actor().is(first.by())) {
            apply(new EmergencyEvent.BreakGlassProposed(
                    model.id(), ballot.ids(), plan.change(), command.actor().subject(), until, wish.reason()));
        } else {
            second(plan, first, until, wish, effect);
        }
    }

    private void second(
            Plan plan, Ballot.Breaking first, Instant until, EmergencyCommand.BreakGlass wish, Runnable effect) {
        if (judge.areOneHand(first.by(), command.actor().subject())) {
            throw Rejection.of(
                    Reason.NOT_INDEPENDENT,
                    "It takes two people to break the glass, and one of your accounts was made by the other.");
        }
        Instant end = first.until().isBefore(until) ? first.until() : until;
        Verdict verdict =
                judge.bypassing(plan, new Bypass(first.by(), command.actor().subject(), end));
        if (!verdict.lets()) {
            throw Rejection.of(
                    Reason.POLICY_NOT_MET,
                    "This %s was vetoed, which no broken glass gets past: have the veto lifted.",
                    plan.change().words());
        }
        new Making(model, command.actor()).make(plan, wish.reason(), verdict, effect);
    }

    private void requireNeed(Plan plan) {
        if (judge.on(plan).lets()) {
            throw Rejection.of(
                    Reason.CHANGE_POINTLESS,
                    "Nothing stands in the way of this %s: approve it.",
                    plan.change().words());
        }
    }

    /** The end of the time that every policy in its way allows; those that let it pass are not asked. */
    private Instant until(@Nullable Instant wanted, List<Policy> objecting) {
        Instant latest = objecting.stream()
                .map(this::requireBreakable)
                .map(BreakGlass::longest)
                .map(now()::plus)
                .min(Instant::compareTo)
                .orElseThrow();
        if (wanted == null) {
            return latest;
        }
        if (!wanted.isAfter(now()) || wanted.isAfter(latest)) {
            throw Invalid.value("until", wanted, "use a time from now to " + latest + ".");
        }
        return wanted;
    }

    private BreakGlass requireBreakable(Policy policy) {
        BreakGlass rule = policy.document().breakGlass();
        if (rule == null) {
            throw Rejection.of(
                    Reason.GLASS_UNBREAKABLE,
                    "Policy %s lets nobody past its rules.",
                    policy.revision().name());
        }
        if (!judge.groups().contains(rule.group())) {
            throw Rejection.of(
                    Reason.GLASS_UNBREAKABLE,
                    "Policy %s lets two people of %s past its rules. You are not in it.",
                    policy.revision().name(),
                    rule.group());
        }
        return rule;
    }

    void review(EmergencyCommand.ReviewBypass wish) {
        OpenReview review = model.reviews().stream()
                .filter(each -> each.request().equals(wish.request()))
                .findFirst()
                .orElseThrow(() -> Rejection.of(
                        Reason.REVIEW_NOT_FOUND, "Nothing about request %s waits for a review.", wish.request()));
        if (!judge.groups().contains(Role.REVIEWER.label())) {
            throw Rejection.of(Reason.NOT_A_REVIEWER, "A broken glass is reviewed by a reviewer or an admin.");
        }
        boolean hadPart = review.parties()
                .anyMatch(each -> judge.areOneHand(each, command.actor().subject()));
        if (hadPart) {
            throw Rejection.of(
                    Reason.NOT_INDEPENDENT, "You, or whoever made your account, had a part in it: others review it.");
        }
        apply(new EmergencyEvent.BypassReviewed(
                model.id(), review.request(), review.change(), command.actor().subject(), wish.conclusion()));
    }

    private Instant now() {
        return command.facts().at();
    }
}
