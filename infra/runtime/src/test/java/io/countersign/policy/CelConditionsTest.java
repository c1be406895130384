package io.countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.countersign.identity.SubjectId;
import io.countersign.registeredmodel.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Conditions about version 3 of a credit model that Ada wants in Production on a Monday noon, where version 2 is. */
class CelConditionsTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final SubjectId ADA = new SubjectId("ada");
    private static final VersionFacts CANDIDATE = new VersionFacts(
            3,
            Map.of("doc", "yes", "essay", "a".repeat(5_000)),
            Map.of("degree", "2"),
            Map.of("auc", 0.91, "r2", 1.0, "lost", Double.NaN));
    private static final VersionFacts HOLDER = new VersionFacts(2, Map.of(), Map.of(), Map.of("auc", 0.9));

    private final CelConditions conditions = new CelConditions();

    static Case toProduction(@Nullable VersionFacts holder) {
        return about(new Change.ToStage(3, Stage.STAGING, Stage.PRODUCTION), CANDIDATE, holder);
    }

    private static Case about(Change change, @Nullable VersionFacts candidate, @Nullable VersionFacts holder) {
        return new Case(
                new GovernedModel("credit-risk", Map.of("team", "credit", GovernedModel.RISK_TIER, "high")),
                change,
                Map.of(Party.REQUESTER, Set.of(ADA)),
                Map.of(),
                List.of(new Approval(new SubjectId("bob"), Set.of("risk", "legal"), NOW.minusSeconds(60), "approved")),
                List.of(),
                List.of(
                        new CheckResult("bias", CheckResult.State.PASSED, new SubjectId("ci"), NOW.minusSeconds(60)),
                        new CheckResult("bias", CheckResult.State.FAILED, ADA, NOW)),
                List.of(),
                List.of(),
                List.of(),
                candidate,
                holder,
                null,
                NOW);
    }

    private boolean holds(String expression) {
        return conditions.hold(expression, toProduction(HOLDER));
    }

    private String problem(String expression) {
        List<ExpressionProblem> problems = conditions.problems(expression);
        assertThat(problems).as(expression).isNotEmpty();
        return problems.getFirst().message();
    }

    @Nested
    class Facts {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "model.name.startsWith('credit-') && model.tags.team == 'credit' && model.tier == 'high'",
                    "change.kind == 'stage' && change.from == 'Staging' && change.to == 'Production'",
                    "change.version == 3 && version.number == 3 && version.version == 3",
                    "version.tags.doc == 'yes' && version.params['degree'] == '2' && version.metrics.auc >= 0.9",
                    "version.metrics.auc > champion.metrics.auc && champion.version == 2",
                    "version.metrics.auc < 1 && version.metrics.r2 >= 1",
                    "checks.exists(c, c.name == 'bias' && c.state == 'passed' && c.reporter == 'ci')",
                    "checks.exists(c, c.at >= now - duration('2m'))",
                    "approvals.all(a, 'risk' in a.groups && a.meaning == 'approved' && a.at < now)",
                    "!approvals.exists(a, a.by in requesters)",
                    "approvals.filter(a, 'legal' in a.groups).size() == 1",
                    "now.getDayOfWeek('Europe/Berlin') == 1 && now.getHours('Europe/Berlin') == 13",
                    "now > timestamp('2026-01-01T00:00:00Z')",
                    "!has(version.tags.absent) && has(version.tags.doc)",
                    "!has(version.metrics.lost)",
                    "version.tags.doc.matches('^(yes|no)$')"
                })
        void areThoseOfTheCase(String expression) {
            assertThat(conditions.problems(expression)).isEmpty();
            assertThat(holds(expression)).isTrue();
        }

        @Test
        void withoutAHolderThereIsNoChampion() {
            Case alone = toProduction(null);
            assertThat(conditions.hold("has(champion.version)", alone)).isFalse();
            assertThat(conditions.hold("!has(champion.version) || version.metrics.auc > champion.metrics.auc", alone))
                    .isTrue();
            assertThat(holds("has(champion.version)")).isTrue();
        }

        @Test
        void everyKindOfChangeTellsWhatItIs() {
            assertKind(new Change.OfAlias("champion", 3, 2), "change.alias == 'champion' && change.previous == 2");
            assertKind(new Change.OfAlias("champion", null, null), "!has(change.version) && !has(change.previous)");
            assertKind(new Change.DeletionOfVersion(3, Stage.ARCHIVED), "change.from == 'Archived'");
            assertKind(new Change.DeletionOfModel(), "change.kind == 'model-deletion' && !has(version.number)");
            assertKind(new Change.Renaming("other"), "change.to == 'other'");
        }

        private void assertKind(Change change, String expression) {
            assertThat(conditions.hold(expression, about(change, null, null))).isTrue();
        }
    }

    @Nested
    class WhatIsWrongIsToldBeforeAnyCase {

        @Test
        void withItsPlace() {
            assertThat(conditions.problems("true &&\n  versoin.tags.doc == 'yes'"))
                    .containsExactly(new ExpressionProblem(2, 3, "undeclared reference to 'versoin'"));
        }

        @Test
        void unknownFieldsTypesThatDoNotFitAndSyntax() {
            assertThat(problem("version.nmber == 1")).isEqualTo("undefined field 'nmber'");
            assertThat(problem("checks.exists(c, c.nam == 'bias')")).isEqualTo("undefined field 'nam'");
            assertThat(problem("version.tags.doc > 1")).contains("no matching overload");
            assertThat(problem("version.number")).isEqualTo("expected type 'bool' but found 'int'");
            assertThat(problem("1 +")).startsWith("mismatched input");
            assertThat(problem("")).isNotEmpty();
        }

        @Test
        void nothingIsNull() {
            assertThat(problem("champion == null"))
                    .isEqualTo("nothing is ever null here; ask has(champion.version), for example");
        }

        @Test
        void objectsAreNotMade() {
            assertThat(problem("Version{number: 1}.number == 1")).isEqualTo("objects cannot be made here");
        }

        @Test
        void patternsAreWrittenOutAndRight() {
            assertThat(problem("version.tags.doc.matches(version.tags.essay)"))
                    .isEqualTo("a pattern must be written out");
            assertThat(problem("version.tags.doc.matches('(')")).isEqualTo("the pattern is wrong: missing closing )");
        }
    }

    @Nested
    class WhatCannotBeJudged {

        @Test
        void saysWhatIsMissing() {
            assertFails("version.tags.absent == 'x'", "key 'absent' is not there; ask has(…) before using it");
            assertFails("requesters[5] == 'ada'", "Index out of bounds: 5");
            assertFails("1 / (version.number - 3) == 1", "/ by zero");
            assertFails("timestamp('soon') < now", "Text 'soon' could not be parsed");
            assertFails("dyn(version.number)", "it must yield true or false, and yields 3");
        }

        @Test
        void isAnErrorOfTheRuleWhichClosesTheGate() {
            Finding finding = new ConditionRule("documented", "version.tags.absent == 'x'")
                    .judge(toProduction(HOLDER), conditions);
            assertThat(finding.status()).isEqualTo(RuleStatus.ERROR);
            assertThat(finding.says()).startsWith("It cannot be judged: key 'absent' is not there");
        }

        @Test
        void wasNeverChecked() {
            assertFails("versoin", "undeclared reference to 'versoin'");
        }

        private void assertFails(String expression, String message) {
            assertThatThrownBy(() -> holds(expression))
                    .as(expression)
                    .isInstanceOf(Conditions.ConditionFailed.class)
                    .hasMessageContaining(message);
        }
    }

    @Nested
    class Hostile {

        private static final String HUNDRED = "[" + String.join(",", Collections.nCopies(100, "1")) + "]";

        static List<String> expressions() {
            return List.of(
                    HUNDRED + ".all(x, " + HUNDRED + ".all(y, " + HUNDRED + ".all(z, x + y + z > 0)))",
                    HUNDRED + ".all(x, " + HUNDRED + ".all(y, [1].all(z, z > 0))) || true",
                    HUNDRED + ".all(x, " + HUNDRED + ".all(y, !version.tags.essay.matches('(a*)*b')))",
                    "[[1]].map(a, a + a).map(a, a + a) == []",
                    "'x'.matches('((a{1000}){1000}){1000}')",
                    "'x'.matches('((((((((((a{9}){9}){9}){9}){9}){9}){9}){9}){9}){9})')",
                    "'x'.matches('(?:(?:x{0,99}){0,99}){0,99}y')",
                    "'x'.matches('" + "(".repeat(1_000) + ")".repeat(1_000) + "')",
                    "(".repeat(2_000) + "true" + ")".repeat(2_000),
                    "[".repeat(1_000) + "]".repeat(1_000) + " == []",
                    "1" + "+1".repeat(2_000) + " > 0",
                    "true" + " && true".repeat(500),
                    "true ? ".repeat(500) + "true" + " : false".repeat(500),
                    "'" + "x".repeat(100_000) + "' == ''",
                    "(" + String.join("+", Collections.nCopies(40, "version.tags.essay")) + ").matches('a*b')");
        }

        @ParameterizedTest
        @MethodSource("expressions")
        void expressionsAreRefusedOrEndedInTime(String expression) {
            assertTimeoutPreemptively(
                    Duration.ofSeconds(20), // three of which are allowed; the rest is for a busy machine
                    () -> assertThatThrownBy(() -> holds(expression)).isInstanceOf(Conditions.ConditionFailed.class));
        }

        @Test
        void slownessIsEndedByTheClock() {
            CelConditions hasty = new CelConditions(() -> new CelBudget(Duration.ZERO));
            assertThatThrownBy(() -> hasty.hold("version.number == 3 || true", toProduction(HOLDER)))
                    .hasMessageStartingWith("it takes more than");
        }

        @Property(tries = 300)
        void anyTextIsJudgedOrRefused(@ForAll String text) {
            CelConditions any = new CelConditions();
            if (any.problems(text).isEmpty()) {
                try {
                    any.hold(text, toProduction(HOLDER));
                } catch (Conditions.ConditionFailed refused) {
                    assertThat(refused).hasMessageMatching("(?s).+");
                }
            }
        }
    }

    @Test
    void manyThreadsShareOneProgram() {
        String expression = "version.metrics.auc > 0.5 && checks.exists(c, c.state == 'passed')";
        assertThat(IntStream.range(0, 2_000).parallel().allMatch(i -> holds(expression)))
                .isTrue();
    }
}
