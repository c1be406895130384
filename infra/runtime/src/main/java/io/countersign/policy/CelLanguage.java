package io.countersign.policy;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.List;

/**
 * The part of the Common Expression Language that policies have: its standard functions and macros without {@code map},
 * the one by which a short expression could make something huge out of little.
 */
final class CelLanguage {

    private static final int MOST_CHARACTERS = 4_096;
    private static final int DEEPEST = 48;
    private static final int MOST_NODES = 1_000;
    private static final int MOST_ITERATIONS = 10_000;
    private static final int LARGEST_PATTERN = 500;

    private static final CelOptions OPTIONS = CelOptions.current()
            .maxExpressionCodePointSize(MOST_CHARACTERS)
            .maxParseRecursionDepth(DEEPEST)
            .maxParseExpressionNodeCount(MOST_NODES)
            .maxParseErrorRecoveryLimit(10)
            .comprehensionMaxIterations(MOST_ITERATIONS)
            .maxRegexProgramSize(LARGEST_PATTERN)
            .enableHeterogeneousNumericComparisons(true)
            .build();

    private final CelCompiler compiler = compiler();
    private final CelRuntime runtime =
            CelRuntimeFactory.standardCelRuntimeBuilder().setOptions(OPTIONS).build();

    private CelLanguage() {}

    /** Made at its first use: it takes half a second, and a server without conditions never needs it. */
    private static final class Holder {
        static final CelLanguage LANGUAGE = new CelLanguage();
    }

    static CelLanguage get() {
        return Holder.LANGUAGE;
    }

    private static CelCompiler compiler() {
        CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setStandardMacros(
                        CelStandardMacro.HAS,
                        CelStandardMacro.ALL,
                        CelStandardMacro.EXISTS,
                        CelStandardMacro.EXISTS_ONE,
                        CelStandardMacro.FILTER)
                .setTypeProvider(new CelTypes())
                .setResultType(SimpleType.BOOL);
        CelTypes.VARIABLES.forEach(builder::addVar);
        return builder.build();
    }

    List<ExpressionProblem> problems(String expression) {
        CelValidationResult result = compiler.compile(expression);
        if (result.hasError()) {
            return result.getErrors().stream().map(CelLanguage::problem).toList();
        }
        try {
            return CelRestrictions.violations(result.getAst());
        } catch (CelValidationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ExpressionProblem problem(CelIssue issue) {
        return new ExpressionProblem(
                Math.max(1, issue.getSourceLocation().getLine()),
                Math.max(0, issue.getSourceLocation().getColumn()) + 1,
                issue.getMessage().replace(" (in container '')", ""));
    }

    /** Of an expression without problems. */
    CelRuntime.Program program(String expression) throws CelValidationException, CelEvaluationException {
        CelAbstractSyntaxTree tree = compiler.compile(expression).getAst();
        return runtime.createProgram(tree);
    }
}
