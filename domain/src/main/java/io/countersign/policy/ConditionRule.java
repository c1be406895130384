package io.countersign.policy;

import java.util.List;

/**
 * An expression holds.
 *
 * @param label its name in explanations
 */
public record ConditionRule(String label, String expression) implements Rule {

    @Override
    public String name() {
        return "condition:" + label;
    }

    @Override
    public Finding judge(Case about, Conditions conditions) {
        try {
            return conditions.hold(expression, about)
                    ? Finding.satisfied(name(), "It holds.", List.of(expression))
                    : Finding.unsatisfied(name(), "It does not hold.", List.of(expression), expression);
        } catch (Conditions.ConditionFailed e) {
            return Finding.error(name(), "It cannot be judged: " + e.getMessage());
        }
    }
}
