package io.countersign.registeredmodel;

import static io.countersign.identity.People.ADA_THE_ADMIN;
import static io.countersign.identity.People.ANN_THE_CONTRIBUTOR;
import static io.countersign.identity.People.BOB_THE_REVIEWER;
import static io.countersign.identity.People.CAROL_THE_REVIEWER;
import static io.countersign.identity.People.writtenBy;
import static io.countersign.registeredmodel.Churn.CHURN;
import static io.countersign.registeredmodel.Churn.withVersions;
import static io.countersign.registeredmodel.Facts.NOW;
import static io.countersign.registeredmodel.Facts.policy;
import static io.countersign.registeredmodel.Stage.NONE;
import static io.countersign.registeredmodel.Stage.PRODUCTION;

import io.countersign.Command;
import io.countersign.event.DomainEvent;
import io.countersign.governance.ChangeCommand;
import io.countersign.governance.FindingCommand;
import io.countersign.governance.FindingEvent;
import io.countersign.governance.FindingId;
import io.countersign.governance.GovernanceEvent;
import io.countersign.governance.ReviewFinding;
import io.countersign.identity.Actor;
import io.countersign.policy.ApprovalRule;
import io.countersign.policy.Change;
import io.countersign.policy.DecisionFacts;
import io.countersign.policy.Party;
import io.countersign.policy.PolicyRevision;
import io.countersign.policy.Quorum;
import io.countersign.policy.Trigger;
import io.countersign.privacy.SealedText;
import io.countersign.rejection.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who approves on condition that something is mended in time has approved only as long as it still may be. */
class ConditionalApprovalTest {

    private static final PolicyRevision TWO = new PolicyRevision("two", 1);
    private static final DecisionFacts FACTS = Facts.under(policy(
            TWO,
            List.of(new Trigger.StageChange(Set.of(), Set.of(PRODUCTION))),
            new ApprovalRule(new Quorum.Of("reviewer", 2), Set.of(Party.REQUESTER))));
    private static final Change MOVE = new Change.ToStage(1, NONE, PRODUCTION);
    private static final List<RequestId> R1 = List.of(new RequestId("r1"));
    private static final Instant FRIDAY = NOW.plus(Duration.ofDays(4));
    private static final ReviewFinding DRIFT = new ReviewFinding(
            new FindingId("f1"),
            ReviewFinding.Severity.HIGH,
            ANN_THE_CONTRIBUTOR.subject(),
            FRIDAY,
            writtenBy(BOB_THE_REVIEWER));

    private final ModelFixture model = new ModelFixture();

    private static final DomainEvent ASKED = new RegisteredModelEvent.TransitionRequested(
            CHURN, R1.getFirst(), 1, NONE, PRODUCTION, ANN_THE_CONTRIBUTOR.subject(), null, List.of(TWO));
    private static final GovernanceEvent.ApprovalGiven ON_CONDITION = new GovernanceEvent.ApprovalGiven(
            CHURN, R1, MOVE, BOB_THE_REVIEWER.subject(), null, null, FACTS.subject(), List.of(DRIFT));
    private static final GovernanceEvent.ApprovalGiven WITHOUT = new GovernanceEvent.ApprovalGiven(
            CHURN, R1, MOVE, CAROL_THE_REVIEWER.subject(), null, null, FACTS.subject());
    private static final DomainEvent PROMOTED = new RegisteredModelEvent.TransitionApproved(
            CHURN, R1, 1, NONE, PRODUCTION, CAROL_THE_REVIEWER.subject(), null, List.of(), List.of(TWO), null);

    private static List<DomainEvent> history(DomainEvent... then) {
        List<DomainEvent> history = new ArrayList<>(withVersions(1));
        history.addAll(List.of(then));
        return history;
    }

    private static Command approve(Actor by, ReviewFinding... findings) {
        return new ChangeCommand.Approve(CHURN, MOVE, false, null, null, List.of(findings), by, null, FACTS);
    }

    private static Command resolve(Actor by, @Nullable SealedText comment) {
        return new FindingCommand.Resolve(CHURN, DRIFT.id(), by, comment);
    }

    private static Command revoke(Instant at) {
        return new FindingCommand.Revoke(CHURN, DRIFT.id(), ADA_THE_ADMIN, at);
    }

    private static FindingEvent revoked(boolean made) {
        return new FindingEvent.ApprovalRevoked(CHURN, R1, MOVE, BOB_THE_REVIEWER.subject(), DRIFT.id(), made);
    }

    private static FindingEvent resolved(Actor by, @Nullable SealedText comment) {
        return new FindingEvent.FindingResolved(CHURN, DRIFT.id(), MOVE, by.subject(), comment);
    }

