package io.countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.countersign.identity.SubjectId;
import io.countersign.registeredmodel.Stage;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Legal's Lea is on leave and has Bob approve for her what Rita asked for. */
class LentWordsTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final Instant NEW_YEAR = Instant.parse("2027-01-01T00:00:00Z");
    private static final SubjectId RITA = new SubjectId("rita");
    private static final SubjectId LEA = new SubjectId("lea");
    private static final SubjectId BOB = new SubjectId("bob");
    private static final SubjectId CARL = new SubjectId("carl");
    private static final SubjectId OTTO = new SubjectId("otto");
    private static final SubjectId ROBOT = new SubjectId("robot");
    private static final Conditions NO_CONDITIONS = (expression, about) -> {
        throw new Conditions.ConditionFailed("no conditions here");
    };
    private static final ApprovalRule LEGAL = rule(new Quorum.Of("legal", 1));
    private static final ApprovalRule RISK_AND_LEGAL =
            rule(new Quorum.All(List.of(new Quorum.Of("risk", 1), new Quorum.Of("legal", 1))));

    private static ApprovalRule rule(Quorum quorum) {
        return new ApprovalRule(quorum, EnumSet.allOf(Party.class));
    }

    private static Approval by(SubjectId person, String... groups) {
        return new Approval(person, Set.of(groups), NOW, null);
    }

    private static Approval bobForLea(String... bobsGroups) {
        return forLea(BOB, bobsGroups);
    }

    private static Approval forLea(SubjectId by, String... groups) {
        return new Approval(
                by, Set.of(groups), NOW, null, null, List.of(new Lent(LEA, NEW_YEAR, Set.of("legal", "contributor"))));
    }

    private static Case about(Map<SubjectId, SubjectId> makers, SubjectId requester, Approval... approvals) {
        return new Case(
                new GovernedModel("credit", Map.of()),
                new Change.ToStage(3, Stage.STAGING, Stage.PRODUCTION),
                Map.of(Party.REQUESTER, Set.of(requester)),
                makers,
                Arrays.asList(approvals),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null,
                null,
                NOW,
                NOW);
    }

    private static Finding judged(ApprovalRule rule, Approval... approvals) {
        return rule.judge(about(Map.of(), RITA, approvals), NO_CONDITIONS);
    }

    private static RuleStatus status(Finding finding) {
        return finding.status();
    }

    @Nested
    class Count {

        @Test
        void withTheGroupsOfWhoeverLentThem() {
            Finding finding = judged(LEGAL, bobForLea());
            assertThat(status(finding)).isEqualTo(RuleStatus.SATISFIED);
            assertThat(finding.lookedAt())
                    .containsExactly("approval by bob", "approval by bob, for lea until 2027-01-01T00:00:00Z");
        }

        @Test
        void besideOnesOwn() {
            assertThat(status(judged(LEGAL, forLea(BOB, "risk")))).isEqualTo(RuleStatus.SATISFIED);
            assertThat(status(judged(rule(new Quorum.Of("risk", 1)), forLea(BOB, "risk"))))
                    .isEqualTo(RuleStatus.SATISFIED);
        }

        @Test
        void forOnePlaceAsOnePersonMayFillOnlyOne() {
            Finding finding = judged(RISK_AND_LEGAL, bobForLea("risk"));
            assertThat(status(finding)).isEqualTo(RuleStatus.UNSATISFIED);
            assertThat(finding.open()).hasSize(1);
            assertThat(status(judged(RISK_AND_LEGAL, bobForLea("risk"), by(CARL, "risk"))))
                    .isEqualTo(RuleStatus.SATISFIED);
        }

        @Test
        void onceNotBesideTheOwnApprovalOfWhoeverLentThem() {
            ApprovalRule twoOfLegal = rule(new Quorum.Of("legal", 2));
            Finding finding = judged(twoOfLegal, by(LEA, "legal"), bobForLea());
            assertThat(status(finding)).isEqualTo(RuleStatus.UNSATISFIED);
            assertThat(finding.lookedAt())
                    .contains(
                            "approval by bob, for lea until 2027-01-01T00:00:00Z, which does not count: one of them had"
                                    + " a part in it, or lea counts already");
            assertThat(status(judged(twoOfLegal, by(LEA, "legal"), bobForLea("legal"))))
                    .as("bob is in legal himself")
                    .isEqualTo(RuleStatus.SATISFIED);
        }
    }

    @Nested
    class DoNotCount {

        @Test
        void whenTheyAreThoseOfTheRequester() {
            assertThat(status(LEGAL.judge(about(Map.of(), LEA, bobForLea()), NO_CONDITIONS)))
                    .isEqualTo(RuleStatus.UNSATISFIED);
        }

        @Test
        void whenTheRequesterSpeaksThem() {
            Finding finding = LEGAL.judge(about(Map.of(), BOB, bobForLea()), NO_CONDITIONS);
            assertThat(status(finding)).isEqualTo(RuleStatus.UNSATISFIED);
            assertThat(finding.lookedAt()).contains("approval by bob, which does not count: they are the requester");
        }

        @Test
        void whenTheRequesterMadeTheAccountOfWhoeverSpeaksThem() {
            assertThat(status(LEGAL.judge(about(Map.of(BOB, RITA), RITA, bobForLea()), NO_CONDITIONS)))
                    .isEqualTo(RuleStatus.UNSATISFIED);
        }

        @Test
        void whenTheRequesterMadeTheAccountOfWhoeverLentThem() {
            assertThat(status(LEGAL.judge(about(Map.of(LEA, RITA), RITA, bobForLea()), NO_CONDITIONS)))
                    .isEqualTo(RuleStatus.UNSATISFIED);
        }

        @Test
        void whenWhoeverLentThemMadeTheAccountOfTheRequester() {
            assertThat(status(LEGAL.judge(about(Map.of(RITA, LEA), RITA, bobForLea()), NO_CONDITIONS)))
                    .isEqualTo(RuleStatus.UNSATISFIED);
        }

        @Test
        void whenWhoeverLentThemApprovesByAnAccountThatTheyMade() {
            Case about = about(Map.of(CARL, LEA), RITA, by(CARL, "risk"), bobForLea());
            assertThat(status(RISK_AND_LEGAL.judge(about, NO_CONDITIONS))).isEqualTo(RuleStatus.UNSATISFIED);
            assertThat(status(LEGAL.judge(about, NO_CONDITIONS))).isEqualTo(RuleStatus.UNSATISFIED);
        }

        @Test
        void twiceWhenOneOfThoseWhoLentThemMadeTheAccountOfTheOther() {
            Approval carlForOtto =
                    new Approval(CARL, Set.of(), NOW, null, null, List.of(new Lent(OTTO, NEW_YEAR, Set.of("legal"))));
            Case about = about(Map.of(LEA, OTTO), RITA, bobForLea(), carlForOtto);
            assertThat(status(rule(new Quorum.Of("legal", 2)).judge(about, NO_CONDITIONS)))
                    .isEqualTo(RuleStatus.UNSATISFIED);
            assertThat(status(LEGAL.judge(about, NO_CONDITIONS))).isEqualTo(RuleStatus.SATISFIED);
            Case strangers = about(Map.of(), RITA, bobForLea(), carlForOtto);
            assertThat(status(rule(new Quorum.Of("legal", 2)).judge(strangers, NO_CONDITIONS)))
                    .isEqualTo(RuleStatus.SATISFIED);
        }

        @Test
        void whenAnotherWhoApprovesMadeTheAccountOfWhoeverLentThem() {
            Case about = about(Map.of(LEA, CARL), RITA, by(CARL, "risk"), bobForLea());
            assertThat(status(RISK_AND_LEGAL.judge(about, NO_CONDITIONS))).isEqualTo(RuleStatus.UNSATISFIED);
        }
    }

    @Nested
    class LetSomebodyDecide {

        private static Electorate electorate(SubjectId requester, Approval... approvals) {
            Scope everything =
                    new Scope(List.of(), Map.of(), Set.of(), List.of(new Trigger.StageChange(Set.of(), Set.of())));
            Policy policy = new Policy(
                    new PolicyRevision("legal", 1),
                    new PolicyDocument("legal", "", everything, List.of(LEGAL), null, null));
            return new Electorate(about(Map.of(), requester, approvals), List.of(policy));
        }

        @Test
        void whoIsInNoGroupThatDecides() {
            assertThat(electorate(RITA).has(bobForLea())).isTrue();
            assertThat(electorate(RITA).has(by(BOB))).isFalse();
        }

        @Test
        void whoHasApprovedInAnothersNameAlready() {
            assertThat(electorate(RITA, bobForLea()).has(bobForLea())).isTrue();
        }

        @Test
        void butNotOnWhatWhoeverLentThemAskedFor() {
            refused(electorate(LEA), bobForLea(), Reason.NOT_INDEPENDENT, """
                    You are in no group that decides on this change to Production, and whoever handed you their word had \
                    a part in it, or has approved it as well.""");
        }

        @Test
        void butNotOnWhatTheyAskedForThemselves() {
            refused(
                    electorate(BOB),
                    bobForLea(),
                    Reason.OWN_REQUEST,
                    "You asked for this change to Production yourself; someone else has to decide on it.");
        }

        @Test
        void butNotBesideWhoeverLentThem() {
            refused(electorate(RITA, by(LEA, "legal")), bobForLea(), Reason.NOT_INDEPENDENT, """
                    You are in no group that decides on this change to Production, and whoever handed you their word had \
                    a part in it, or has approved it as well.""");
        }

        private static void refused(Electorate electorate, Approval voter, Reason reason, String message) {
            assertThatExceptionOfType(Rejection.class)
                    .isThrownBy(() -> electorate.require(voter))
                    .withMessage(message)
                    .satisfies(rejection -> assertThat(rejection.reason()).isEqualTo(reason));
        }
    }

    /** A service account has its own groups, and the place of the person whom it acts for. */
    @Nested
    class ServiceAccounts {

        private static Approval byTheRobotOf(SubjectId person, String... groups) {
            return new Approval(person, Set.of(groups), NOW, null, ROBOT, null);
        }

        @Test
        void doNotApproveWhatTheirPersonAskedFor() {
            Finding finding = judged(LEGAL, byTheRobotOf(RITA, "legal"));
            assertThat(status(finding)).isEqualTo(RuleStatus.UNSATISFIED);
            assertThat(finding.lookedAt())
                    .containsExactly(
                            "approval by robot, which counts as rita, which does not count: they are the requester");
        }

        @Test
        void fillOnePlaceTogetherWithTheirPerson() {
            ApprovalRule twoOfLegal = rule(new Quorum.Of("legal", 2));
            assertThat(status(judged(twoOfLegal, byTheRobotOf(CARL, "legal"), by(CARL, "legal"))))
                    .isEqualTo(RuleStatus.UNSATISFIED);
            assertThat(status(judged(twoOfLegal, byTheRobotOf(CARL, "legal"), by(BOB, "legal"))))
                    .isEqualTo(RuleStatus.SATISFIED);
        }

        @Test
        void areStillOfWhoeverMadeThem() {
            Case about = about(Map.of(ROBOT, RITA), RITA, byTheRobotOf(CARL, "legal"));
            assertThat(status(LEGAL.judge(about, NO_CONDITIONS)))
                    .as("rita made it and said that it acts for carl")
                    .isEqualTo(RuleStatus.UNSATISFIED);
        }

        @Test
        void keepWhoeverLentTheirWordFromCountingTwice() {
            ApprovalRule twoOfLegal = rule(new Quorum.Of("legal", 2));
            assertThat(status(judged(twoOfLegal, byTheRobotOf(LEA, "legal"), bobForLea())))
                    .isEqualTo(RuleStatus.UNSATISFIED);
        }
    }
}
