package io.countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.fuzz.Mutations;
import io.countersign.fuzz.Reading;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever stands in a policy as a condition: it holds, or does not, or is said to be none. */
class AnyConditionTest {

    private static final CelConditions CONDITIONS = new CelConditions();

    @Property(tries = 600)
    void holdsOrNotOrIsRefused(@ForAll("expressions") String expression) {
        requireJudgedOrRefused(expression);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "!", "-", "[", "{1:", "a.", "1+", "true&&", "'", "\"", "x?", "has(", "\\", "//", "\n"})
    void soItIsHoweverDeepOrLong(String piece) {
        for (int length : List.of(60, 4_000, 60_000)) {
            requireJudgedOrRefused(piece.repeat(length / piece.length()));
            requireJudgedOrRefused(piece.repeat(length / piece.length()) + "1");
        }
    }

    private static void requireJudgedOrRefused(String expression) {
        List<ExpressionProblem> problems =
                Reading.orRefusal(() -> CONDITIONS.problems(expression)).orElseThrow();
        problems.forEach(problem -> assertThat(problem.message()).isNotBlank());
        assertThat(Reading.orRefusal(
                                () -> CONDITIONS.hold(expression, CelConditionsTest.toProduction(null)),
                                Conditions.ConditionFailed.class)
                        .isPresent())
                .as(expression)
                .matches(judged -> !judged || problems.isEmpty());
    }

    @Provide
    Arbitrary<String> expressions() {
        return Mutations.of(
                "version.metrics.auc > 0.5 && has(version.tags.doc)",
                "checks.exists(c, c.state == 'passed' && c.name.matches('b.*s'))",
                "version.params.degree == '2' ? true : !(version.number in [1, 2])",
                "size(version.tags) < 9 && version.tags.all(k, k.startsWith(\"d\"))",
                "b'\\x00' == bytes('x') || duration('1h') > timestamp('2026-11-23T12:00:00Z') - timestamp('2026-11-23T12:00:00Z')");
    }
}
