package io.countersign.policy;

import java.util.List;

/**
 * What one rule says in one case.
 *
 * @param rule its name, for example {@code approvals}
 * @param says a sentence: why it holds, or what is missing
 * @param lookedAt the facts that it rests on, in words
 * @param open what could still satisfy it, for example {@code 1 more approval by risk}; empty when nothing is missing
 */
public record Finding(String rule, RuleStatus status, String says, List<String> lookedAt, List<String> open) {

    static final String NO_VERSION = "The change is of no version.";

    public Finding {
        lookedAt = List.copyOf(lookedAt);
        open = List.copyOf(open);
    }

    static Finding satisfied(String rule, String says, List<String> lookedAt) {
        return new Finding(rule, RuleStatus.SATISFIED, says, lookedAt, List.of());
    }

    static Finding overridden(String rule, String says, List<String> lookedAt) {
        return new Finding(rule, RuleStatus.OVERRIDDEN, says, lookedAt, List.of());
    }

    static Finding unsatisfied(String rule, String says, List<String> lookedAt, String... open) {
        return new Finding(rule, RuleStatus.UNSATISFIED, says, lookedAt, List.of(open));
    }

    static Finding notApplicable(String rule, String says) {
        return new Finding(rule, RuleStatus.NOT_APPLICABLE, says, List.of(), List.of());
    }

    /** As two people who broke the glass leave it. */
    Finding bypassed() {
        boolean gotPast = !status.lets() && !rule.equals(VetoRule.NAME);
        return gotPast ? new Finding(rule, RuleStatus.BYPASSED, says, lookedAt, open) : this;
    }

    static Finding error(String rule, String says) {
        return new Finding(rule, RuleStatus.ERROR, says, List.of(), List.of());
    }
}
