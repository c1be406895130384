package io.countersign.simulation;

import io.countersign.policy.VetoRule;

/**
 * What one rule would have said.
 *
 * @param says a sentence
 */
public record Opinion(String rule, Outcome outcome, String says) {

    /** Of the same rule about the same decision, of which this one is the heavier or as heavy. */
    private Opinion(Opinion heavier, Opinion other) {
        this(
                heavier.rule,
                heavier.outcome,
                heavier.outcome != other.outcome || heavier.says.equals(other.says)
                        ? heavier.says
                        : heavier.says + " " + other.says);
    }

    /** With two people who got past it: past anything but a veto. */
    Opinion bypassed() {
        return outcome == Outcome.FAILS && !rule.equals(VetoRule.NAME)
                ? new Opinion(rule, Outcome.PASSES, "Two people broke the glass. " + says)
                : this;
    }

    Opinion and(Opinion other) {
        return outcome.compareTo(other.outcome) >= 0 ? new Opinion(this, other) : new Opinion(other, this);
    }
}
