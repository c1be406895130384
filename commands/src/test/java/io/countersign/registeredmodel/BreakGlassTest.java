package io.countersign.registeredmodel;

import static io.countersign.identity.People.ADA_THE_ADMIN;
import static io.countersign.identity.People.ANN_THE_CONTRIBUTOR;
import static io.countersign.identity.People.BOB_THE_REVIEWER;
import static io.countersign.identity.People.CAROL_THE_REVIEWER;
import static io.countersign.identity.People.writtenBy;
import static io.countersign.registeredmodel.Churn.CHURN;
import static io.countersign.registeredmodel.Churn.withVersions;
import static io.countersign.registeredmodel.Facts.NOW;
import static io.countersign.registeredmodel.Stage.NONE;
import static io.countersign.registeredmodel.Stage.PRODUCTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.countersign.Command;
import io.countersign.event.DomainEvent;
import io.countersign.governance.EmergencyCommand;
import io.countersign.governance.EmergencyEvent;
import io.countersign.governance.GovernanceEvent;
import io.countersign.identity.Actor;
import io.countersign.identity.SubjectId;
import io.countersign.policy.ApprovalRule;
import io.countersign.policy.BreakGlass;
import io.countersign.policy.Bypass;
import io.countersign.policy.Case;
import io.countersign.policy.Change;
import io.countersign.policy.Decided;
import io.countersign.policy.DecisionFacts;
import io.countersign.policy.Evaluation;
import io.countersign.policy.Finding;
import io.countersign.policy.Party;
import io.countersign.policy.Policy;
import io.countersign.policy.PolicyDocument;
import io.countersign.policy.PolicyRevision;
import io.countersign.policy.Quorum;
import io.countersign.policy.RuleStatus;
import io.countersign.policy.Scope;
import io.countersign.policy.TimingRule;
import io.countersign.policy.Trigger;
import io.countersign.policy.Validity;
import io.countersign.policy.VetoRule;
import io.countersign.policy.WhenStale;
import io.countersign.privacy.SealedText;
import io.countersign.rejection.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Two reviewers make, for a while, what a freeze holds up; and somebody else looks at it later. */
class BreakGlassTest {

    private static final PolicyRevision FROZEN = new PolicyRevision("frozen", 1);
    private static final Duration HOURS = Duration.ofHours(4);
    private static final Instant LATEST = NOW.plus(HOURS);
    private static final Change MOVE = new Change.ToStage(1, NONE, PRODUCTION);
    private static final RequestId R1 = new RequestId("r1");
    private static final SealedText WHY = writtenBy(BOB_THE_REVIEWER);
    private static final SealedText CONCLUSION = writtenBy(ADA_THE_ADMIN);
    private static final DecisionFacts FACTS = facts(new BreakGlass("reviewer", HOURS), Map.of());
    private static final DomainEvent ASKED = new RegisteredModelEvent.TransitionRequested(
            CHURN, R1, 1, NONE, PRODUCTION, ANN_THE_CONTRIBUTOR.subject(), null, List.of(FROZEN));

    private final ModelFixture model = new ModelFixture();

    private static DecisionFacts facts(@Nullable BreakGlass breakGlass, Map<SubjectId, SubjectId> makers) {
        PolicyDocument document = new PolicyDocument(
                FROZEN.name(),
                "",
                new Scope(
                        List.of(), Map.of(), Set.of(), List.of(new Trigger.StageChange(Set.of(), Set.of(PRODUCTION)))),
                List.of(
                        new ApprovalRule(new Quorum.Of("reviewer", 1), Set.of(Party.REQUESTER)),
                        new VetoRule(),
                        new TimingRule.Freeze(NOW.minusSeconds(60), NOW.plus(Duration.ofDays(9)))),
                Set.of(),
                null,
                null,
                new Validity(null, null, WhenStale.DENY),
                breakGlass);
        return Facts.withMakers(Facts.under(new Policy(FROZEN, document)), makers);
    }

    private static List<DomainEvent> history(DomainEvent... then) {
        List<DomainEvent> history = new ArrayList<>(withVersions(1));
        history.add(ASKED);
        history.addAll(List.of(then));
        return history;
    }

    private static Command breakGlass(Actor by) {
        return breakGlass(by, null, FACTS);
    }

    private static Command breakGlass(Actor by, @Nullable Instant until, DecisionFacts facts) {
        return new EmergencyCommand.BreakGlass(CHURN, MOVE, false, until, by, WHY, facts);
    }

    private static Command review(Actor by) {
        return new EmergencyCommand.ReviewBypass(CHURN, R1, by, CONCLUSION, FACTS);
    }

    private static EmergencyEvent proposed(Actor by, Instant until) {
        return new EmergencyEvent.BreakGlassProposed(CHURN, List.of(R1), MOVE, by.subject(), until, WHY);
    }

    private static RegisteredModelEvent.TransitionApproved made(Actor second, Instant until) {
        Case about = Facts.askedByAnn(MOVE);
        Evaluation evaluation =
                Evaluation.of(about, FACTS.policies(), Facts.NO_CONDITIONS).bypassed();
        Bypass bypass = new Bypass(BOB_THE_REVIEWER.subject(), second.subject(), until);
        return new RegisteredModelEvent.TransitionApproved(
                CHURN,
                List.of(R1),
                1,
                NONE,
                PRODUCTION,
                second.subject(),
                WHY,
                List.of(),
                List.of(FROZEN),
                new Decided(about, FACTS.subject(), new TreeMap<>(), evaluation, bypass));
    }

