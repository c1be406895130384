package io.countersign.governance;

import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import java.util.function.Predicate;

/**
 * One sentence of the policy on changes of stage.
 *
 * @param name as auditors read it, for example {@code approver-is-not-a-requester}
 * @param reason told to the caller when the rule does not hold
 * @param message a sentence that says what is missing
 */
record TransitionRule(String name, Reason reason, String message, Predicate<Decision> holds) {

    void check(Decision decision) {
        if (!holds.test(decision)) {
            throw new Rejection(reason, message.replace("{to}", decision.to().label()));
        }
    }
}
