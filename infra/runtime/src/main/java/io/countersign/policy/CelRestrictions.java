package io.countersign.policy;

import com.google.re2j.PatternSyntaxException;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What policies must not have of the language, though it has it. */
final class CelRestrictions {

    private static final Pattern REPETITION = Pattern.compile("\\{(\\d+)(?:,(\\d*))?}");
    private static final BigInteger MOST_STATES = BigInteger.valueOf(500_000);

    private final CelAbstractSyntaxTree tree;

    private CelRestrictions(CelAbstractSyntaxTree tree) {
        this.tree = tree;
    }

    static List<ExpressionProblem> violations(CelAbstractSyntaxTree tree) {
        CelRestrictions restrictions = new CelRestrictions(tree);
        return CelNavigableAst.fromAst(tree)
                .getRoot()
                .allNodes()
                .map(CelNavigableExpr::expr)
                .flatMap(restrictions::violations)
                .toList();
    }

    private Stream<ExpressionProblem> violations(CelExpr node) {
        @Nullable
        String wrong =
                switch (node.getKind()) {
                    case CONSTANT ->
                        node.constant().getKind() == CelConstant.Kind.NULL_VALUE
                                ? "nothing is ever null here; ask has(champion.version), for example"
                                : null;
                    case STRUCT -> "objects cannot be made here";
                    case CALL -> node.call().function().equals("matches") ? wrongPattern(node.call()) : null;
                    default -> null;
                };
        return Stream.ofNullable(wrong).map(message -> problem(node, message));
    }

    /** A pattern is compiled before its size is known, and counted repetitions multiply: so they are counted first. */
    private static @Nullable String wrongPattern(CelExpr.CelCall call) {
        CelExpr argument = call.args().getLast();
        if (argument.getKind() != CelExpr.ExprKind.Kind.CONSTANT) {
            return "a pattern must be written out";
        }
        String pattern = argument.constant().stringValue();
        if (states(pattern).compareTo(MOST_STATES) > 0) {
            return "the pattern repeats too much";
        }
        try {
            com.google.re2j.Pattern.compile(pattern);
            return null;
        } catch (PatternSyntaxException e) {
            return "the pattern is wrong: " + e.getDescription();
        }
    }

    /** More than the pattern can need, however its repetitions are nested. */
    private static BigInteger states(String pattern) {
        BigInteger states = BigInteger.valueOf(pattern.length());
        Matcher repetition = REPETITION.matcher(pattern);
        while (repetition.find()) {
            states = states.multiply(times(repetition.group(1)).max(times(repetition.group(2))));
        }
        return states;
    }

    private static BigInteger times(@Nullable String digits) {
        return digits == null || digits.isEmpty() ? BigInteger.ONE : new BigInteger(digits).max(BigInteger.ONE);
    }

    private ExpressionProblem problem(CelExpr node, String message) {
        Optional<CelSourceLocation> place = Optional.ofNullable(
                        tree.getSource().getPositionsMap().get(node.id()))
                .flatMap(offset -> tree.getSource().getOffsetLocation(offset));
        return new ExpressionProblem(
                place.map(CelSourceLocation::getLine).orElse(1),
                place.map(CelSourceLocation::getColumn).orElse(0) + 1,
                message);
    }
}