    @Test
    void onePersonProposesIt() {
        model.given(history()).when(breakGlass(BOB_THE_REVIEWER)).then(proposed(BOB_THE_REVIEWER, LATEST));
    }

    @Test
    void anotherDoesIt() {
        model.given(history(proposed(BOB_THE_REVIEWER, LATEST)))
                .when(breakGlass(CAROL_THE_REVIEWER))
                .thenFor(madeFor(LATEST), made(CAROL_THE_REVIEWER, LATEST));
    }

    private static Consumer<Decided> madeFor(Instant until) {
        return decided -> {
            assertThat(decided.bypass())
                    .isEqualTo(new Bypass(BOB_THE_REVIEWER.subject(), CAROL_THE_REVIEWER.subject(), until));
            assertThat(decided.evaluation().policies().getFirst().findings())
                    .extracting(Finding::rule, Finding::status)
                    .containsExactly(
                            tuple("approvals", RuleStatus.BYPASSED),
                            tuple("no-veto", RuleStatus.SATISFIED),
                            tuple("freeze:" + NOW.minusSeconds(60), RuleStatus.BYPASSED));
        };
    }

    @Test
    void onePersonTwiceIsOne() {
        model.given(history(proposed(BOB_THE_REVIEWER, LATEST)))
                .when(breakGlass(BOB_THE_REVIEWER))
                .then(proposed(BOB_THE_REVIEWER, LATEST));
    }

    @Test
    void anAccountThatOneOfThemMadeIsTheirs() {
        DecisionFacts made = facts(
                new BreakGlass("reviewer", HOURS), Map.of(CAROL_THE_REVIEWER.subject(), BOB_THE_REVIEWER.subject()));

        model.given(history(proposed(BOB_THE_REVIEWER, LATEST)))
                .when(breakGlass(CAROL_THE_REVIEWER, null, made))
                .thenRefused(Reason.NOT_INDEPENDENT);
    }

    @Test
    void whoIsNotInTheGroupDoesNot() {
        model.given(history())
                .when(breakGlass(ANN_THE_CONTRIBUTOR))
                .thenRefused(
                        Reason.GLASS_UNBREAKABLE,
                        "Policy frozen lets two people of reviewer past its rules. You are not in it.");
    }

    @Test
    void whereAPolicySaysNothingNobodyDoes() {
        model.given(history())
                .when(breakGlass(BOB_THE_REVIEWER, null, facts(null, Map.of())))
                .thenRefused(Reason.GLASS_UNBREAKABLE, "Policy frozen lets nobody past its rules.");
    }

    @Test
    void forNoLongerThanThePolicyAllows() {
        model.given(history())
                .when(breakGlass(BOB_THE_REVIEWER, LATEST.plusMillis(1), FACTS))
                .thenRefused(Reason.PARAMETER_INVALID);
        model.given(history()).when(breakGlass(BOB_THE_REVIEWER, NOW, FACTS)).thenRefused(Reason.PARAMETER_INVALID);
    }

    @Test
    void theShorterTimeOfBothHolds() {
        Instant soon = NOW.plusSeconds(600);

        model.given(history(proposed(BOB_THE_REVIEWER, LATEST)))
                .when(breakGlass(CAROL_THE_REVIEWER, soon, FACTS))
                .thenFor(madeFor(soon), made(CAROL_THE_REVIEWER, soon));
    }

    @Test
    void aProposalWhoseTimeIsOverIsNone() {
        model.given(history(proposed(BOB_THE_REVIEWER, NOW)))
                .when(breakGlass(CAROL_THE_REVIEWER))
                .then(proposed(CAROL_THE_REVIEWER, LATEST));
    }

    @Test
    void noGlassIsBrokenPastAVeto() {
        DomainEvent veto = new GovernanceEvent.Vetoed(CHURN, List.of(R1), MOVE, CAROL_THE_REVIEWER.subject(), null);

        model.given(history(veto, proposed(BOB_THE_REVIEWER, LATEST)))
                .when(breakGlass(ADA_THE_ADMIN))
                .thenRefused(Reason.POLICY_NOT_MET);
    }

    @Test
    void somebodyElseReviewsIt() {
        DomainEvent reviewed = new EmergencyEvent.BypassReviewed(CHURN, R1, MOVE, ADA_THE_ADMIN.subject(), CONCLUSION);
        DomainEvent proposed = proposed(BOB_THE_REVIEWER, LATEST);
        DomainEvent made = made(CAROL_THE_REVIEWER, LATEST);

        model.given(history(proposed, made)).when(review(ADA_THE_ADMIN)).then(reviewed);
        model.given(history(proposed, made, reviewed))
                .when(review(ADA_THE_ADMIN))
                .thenRefused(Reason.REVIEW_NOT_FOUND);
    }

    @Test
    void nobodyReviewsWhatTheyHadAPartIn() {
        List<DomainEvent> done = history(proposed(BOB_THE_REVIEWER, LATEST), made(CAROL_THE_REVIEWER, LATEST));

        model.given(done).when(review(BOB_THE_REVIEWER)).thenRefused(Reason.NOT_INDEPENDENT);
        model.given(done).when(review(CAROL_THE_REVIEWER)).thenRefused(Reason.NOT_INDEPENDENT);
        model.given(done).when(review(ANN_THE_CONTRIBUTOR)).thenRefused(Reason.NOT_A_REVIEWER);
    }
}
