package io.countersign.policy;

import io.countersign.identity.SubjectId;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who may decide on a change: those whose approval counts for a rule of a policy that covers it. Where no rule asks for
 * approvals, those of the group {@value #REVIEWERS} who did not ask for it themselves.
 */
public final class Electorate {

    /** Everybody with the role of a reviewer, or more. */
    public static final String REVIEWERS = "reviewer";

    private static final ApprovalRule ANY_REVIEWER =
            new ApprovalRule(new Quorum.Of(REVIEWERS, 1), Set.of(Party.REQUESTER));

    private final Case about;
    private final List<ApprovalRule> rules;

    /** @param asked the policies that are asked; those that do not cover the case have no say */
    public Electorate(Case about, List<Policy> asked) {
        this.about = about;
        List<ApprovalRule> asking = asked.stream()
                .filter(policy -> policy.covers(about))
                .flatMap(policy -> policy.document().rules().stream())
                .filter(ApprovalRule.class::isInstance)
                .map(ApprovalRule.class::cast)
                .toList();
        rules = asking.isEmpty() ? List.of(ANY_REVIEWER) : asking;
    }

    /**
     * Whether their word counts.
     *
     * @param groups that the person is in now, roles included
     * @throws Rejection that says why it does not
     */
    public void require(SubjectId person, Set<String> groups) {
        List<ApprovalRule> theirs = rules.stream()
                .filter(rule -> rule.quorum().groups().anyMatch(groups::contains))
                .toList();
        if (theirs.isEmpty()) {
            throw Rejection.of(
                    Reason.NOT_A_REVIEWER,
                    "A %s is decided by people of: %s. You are in none of these.",
                    about.change().words(),
                    rules.stream()
                            .flatMap(rule -> rule.quorum().groups())
                            .distinct()
                            .sorted()
                            .collect(Collectors.joining(", ")));
        }
        boolean counts = theirs.stream().anyMatch(rule -> rule.mayCount(person, about));
        if (!counts) {
            refuse(person, theirs.getFirst());
        }
    }

    /** Whether their word counts. */
    public boolean has(SubjectId person, Set<String> groups) {
        try {
            require(person, groups);
            return true;
        } catch (Rejection rejection) {
            return false;
        }
    }

    private void refuse(SubjectId person, ApprovalRule rule) {
        SubjectId hand = rule.personBehind(person, about);
        Party part = rule.partOf(hand, about).orElseThrow();
        if (!hand.equals(person)) {
            throw Rejection.of(
                    Reason.NOT_INDEPENDENT,
                    "Your account was made by the %s, and counts as theirs: this %s is for others to decide on.",
                    part.label(),
                    about.change().words());
        }
        if (part == Party.REQUESTER) {
            throw Rejection.of(
                    Reason.OWN_REQUEST,
                    "You asked for this %s yourself; someone else has to decide on it.",
                    about.change().words());
        }
        throw Rejection.of(
                Reason.NOT_INDEPENDENT,
                "You are the %s, and this %s is for others to decide on.",
                part.label(),
                about.change().words());
    }
}
