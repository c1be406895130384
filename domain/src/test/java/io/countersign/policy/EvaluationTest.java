package io.countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.identity.SubjectId;
import io.countersign.registeredmodel.Stage;
import io.countersign.thread.ThreadId;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What policies say of a version of a credit model that somebody wants in Production on a Monday noon. */
class EvaluationTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final SubjectId ADA = new SubjectId("ada");
    private static final SubjectId BOB = new SubjectId("bob");
    private static final SubjectId ADMIN = new SubjectId("admin");
    private static final SubjectId CI = new SubjectId("ci");
    private static final Change TO_PRODUCTION = new Change.ToStage(3, Stage.STAGING, Stage.PRODUCTION);
    private static final Conditions NO_CONDITIONS = (expression, about) -> {
        throw new Conditions.ConditionFailed("no such variable");
    };

    private static Case given(Given given) {
        return new Case(
                new GovernedModel("credit-risk", Map.of("team", "credit", GovernedModel.RISK_TIER, "high")),
                TO_PRODUCTION,
                Map.of(Party.REQUESTER, Set.of(ADA), Party.RUN_OWNER, Set.of(ADA)),
                Map.of(),
                given.approvals(),
                given.vetoes(),
                given.checks(),
                given.evidence(),
                List.of(),
                given.threads(),
                new VersionFacts(3, Map.of(), Map.of(), Map.of("auc", 0.91)),
                given.holder(),
                NOW.minus(Duration.ofHours(30)),
                NOW);
    }

    private record Given(
            List<Approval> approvals,
            List<Veto> vetoes,
            List<CheckResult> checks,
            List<Evidence> evidence,
            List<OpenThread> threads,
            @Nullable VersionFacts holder) {

        static final Given NOTHING = new Given(List.of(), List.of(), List.of(), List.of(), List.of(), null);

        static Given approvedBy(Approval... approvals) {
            return new Given(List.of(approvals), List.of(), List.of(), List.of(), List.of(), null);
        }

        static Given checked(CheckResult... checks) {
            return new Given(List.of(), List.of(), List.of(checks), List.of(), List.of(), null);
        }

        static Given with(Evidence... evidence) {
            return new Given(List.of(), List.of(), List.of(), List.of(evidence), List.of(), null);
        }

        static Given holding(double auc) {
            VersionFacts holder = new VersionFacts(2, Map.of(), Map.of(), Map.of("auc", auc));
            return new Given(List.of(), List.of(), List.of(), List.of(), List.of(), holder);
        }
    }

    private static Approval by(SubjectId person, String... groups) {
        return new Approval(person, Set.of(groups), NOW, null);
    }

    private static Finding judged(Rule rule, Given given) {
        return rule.judge(given(given), NO_CONDITIONS);
    }

    private static RuleStatus status(Rule rule, Given given) {
        return judged(rule, given).status();
    }

    @Nested
    class Approvals {

        private static final Rule TWO_OF_RISK = new ApprovalRule(new Quorum.Of("risk", 2), EnumSet.of(Party.REQUESTER));

        @Test
        void missingOnesAreNamed() {
            assertThat(judged(TWO_OF_RISK, Given.approvedBy(by(BOB, "risk"))).open())
                    .containsExactly("1 more approval by risk");
        }

        @Test
        void ofTheRequesterDoesNotCount() {
            Finding finding = judged(TWO_OF_RISK, Given.approvedBy(by(BOB, "risk"), by(ADA, "risk")));
            assertThat(finding.status()).isEqualTo(RuleStatus.UNSATISFIED);
            assertThat(finding.lookedAt()).contains("approval by ada, which does not count: they are the requester");
        }

        @Test
        void ofWhoHasLeftTheGroupDoesNotCount() {
            assertThat(status(TWO_OF_RISK, Given.approvedBy(by(BOB, "risk"), by(CI, "marketing"))))
                    .isEqualTo(RuleStatus.UNSATISFIED);
        }

        @Test
        void twiceByOnePersonIsOnce() {
            assertThat(status(TWO_OF_RISK, Given.approvedBy(by(BOB, "risk"), by(BOB, "risk"))))
                    .isEqualTo(RuleStatus.UNSATISFIED);
        }

        @Test
        void ofEnoughPeopleSatisfies() {
            assertThat(status(TWO_OF_RISK, Given.approvedBy(by(BOB, "risk"), by(CI, "risk"))))
                    .isEqualTo(RuleStatus.SATISFIED);
        }
    }

    @Nested
    class Checks {

        private static final Rule BIAS = new CheckRule("bias", CI, Duration.ofDays(7));

        private static CheckResult bias(SubjectId reporter, CheckResult.State state, Duration ago) {
            return new CheckResult("bias", state, reporter, NOW.minus(ago));
        }

        @Test
        void countWhenTheRightIdentityReportsThem() {
            Duration aDay = Duration.ofDays(1);
            assertThat(status(BIAS, Given.checked(bias(CI, CheckResult.State.PASSED, aDay))))
                    .isEqualTo(RuleStatus.SATISFIED);
            assertThat(status(BIAS, Given.checked(bias(BOB, CheckResult.State.PASSED, aDay))))
                    .isEqualTo(RuleStatus.UNSATISFIED);
        }

        @Test
        void areMissingUntilReportedAndLateAfterATime() {
            assertThat(status(BIAS, Given.NOTHING)).isEqualTo(RuleStatus.UNSATISFIED);
            assertThat(status(BIAS, Given.checked(bias(CI, CheckResult.State.PASSED, Duration.ofDays(8)))))
                    .isEqualTo(RuleStatus.UNSATISFIED);
        }

        @Test
        void haveTheirLastWord() {
            CheckResult passed = bias(CI, CheckResult.State.PASSED, Duration.ofHours(2));
            CheckResult failed = bias(CI, CheckResult.State.FAILED, Duration.ofHours(1));
            assertThat(status(BIAS, Given.checked(failed, passed))).isEqualTo(RuleStatus.UNSATISFIED);
        }
    }

    @Nested
    class Metrics {

        @Test
        void meetTheirBounds() {
            assertThat(status(new MetricRule("auc", true, 0.9, null, null), Given.NOTHING))
                    .isEqualTo(RuleStatus.SATISFIED);
            assertThat(status(new MetricRule("auc", true, 0.95, null, null), Given.NOTHING))
                    .isEqualTo(RuleStatus.UNSATISFIED);
            assertThat(status(new MetricRule("auc", false, null, 0.9, null), Given.NOTHING))
                    .isEqualTo(RuleStatus.UNSATISFIED);
        }

        @Test
        void keepUpWithTheVersionThatIsThere() {
            Rule rule = new MetricRule("auc", true, null, null, 0.01);
            assertThat(status(rule, Given.holding(0.915))).isEqualTo(RuleStatus.SATISFIED);
            assertThat(status(rule, Given.holding(0.93))).isEqualTo(RuleStatus.UNSATISFIED);
            assertThat(status(rule, Given.NOTHING)).isEqualTo(RuleStatus.SATISFIED);
        }

        @Test
        void areNotComparedWithWhatHasNoValue() {
            assertThat(status(new MetricRule("auc", true, null, null, 0.01), Given.holding(Double.NaN)))
                    .isEqualTo(RuleStatus.UNSATISFIED);
        }
    }

    @Nested
    class Documents {

        private static final Rule CARD = new EvidenceRule("model-card", "application/pdf", "risk", Duration.ofDays(90));

        private static Evidence card(String type, Duration ago, String... groups) {
            return new Evidence("model-card", type, "ab12", BOB, Set.of(groups), NOW.minus(ago));
        }

        @Test
        void areOfTheRightTypeByTheRightPeopleAndFresh() {
            Duration aDay = Duration.ofDays(1);
            assertThat(status(CARD, Given.with(card("application/pdf", aDay, "risk"))))
                    .isEqualTo(RuleStatus.SATISFIED);
            assertThat(status(CARD, Given.with(card("text/html", aDay, "risk"))))
                    .isEqualTo(RuleStatus.UNSATISFIED);
            assertThat(status(CARD, Given.with(card("application/pdf", aDay)))).isEqualTo(RuleStatus.UNSATISFIED);
            assertThat(status(CARD, Given.with(card("application/pdf", Duration.ofDays(91), "risk"))))
                    .isEqualTo(RuleStatus.UNSATISFIED);
        }
    }

    @Nested
    class Times {

        private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

        private static Rule window(int from, int until) {
            return new TimingRule.Window(
                    Set.of(DayOfWeek.MONDAY), LocalTime.of(from, 0), LocalTime.of(until, 0), BERLIN);
        }

        @Test
        void waitingIsCountedFromTheRequest() {
            assertThat(status(new TimingRule.Wait(Duration.ofHours(30)), Given.NOTHING))
                    .isEqualTo(RuleStatus.SATISFIED);
            assertThat(status(new TimingRule.Wait(Duration.ofHours(31)), Given.NOTHING))
                    .isEqualTo(RuleStatus.UNSATISFIED);
        }

        @Test
        void windowsAreInTheirOwnZone() {
            assertThat(status(window(13, 14), Given.NOTHING)).isEqualTo(RuleStatus.SATISFIED);
            assertThat(status(window(12, 13), Given.NOTHING)).isEqualTo(RuleStatus.UNSATISFIED);
        }

        @Test
        void freezesHold() {
            Rule freeze = new TimingRule.Freeze(NOW, NOW.plusSeconds(1));
            assertThat(status(freeze, Given.NOTHING)).isEqualTo(RuleStatus.UNSATISFIED);
        }
    }

    @Test
    void aVetoHolds() {
        Given vetoed = new Given(List.of(), List.of(new Veto(BOB, NOW)), List.of(), List.of(), List.of(), null);
        assertThat(status(new VetoRule(), vetoed)).isEqualTo(RuleStatus.UNSATISFIED);
        assertThat(status(new VetoRule(), Given.NOTHING)).isEqualTo(RuleStatus.SATISFIED);
    }

    @Test
    void aVetoThatAnAdministratorDismissedIsOverridden() {
        Veto dismissed = new Veto(BOB, NOW).dismissedBy(ADMIN, NOW);
        Given given = new Given(List.of(), List.of(dismissed), List.of(), List.of(), List.of(), null);
        assertThat(status(new VetoRule(), given)).isEqualTo(RuleStatus.OVERRIDDEN);
        Given another =
                new Given(List.of(), List.of(dismissed, new Veto(ADMIN, NOW)), List.of(), List.of(), List.of(), null);
        assertThat(status(new VetoRule(), another)).isEqualTo(RuleStatus.UNSATISFIED);
    }

    @Nested
    class Threads {

        private static final Rule RESOLVED = new ThreadsRule();

        private static Given open(String... threads) {
            List<OpenThread> open = Arrays.stream(threads)
                    .map(id -> new OpenThread(new ThreadId(id), BOB))
                    .toList();
            return new Given(List.of(), List.of(), List.of(), List.of(), open, null);
        }

        @Test
        void holdNothingUpWhenNoneIsOpen() {
            Finding finding = judged(RESOLVED, Given.NOTHING);
            assertThat(finding.status()).isEqualTo(RuleStatus.SATISFIED);
            assertThat(finding.says()).isEqualTo("No thread is open.");
            assertThat(finding.open()).isEmpty();
        }

        @Test
        void holdTheChangeUpUntilTheLastIsResolved() {
            Finding finding = judged(RESOLVED, open("t1", "t2"));
            assertThat(finding.status()).isEqualTo(RuleStatus.UNSATISFIED);
            assertThat(finding.says()).isEqualTo("2 threads are open.");
            assertThat(finding.lookedAt()).containsExactly("thread t1, begun by bob", "thread t2, begun by bob");
            assertThat(finding.open()).containsExactly("somebody resolves thread t1", "somebody resolves thread t2");
            assertThat(judged(RESOLVED, open("t2")).says()).isEqualTo("1 thread is open.");
        }
    }

    @Test
    void whatCannotBeJudgedClosesTheGate() {
        Finding finding = judged(new ConditionRule("documented", "nonsense"), Given.NOTHING);
        assertThat(finding.status()).isEqualTo(RuleStatus.ERROR);
        assertThat(finding.status().lets()).isFalse();
    }

    @Test
    void everyPolicyThatCoversTheCaseMustLetItPass() {
        Scope everything =
                new Scope(List.of(), Map.of(), Set.of(), List.of(new Trigger.StageChange(Set.of(), Set.of())));
        Scope otherModels = new Scope(List.of(new NamePattern("fraud-*")), Map.of(), Set.of(), everything.triggers());
        Policy passes = policy("passes", everything, new VetoRule());
        Policy holds = policy("holds", everything, new MetricRule("auc", true, 0.99, null, null));
        Policy elsewhere = policy("elsewhere", otherModels, new MetricRule("auc", true, 0.99, null, null));
        assertThat(Evaluation.of(given(Given.NOTHING), List.of(passes, elsewhere), NO_CONDITIONS)
                        .lets())
                .isTrue();
        assertThat(Evaluation.of(given(Given.NOTHING), List.of(passes, holds), NO_CONDITIONS)
                        .lets())
                .isFalse();
    }

    private static Policy policy(String name, Scope scope, Rule rule) {
        return new Policy(new PolicyRevision(name, 1), new PolicyDocument(name, "", scope, List.of(rule), null, null));
    }
}
