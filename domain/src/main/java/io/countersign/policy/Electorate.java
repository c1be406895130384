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
     * Whether somebody's word counts.
     *
     * @param voter their approval, as if they gave it now
     * @throws Rejection that says why it does not
     */
    public void require(Approval voter) {
        List<ApprovalRule> theirs =
                rules.stream().filter(rule -> mayCount(voter, rule)).toList();
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
        if (theirs.stream().noneMatch(rule -> rule.counts(voter, about))) {
            refuse(voter, theirs.getFirst());
        }
    }

    private static boolean mayCount(Approval voter, ApprovalRule rule) {
        return rule.quorum()
                .groups()
                .anyMatch(group -> voter.groups().contains(group)
                        || voter.words().stream().anyMatch(word -> word.groups().contains(group)));
    }

    /** Whether somebody's word counts. */
    public boolean has(Approval voter) {
        try {
            require(voter);
            return true;
        } catch (Rejection rejection) {
            return false;
        }
    }

    private void refuse(Approval voter, ApprovalRule rule) {
        Party part = rule.partOf(voter, about)
                .orElseThrow(() -> Rejection.of(
                        Reason.NOT_INDEPENDENT,
                        "You are in no group that decides on this %s, and whoever handed you their word had a part in"
                                + " it, or has approved it as well.",
                        about.change().words()));
        SubjectId hand = rule.personBehind(voter.hand(), about);
        if (!hand.equals(voter.hand())) {
            throw Rejection.of(
                    Reason.NOT_INDEPENDENT,
                    "Your account was made by the %s, and counts as theirs: this %s is for others to decide on.",
                    part.label(),
                    about.change().words());
        }
        if (!about.peopleIn(part).contains(voter.hand()) && !voter.hand().equals(voter.by())) {
            throw Rejection.of(
                    Reason.NOT_INDEPENDENT,
                    "Your account acts for the %s, or they chose its password and no other admin has vouched for it. It"
                            + " counts as theirs: this %s is for others to decide on.",
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