    @Test
    void anApprovalOnConditionCounts() {
        model.given(history(ASKED)).when(approve(BOB_THE_REVIEWER, DRIFT)).then(ON_CONDITION);
        model.given(history(ASKED, ON_CONDITION))
                .when(approve(CAROL_THE_REVIEWER))
                .thenApproved(WITHOUT, PROMOTED);
    }

    @Test
    void itsTimeIsYetToCome() {
        ReviewFinding late = new ReviewFinding(DRIFT.id(), DRIFT.severity(), DRIFT.owner(), NOW, DRIFT.text());

        model.given(history(ASKED))
                .when(approve(BOB_THE_REVIEWER, late))
                .thenRefused(
                        Reason.PARAMETER_INVALID,
                        "Invalid value 2026-11-23T12:00:00Z for parameter 'findings.due' supplied: use a time to come.");
    }

    @Test
    void whatIsNotMendedInTimeRevokesIt() {
        model.given(history(ASKED, ON_CONDITION))
                .when(revoke(FRIDAY.minusMillis(1)))
                .thenNothing();
        model.given(history(ASKED, ON_CONDITION)).when(revoke(FRIDAY)).then(revoked(false));
        model.given(history(ASKED, ON_CONDITION, revoked(false)))
                .when(approve(CAROL_THE_REVIEWER))
                .then(WITHOUT);
    }

    @Test
    void alsoWhenTheChangeWasMadeByThen() {
        model.given(history(ASKED, ON_CONDITION, WITHOUT, PROMOTED))
                .when(revoke(FRIDAY))
                .then(revoked(true));
    }

    @Test
    void onceIsEnough() {
        model.given(history(ASKED, ON_CONDITION, WITHOUT, PROMOTED, revoked(true)))
                .when(revoke(FRIDAY.plusSeconds(5)))
                .thenNothing();
    }

    @Test
    void whoFoundItResolvesIt() {
        model.given(history(ASKED, ON_CONDITION))
                .when(resolve(BOB_THE_REVIEWER, null))
                .then(resolved(BOB_THE_REVIEWER, null));
        model.given(history(ASKED, ON_CONDITION, resolved(BOB_THE_REVIEWER, null)))
                .when(revoke(FRIDAY))
                .thenNothing();
    }

    @Test
    void nobodyElseButAnAdministratorWhoSaysWhy() {
        SealedText why = writtenBy(ADA_THE_ADMIN);

        model.given(history(ASKED, ON_CONDITION))
                .when(resolve(ANN_THE_CONTRIBUTOR, why))
                .thenRefused(Reason.NOT_THE_FINDER);
        model.given(history(ASKED, ON_CONDITION))
                .when(resolve(CAROL_THE_REVIEWER, why))
                .thenRefused(Reason.NOT_THE_FINDER);
        model.given(history(ASKED, ON_CONDITION))
                .when(resolve(ADA_THE_ADMIN, null))
                .thenRefused(Reason.PARAMETER_MISSING);
        model.given(history(ASKED, ON_CONDITION))
                .when(resolve(ADA_THE_ADMIN, why))
                .then(resolved(ADA_THE_ADMIN, why));
    }

    @Test
    void notAnAdministratorsAccountOfItsOwners() {
        model.users.keepers.put(ADA_THE_ADMIN.subject(), ANN_THE_CONTRIBUTOR.subject());
        model.given(history(ASKED, ON_CONDITION))
                .when(resolve(ADA_THE_ADMIN, writtenBy(ADA_THE_ADMIN)))
                .thenRefused(Reason.NOT_THE_FINDER);
    }

    @Test
    void itEndsWithTheApproval() {
        DomainEvent withdrawn =
                new GovernanceEvent.ApprovalWithdrawn(CHURN, R1, MOVE, BOB_THE_REVIEWER.subject(), null);

        model.given(history(ASKED, ON_CONDITION, withdrawn))
                .when(revoke(FRIDAY))
                .thenNothing();
    }

    @Test
    void itEndsWithTheRequest() {
        DomainEvent rejected = new RegisteredModelEvent.TransitionRejected(
                CHURN, R1, 1, PRODUCTION, CAROL_THE_REVIEWER.subject(), null, List.of(TWO));

        model.given(history(ASKED, ON_CONDITION, rejected)).when(revoke(FRIDAY)).thenNothing();
        model.given(history(ASKED, ON_CONDITION, rejected))
                .when(resolve(BOB_THE_REVIEWER, null))
                .thenRefused(Reason.FINDING_NOT_FOUND);
    }
}
