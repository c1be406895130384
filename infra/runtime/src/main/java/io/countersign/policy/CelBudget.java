package io.countersign.policy;

import dev.cel.common.ast.CelExpr;
import dev.cel.runtime.CelEvaluationListener;
import java.time.Duration;
import java.util.Collection;

/**
 * What one evaluation may take: it is told of every step, with its value, and ends the evaluation when the steps, the
 * size of what they made, or the time are too much. No step by itself takes long: strings and lists grow only as far as
 * the expression is long, and patterns run in linear time.
 */
final class CelBudget implements CelEvaluationListener {

    private static final int MOST_STEPS = 50_000;
    private static final int CHARACTERS_PER_STEP = 8;
    private static final Duration MOST_TIME = Duration.ofSeconds(3); // a first evaluation loads classes for a while

    private final long deadline;
    private int taken;
    private boolean exceeded;

    CelBudget() {
        this(MOST_TIME);
    }

    CelBudget(Duration time) {
        this.deadline = System.nanoTime() + time.toNanos();
    }

    @Override
    public void callback(CelExpr step, Object value) {
        taken += 1 + sizeOf(value);
        if (taken > MOST_STEPS || System.nanoTime() - deadline > 0) {
            exceeded = true;
            throw new IllegalStateException("The budget of the evaluation is used up.");
        }
    }

    private static int sizeOf(Object value) {
        return switch (value) {
            case CharSequence text -> text.length() / CHARACTERS_PER_STEP;
            case Collection<?> several -> several.size();
            default -> 0;
        };
    }

    boolean isExceeded() {
        return exceeded;
    }

    String limits() {
        return MOST_STEPS + " steps or " + MOST_TIME.toSeconds() + " s";
    }
}
