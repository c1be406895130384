package io.countersign.registeredmodel;

import static io.countersign.identity.People.ADA_THE_ADMIN;
import static io.countersign.identity.People.BOB_THE_REVIEWER;
import static io.countersign.identity.People.CAROL_THE_REVIEWER;
import static io.countersign.registeredmodel.History.draft;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.countersign.policy.ApprovalRule;
import io.countersign.policy.CheckRule;
import io.countersign.policy.ConditionRule;
import io.countersign.policy.Conditions;
import io.countersign.policy.MetricRule;
import io.countersign.policy.NamePattern;
import io.countersign.policy.Party;
import io.countersign.policy.Policy;
import io.countersign.policy.PolicyDocument;
import io.countersign.policy.PolicyRevision;
import io.countersign.policy.Quorum;
import io.countersign.policy.TimingRule;
import io.countersign.policy.Trigger;
import io.countersign.policy.VetoRule;
import io.countersign.simulation.Counts;
import io.countersign.simulation.Onlooker.Ending;
import io.countersign.simulation.Opinion;
import io.countersign.simulation.Outcome;
import io.countersign.simulation.Report;
import io.countersign.simulation.Simulation;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What drafts say of two weeks of decisions, each worked out by hand. */
class WhatIfTest {

    private static final Trigger TO_PRODUCTION = new Trigger.StageChange(Set.of(), Set.of(Stage.PRODUCTION));
    private static final ApprovalRule TWO_REVIEWERS =
            new ApprovalRule(new Quorum.Of("reviewer", 2), Set.of(Party.REQUESTER));
    private static final TimingRule OFFICE_HOURS = new TimingRule.Window(
            EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), LocalTime.of(9, 0), LocalTime.of(17, 0), ZoneOffset.UTC);
    private static final Simulation.Question ALL = new Simulation.Question(null, null, NamePattern.ANY, 100);

    private static Report report(Policy draft) {
        return report(draft, null, ALL);
    }

    private static Report report(Policy draft, @Nullable Policy replaced, Simulation.Question question) {
        Conditions nobodyVetoed = (expression, about) -> about.vetoes().isEmpty();
        Simulation simulation = new Simulation(question, draft, replaced, nobodyVetoed, History.today());
        DecisionHistory history = new DecisionHistory(simulation);
        History.ofTwoWeeks().events().forEach(history::replay);
        history.end();
        return simulation.report();
    }

    private static List<String> failing(Report report) {
        return report.failures().stream().map(Report.Failure::event).toList();
    }

    private static Duration moreTime(Report report, String event) {
        return report.failures().stream()
                .filter(failure -> failure.event().equals(event))
                .map(failure -> Objects.requireNonNull(failure.time()))
                .findFirst()
                .orElseThrow();
    }

    private static List<Integer> counts(Report report) {
        return List.of(
                report.covered().passes(),
                report.covered().fails(),
                report.covered().unknown());
    }

    @Test
    void everyChangeIsLookedAtOnce() {
        // the tag that the model was created with, eight approvals, an alias, a tag, an archiving and a deletion
        assertThat(report(draft(TO_PRODUCTION, new VetoRule())).looked()).isEqualTo(1 + 8 + 4);
    }

    @Test
    void theNewestAreToldFirstAndNoMoreThanWereAskedFor() {
        Report report = report(
                draft(TO_PRODUCTION, TWO_REVIEWERS), null, new Simulation.Question(null, null, NamePattern.ANY, 2));
        assertThat(failing(report)).containsExactly("e8", "e6");
        assertThat(report.covered().fails()).isEqualTo(6);
    }

    @Nested
    class WhereTwoReviewersHadToApprove {

        private final Report report = report(draft(TO_PRODUCTION, TWO_REVIEWERS), History.ONE_REVIEWER, ALL);

        @Test
        void onlyWhatBothApprovedPasses() {
            assertThat(counts(report)).containsExactly(2, 6, 0);
            assertThat(failing(report)).containsExactly("e8", "e6", "e5", "e4", "e2", "e1");
            assertThat(report.failures().getFirst().objections())
                    .containsExactly(new Opinion("approvals", Outcome.FAILS, "It takes 1 more approval by reviewer."));
        }

        @Test
        void theMonthsAddUp() {
            assertThat(report.months())
                    .containsExactly(
                            entry(YearMonth.of(2026, 11), new Counts(1, 4, 0)),
                            entry(YearMonth.of(2026, 12), new Counts(1, 2, 0)));
        }

        @Test
        void reviewersAreTheBottleneckAndTheAdminCouldAlwaysHaveHelped() {
            assertThat(report.bottlenecks()).singleElement().satisfies(reviewers -> {
                assertThat(reviewers.group()).isEqualTo("reviewer");
                assertThat(reviewers.decisions()).isEqualTo(6);
                assertThat(reviewers.approvals()).isEqualTo(6);
                assertThat(reviewers.nobody()).isZero();
                assertThat(reviewers.people())
                        .containsExactly(
                                entry(ADA_THE_ADMIN.subject(), 6),
                                entry(BOB_THE_REVIEWER.subject(), 3),
                                entry(CAROL_THE_REVIEWER.subject(), 3));
            });
        }

        @Test
        void anApprovalByAReviewerTookTwoHoursAsARule() {
            // in half hours: 1, 1, 2, 2, 4, 4, 4, 8, 8, 36
            assertThat(report.bottlenecks().getFirst().took()).satisfies(took -> {
                assertThat(took.count()).isEqualTo(10);
                assertThat(took.median()).isEqualTo(Duration.ofHours(2));
                assertThat(took.p90()).isEqualTo(Duration.ofHours(4));
                assertThat(took.longest()).isEqualTo(Duration.ofHours(18));
            });
        }

        @Test
        void soOnlyTheFirstWouldHaveWaitedLonger() {
            // the first was decided after one hour; the others after two or more
            assertThat(report.waiting().approvals().count()).isEqualTo(6);
            assertThat(report.waiting().approvals().total()).isEqualTo(Duration.ofHours(1));
            assertThat(report.waiting().approvals().median()).isZero();
            assertThat(report.failures().getLast().approvals()).isEqualTo(Duration.ofHours(1));
            // had approvals come after four hours: 3, 0, 0, 2, 0 and 2 hours more
            assertThat(report.waiting().late().total()).isEqualTo(Duration.ofHours(7));
            assertThat(report.waiting().late().p90()).isEqualTo(Duration.ofHours(3));
            assertThat(report.waiting().withoutEstimate()).isZero();
        }

        @Test
        void thePolicyInForceLetsAllOfThem() {
            Report.Comparison comparison = Objects.requireNonNull(report.comparison());
            assertThat(comparison.policy()).isEqualTo(Facts.FOUR_EYES);
            assertThat(comparison.covered().passes()).isEqualTo(8);
            assertThat(comparison.newlyFailing()).isEqualTo(6);
            assertThat(comparison.noLongerFailing()).isZero();
            assertThat(report.failures())
                    .allSatisfy(failure -> assertThat(failure.before()).isEqualTo(Outcome.PASSES));
        }

        @Test
        void theRejectedAndTheOpenRequestAreCounted() {
            assertThat(report.endings())
                    .containsExactly(
                            entry(Ending.REJECTED, new Report.Requests(1, 1)),
                            entry(Ending.OPEN, new Report.Requests(1, 1)));
        }
    }

    @Nested
    class WhereRiskHadToApprove {

        private final Report report =
                report(draft(TO_PRODUCTION, new ApprovalRule(new Quorum.Of("risk", 1), Set.of(Party.REQUESTER))));

        @Test
        void whatCarolAloneApprovedFailsAndBobCouldHaveHelped() {
            assertThat(failing(report)).containsExactly("e6", "e5", "e2");
            assertThat(report.bottlenecks().getFirst().people()).containsExactly(entry(BOB_THE_REVIEWER.subject(), 3));
            assertThat(report.bottlenecks().getFirst().took().count()).isEqualTo(5);
        }
    }

    @Nested
    class WhereAGroupHadToApproveThatNobodyIsIn {

        private final Report report =
                report(draft(TO_PRODUCTION, new ApprovalRule(new Quorum.Of("board", 1), Set.of())));

        @Test
        void nobodyCouldHaveHelpedAndNoTimeIsMadeUp() {
            assertThat(counts(report)).containsExactly(0, 8, 0);
            assertThat(report.bottlenecks().getFirst().nobody()).isEqualTo(8);
            assertThat(report.bottlenecks().getFirst().took().count()).isZero();
            assertThat(report.waiting().withoutEstimate()).isEqualTo(8);
            assertThat(report.failures())
                    .allSatisfy(failure -> assertThat(failure.approvals()).isNull());
        }
    }

    @Nested
    class WhereARequestHadToWaitForThreeHours {

        private final Report report = report(draft(TO_PRODUCTION, new TimingRule.Wait(Duration.ofHours(3))));

        @Test
        void whatWasDecidedSoonerIsHeldUpUntilThen() {
            assertThat(failing(report)).containsExactly("e8", "e7", "e5", "e3", "e1");
            assertThat(moreTime(report, "e1")).isEqualTo(Duration.ofHours(2));
            assertThat(moreTime(report, "e3")).isEqualTo(Duration.ofHours(1));
            assertThat(moreTime(report, "e5")).isEqualTo(Duration.ofHours(1));
            assertThat(moreTime(report, "e7")).isEqualTo(Duration.ofHours(2));
            assertThat(moreTime(report, "e8")).isEqualTo(Duration.ofHours(1));
            assertThat(report.waiting().time().total()).isEqualTo(Duration.ofHours(7));
            assertThat(report.waiting().time().median()).isEqualTo(Duration.ofHours(1));
            assertThat(report.waiting().time().p90()).isEqualTo(Duration.ofHours(2));
        }
    }

    @Nested
    class WhereOfficeHoursHadToBeKept {

        @Test
        void theWeekendWaitsForMondayMorning() {
            Report report = report(draft(TO_PRODUCTION, OFFICE_HOURS));
            assertThat(failing(report)).containsExactly("e5", "e4");
            assertThat(moreTime(report, "e4")).isEqualTo(Duration.ofHours(47));
            assertThat(moreTime(report, "e5")).isEqualTo(Duration.ofHours(11));
            assertThat(report.waiting().time().total()).isEqualTo(Duration.ofHours(58));
        }

        @Test
        void andForTuesdayWhereMondayIsFrozen() {
            Report report = report(draft(
                    TO_PRODUCTION,
                    OFFICE_HOURS,
                    new TimingRule.Freeze(
                            Instant.parse("2026-11-30T00:00:00Z"), Instant.parse("2026-12-01T00:00:00Z"))));
            assertThat(moreTime(report, "e4")).isEqualTo(Duration.ofHours(71));
            assertThat(moreTime(report, "e5")).isEqualTo(Duration.ofHours(35));
        }

        @Test
        void aFreezeOfManyYearsIsNoMoreToBeWaitedFor() {
            Report report = report(draft(
                    TO_PRODUCTION,
                    new TimingRule.Freeze(
                            Instant.parse("2026-11-30T00:00:00Z"), Instant.parse("2096-11-30T00:00:00Z"))));
            assertThat(failing(report)).containsExactly("e8", "e7", "e6");
            assertThat(report.waiting().never()).isEqualTo(3);
            assertThat(report.waiting().time().count()).isZero();
        }
    }

    @Test
    void requestsThatAreOldAfterTwoHoursWouldHaveBeenClosed() {
        PolicyDocument vetoes = draft(TO_PRODUCTION, new VetoRule()).document();
        Policy draft = new Policy(
                new PolicyRevision("draft", 1),
                new PolicyDocument("draft", "", vetoes.scope(), vetoes.rules(), Duration.ofHours(2), null));
        Report report = report(draft);
        assertThat(failing(report)).containsExactly("e8", "e6", "e5", "e4", "e3", "e2");
        assertThat(report.rules())
                .containsExactly(entry("expires-after", new Counts(2, 6, 0)), entry("no-veto", new Counts(8, 0, 0)));
    }

    @Nested
    class WhatIsNotKnownIsNotGuessed {

        @Test
        void aMetricIsKnownWhereThePolicyOfThatTimeNamedIt() {
            Report report = report(draft(TO_PRODUCTION, new MetricRule("auc", true, 0.8, null, null)));
            assertThat(counts(report)).containsExactly(1, 1, 6);
            assertThat(failing(report)).containsExactly("e6");
        }

        @Test
        void anotherMetricIsKnownOfNone() {
            assertThat(counts(report(draft(TO_PRODUCTION, new MetricRule("rmse", false, null, 2.0, null)))))
                    .containsExactly(0, 0, 8);
        }

        @Test
        void checksAreKnownWhereTheyWereStored() {
            Report report = report(draft(TO_PRODUCTION, new CheckRule("bias", BOB_THE_REVIEWER.subject(), null)));
            assertThat(counts(report)).containsExactly(0, 7, 1);
        }

        @Test
        void anExpressionIsAskedWhereAllThatItNamesIsKnown() {
            assertThat(counts(report(draft(TO_PRODUCTION, new ConditionRule("few", "size(approvals) < 9")))))
                    .containsExactly(8, 0, 0);
            assertThat(counts(report(draft(TO_PRODUCTION, new ConditionRule("tag", "'x' in version.tags")))))
                    .containsExactly(0, 0, 8);
        }

        @Test
        void whoOwnedTheRunIsNotToldByTheLogOfTheModel() {
            Report report = report(draft(
                    TO_PRODUCTION,
                    new ApprovalRule(new Quorum.Of("reviewer", 1), Set.of(Party.REQUESTER, Party.RUN_OWNER))));
            assertThat(counts(report)).containsExactly(7, 0, 1);
            assertThat(report.rebuilt()).isEqualTo(1);
        }
    }

    @Nested
    class WhatNoPolicyHadASayIn {

        private final ApprovalRule aReviewer = new ApprovalRule(new Quorum.Of("reviewer", 1), Set.of(Party.REQUESTER));

        private Report of(Trigger trigger) {
            return report(draft(trigger, aReviewer));
        }

        @Test
        void isHeldAgainstTheDraftToo() {
            assertThat(failing(of(new Trigger.AliasChange(new NamePattern("chall*")))))
                    .containsExactly("e12", "e9");
            assertThat(failing(of(new Trigger.TagChange(new NamePattern("approved-*")))))
                    .containsExactly("e10");
            assertThat(failing(of(new Trigger.TagChange(new NamePattern("team")))))
                    .containsExactly("m");
            assertThat(failing(of(new Trigger.Deletion()))).containsExactly("e12");
            assertThat(failing(of(new Trigger.StageChange(Set.of(Stage.PRODUCTION), Set.of()))))
                    .containsExactly("e11");
            assertThat(of(new Trigger.Renaming()).covered().all()).isZero();
        }

        @Test
        void bobAndCarolAndTheAdminCouldHaveApprovedIt() {
            Map<?, Integer> people = of(new Trigger.AliasChange(new NamePattern("challenger")))
                    .bottlenecks()
                    .getFirst()
                    .people();
            assertThat(people.values()).containsExactly(2, 2, 2);
        }
    }

    @Nested
    class OnlyWhatIsAskedAboutIsLookedAt {

        @Test
        void sinceAMomentAndBeforeAnother() {
            Report report = report(
                    draft(TO_PRODUCTION, TWO_REVIEWERS),
                    null,
                    new Simulation.Question(
                            Instant.parse("2026-11-28T10:00:00Z"),
                            Instant.parse("2026-12-03T11:00:00Z"),
                            NamePattern.ANY,
                            100));
            assertThat(failing(report)).containsExactly("e6", "e5", "e4");
            assertThat(report.looked()).isEqualTo(4);
        }

        @Test
        void ofModelsOfAName() {
            Report report = report(
                    draft(TO_PRODUCTION, TWO_REVIEWERS),
                    null,
                    new Simulation.Question(null, null, new NamePattern("credit-*"), 100));
            assertThat(report.looked()).isZero();
            assertThat(report.endings()).isEmpty();
        }
    }
}
