package io.countersign.policy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.cel.common.CelValidationException;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Conditions in the Common Expression Language, by Google's implementation of it. What an expression may take is bounded
 * before it runs by {@link CelLanguage} and while it runs by {@link CelBudget}; programs are immutable, kept once
 * compiled, and shared by all threads.
 */
public final class CelConditions implements Conditions {

    private static final Pattern LOCATED =
            Pattern.compile("evaluation error(?: at <input>:(\\d+))?: (.*)", Pattern.DOTALL);

    private final Cache<String, CelRuntime.Program> programs =
            Caffeine.newBuilder().maximumSize(1_000).build();
    private final Supplier<CelBudget> budgets;

    public CelConditions() {
        this(CelBudget::new);
    }

    CelConditions(Supplier<CelBudget> budgets) {
        this.budgets = budgets;
    }

    /** What is wrong with an expression before any case is known; empty when nothing is. */
    public List<ExpressionProblem> problems(String expression) {
        return CelLanguage.get().problems(expression);
    }

    @Override
    public boolean hold(String expression, Case about) {
        CelRuntime.Program program = programs.get(expression, CelConditions::compile);
        CelBudget budget = budgets.get();
        Object result = evaluate(program, about, budget);
        if (budget.isExceeded()) {
            throw new ConditionFailed("it takes more than " + budget.limits());
        }
        if (result instanceof Boolean holds) {
            return holds;
        }
        throw new ConditionFailed("it must yield true or false, and yields " + result);
    }

    private static CelRuntime.Program compile(String expression) {
        List<ExpressionProblem> problems = CelLanguage.get().problems(expression);
        if (!problems.isEmpty()) {
            throw new ConditionFailed(problems.getFirst().message());
        }
        try {
            return CelLanguage.get().program(expression);
        } catch (CelValidationException | CelEvaluationException e) {
            throw new ConditionFailed(words(e));
        }
    }

    /** Some failures, as of a budget, are swallowed by an "or" whose other side holds: whoever calls asks the budget. */
    private static Object evaluate(CelRuntime.Program program, Case about, CelBudget budget) {
        try {
            return program.trace(CelFacts.of(about), budget);
        } catch (CelEvaluationException | RuntimeException e) {
            if (budget.isExceeded()) {
                return false;
            }
            throw new ConditionFailed(words(e));
        }
    }

    private static String words(Exception failure) {
        Matcher located = LOCATED.matcher(String.valueOf(failure.getMessage()));
        if (!located.matches()) {
            return String.valueOf(failure.getMessage());
        }
        String what = located.group(2).replace(" is not present in map.", " is not there; ask has(…) before using it");
        return located.group(1) == null ? what : what + " (after " + located.group(1) + " characters)";
    }
}
