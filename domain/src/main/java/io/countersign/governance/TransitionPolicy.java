package io.countersign.governance;

import static io.countersign.identity.Role.REVIEWER;

import io.countersign.identity.Actor;
import io.countersign.rejection.Reason;
import java.util.List;

/** A named list of rules that a decision on a change of stage must meet, all of them. */
public final class TransitionPolicy {

    private static final TransitionRule DECIDED_BY_A_REVIEWER = new TransitionRule(
            "decided-by-a-reviewer",
            Reason.NOT_A_REVIEWER,
            "A change to {to} is decided by a reviewer or an admin.",
            decision -> decision.actor().has(REVIEWER));

    private static final TransitionRule SOMEONE_ELSE_ASKED_FOR_IT = new TransitionRule(
            "someone-else-asked-for-it",
            Reason.COUNTERSIGNATURE_MISSING,
            "A change to {to} takes two people: one opens a transition request, another approves it.",
            decision -> !decision.to().isActive() || decision.isRequested());

    private static final TransitionRule DECIDED_BY_A_SECOND_PERSON = new TransitionRule(
            "decided-by-a-second-person",
            Reason.OWN_REQUEST,
            "You asked for this change to {to} yourself; someone else has to decide on it.",
            Decision::isBySecondPerson);

    /** In force from the first start: what serves users is asked for by one person and approved by another. */
    public static final TransitionPolicy FOUR_EYES = new TransitionPolicy(
            new PolicyRevision("four-eyes", 1),
            List.of(DECIDED_BY_A_REVIEWER, DECIDED_BY_A_SECOND_PERSON, SOMEONE_ELSE_ASKED_FOR_IT));

    /** For a server without sign-in: the one person there decides, and every decision says that it was made so. */
    public static final TransitionPolicy SINGLE_PERSON =
            new TransitionPolicy(new PolicyRevision("single-person", 1), List.of());

    private final PolicyRevision revision;
    private final List<TransitionRule> rules;

    private TransitionPolicy(PolicyRevision revision, List<TransitionRule> rules) {
        this.revision = revision;
        this.rules = rules;
    }

    public static TransitionPolicy inForceFor(Actor actor) {
        return actor.alone() ? SINGLE_PERSON : FOUR_EYES;
    }

    /**
     * Whether this decision, to make the change or to refuse it, is the actor's to take.
     *
     * @return the revision to record with the decision
     * @throws io.countersign.rejection.Rejection naming the first rule that does not hold
     */
    public PolicyRevision allow(Decision decision) {
        rules.forEach(rule -> rule.check(decision));
        return revision;
    }

    public PolicyRevision revision() {
        return revision;
    }
}
