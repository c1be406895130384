package io.countersign.registeredmodel;

import static io.countersign.identity.People.ADA_THE_ADMIN;
import static io.countersign.identity.People.ANN_THE_CONTRIBUTOR;
import static io.countersign.identity.People.BOB_THE_REVIEWER;
import static io.countersign.identity.People.CAROL_THE_REVIEWER;
import static io.countersign.identity.People.VIC_THE_VIEWER;
import static io.countersign.registeredmodel.Churn.CHURN;
import static io.countersign.registeredmodel.Churn.withVersions;
import static io.countersign.registeredmodel.Facts.UNDER_FOUR_EYES;
import static io.countersign.registeredmodel.Stage.NONE;
import static io.countersign.registeredmodel.Stage.PRODUCTION;

import io.countersign.Command;
import io.countersign.delegation.Delegation;
import io.countersign.delegation.DelegationId;
import io.countersign.event.DomainEvent;
import io.countersign.governance.ChangeCommand;
import io.countersign.governance.GovernanceEvent;
import io.countersign.identity.Actor;
import io.countersign.identity.Role;
import io.countersign.identity.SubjectId;
import io.countersign.policy.Change;
import io.countersign.policy.DecisionFacts;
import io.countersign.policy.PeopleFacts;
import io.countersign.rejection.Reason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A reviewer approves what another person asked for; or Ann, who is none, does for one. */
class DelegatesTest {

    private static final Change MOVE = new Change.ToStage(1, NONE, PRODUCTION);
    private static final List<RequestId> R1 = List.of(new RequestId("r1"));
    private static final Actor DAN_THE_CONTRIBUTOR = new Actor(new SubjectId("dan"), Set.of(Role.CONTRIBUTOR), false);
    private static final Actor ROBOT = new Actor(new SubjectId("robot"), Set.of(Role.CONTRIBUTOR), false);

    private final ModelFixture model = new ModelFixture();

    private static Delegation delegation(Actor by, Actor to) {
        return new Delegation(
                new DelegationId(by + "-" + to),
                by.subject(),
                to.subject(),
                Facts.NOW.minusSeconds(60),
                Facts.NOW.plusSeconds(60));
    }

    private static DecisionFacts where(Delegation... delegations) {
        return facts(Map.of(), Map.of(), delegations);
    }

    private static DecisionFacts facts(
            Map<SubjectId, SubjectId> persons, Map<SubjectId, Set<String>> more, Delegation... delegations) {
        Map<SubjectId, Set<String>> groups = new HashMap<>(Facts.PEOPLE.groups());
        groups.put(DAN_THE_CONTRIBUTOR.subject(), Set.of("viewer", "contributor"));
        groups.put(ROBOT.subject(), Set.of("viewer", "contributor"));
        groups.putAll(more);
        return Facts.with(new PeopleFacts(persons, Map.of(), groups, List.of(delegations)), UNDER_FOUR_EYES);
    }

    private static DomainEvent requested(Actor by) {
        return new RegisteredModelEvent.TransitionRequested(
                CHURN, R1.getFirst(), 1, NONE, PRODUCTION, by.subject(), null, List.of(Facts.FOUR_EYES));
    }

    private static List<DomainEvent> history(DomainEvent... then) {
        List<DomainEvent> history = new ArrayList<>(withVersions(1));
        history.addAll(List.of(then));
        return history;
    }

    private static Command approve(Actor by, DecisionFacts facts) {
        return new ChangeCommand.Approve(CHURN, MOVE, false, null, by, null, facts);
    }

    private static GovernanceEvent.ApprovalGiven approved(Actor by) {
        return new GovernanceEvent.ApprovalGiven(CHURN, R1, MOVE, by.subject(), null, null, UNDER_FOUR_EYES.subject());
    }

    private static DomainEvent promoted(Actor by) {
        return new RegisteredModelEvent.TransitionApproved(
                CHURN, R1, 1, NONE, PRODUCTION, by.subject(), null, List.of(), List.of(Facts.FOUR_EYES), null);
    }

    @Test
    void decideForWhoeverHandedThemTheirWord() {
        model.given(history(requested(ANN_THE_CONTRIBUTOR)))
                .when(approve(DAN_THE_CONTRIBUTOR, where(delegation(CAROL_THE_REVIEWER, DAN_THE_CONTRIBUTOR))))
                .thenApproved(approved(DAN_THE_CONTRIBUTOR), promoted(DAN_THE_CONTRIBUTOR));
    }

    @Test
    void rejectForThemToo() {
        DecisionFacts facts = where(delegation(CAROL_THE_REVIEWER, DAN_THE_CONTRIBUTOR));
        model.given(history(requested(ANN_THE_CONTRIBUTOR)))
                .when(new ChangeCommand.Reject(CHURN, MOVE, DAN_THE_CONTRIBUTOR, null, facts))
                .then(new RegisteredModelEvent.TransitionRejected(
                        CHURN, R1, 1, PRODUCTION, DAN_THE_CONTRIBUTOR.subject(), null, List.of(Facts.FOUR_EYES)));
    }

    @Test
    void decideNothingOnceItIsOver() {
        model.given(history(requested(ANN_THE_CONTRIBUTOR)))
                .when(approve(DAN_THE_CONTRIBUTOR, where()))
                .thenRefused(Reason.NOT_A_REVIEWER);
    }

    @Test
    void countNoMoreForWhoeverTookTheirWordBack() {
        model.given(history(requested(ANN_THE_CONTRIBUTOR), approved(DAN_THE_CONTRIBUTOR)))
                .when(new RegisteredModelCommand.TransitionStage(
                        CHURN, 1, PRODUCTION, false, DAN_THE_CONTRIBUTOR, null, where()))
                .thenRefused(Reason.NOT_A_REVIEWER);
    }

    @Nested
    class NeverServeTwoWho {

        @Test
        void agreeThatOneAsksAndTheOtherApprovesInTheirName() {
            model.given(history(requested(CAROL_THE_REVIEWER)))
                    .when(approve(DAN_THE_CONTRIBUTOR, where(delegation(CAROL_THE_REVIEWER, DAN_THE_CONTRIBUTOR))))
                    .thenRefused(Reason.NOT_INDEPENDENT);
        }

        @Test
        void agreeThatTheOneWhoAsksHasTheOthersWord() {
            model.given(history(requested(DAN_THE_CONTRIBUTOR)))
                    .when(approve(DAN_THE_CONTRIBUTOR, where(delegation(CAROL_THE_REVIEWER, DAN_THE_CONTRIBUTOR))))
                    .thenRefused(Reason.OWN_REQUEST);
        }

        @Test
        void haveNoWordToLend() {
            DecisionFacts facts = facts(
                    Map.of(),
                    Map.of(VIC_THE_VIEWER.subject(), Set.of("viewer", "reviewer")),
                    delegation(VIC_THE_VIEWER, DAN_THE_CONTRIBUTOR));
            model.given(history(requested(ANN_THE_CONTRIBUTOR)))
                    .when(approve(DAN_THE_CONTRIBUTOR, facts))
                    .thenRefused(Reason.NOT_A_REVIEWER);
        }

        @Test
        void areOnePersonWithAServiceAccount() {
            DecisionFacts facts = facts(
                    Map.of(ROBOT.subject(), CAROL_THE_REVIEWER.subject()),
                    Map.of(),
                    delegation(CAROL_THE_REVIEWER, ROBOT));
            model.given(history(requested(ANN_THE_CONTRIBUTOR)))
                    .when(approve(ROBOT, facts))
                    .thenRefused(Reason.NOT_A_REVIEWER);
        }
    }

    /** The robot acts for Bob. */
    @Nested
    class ServiceAccounts {

        private static DecisionFacts bobs(String... groups) {
            return facts(Map.of(ROBOT.subject(), BOB_THE_REVIEWER.subject()), Map.of(ROBOT.subject(), Set.of(groups)));
        }

        @Test
        void haveTheirPersonNotApproveWhatTheyAskedFor() {
            model.given(history(requested(ROBOT)))
                    .when(approve(BOB_THE_REVIEWER, bobs("contributor")))
                    .thenRefused(Reason.OWN_REQUEST);
        }

        @Test
        void doNotApproveWhatTheirPersonAskedFor() {
            model.given(history(requested(BOB_THE_REVIEWER)))
                    .when(approve(ROBOT, bobs("contributor", "reviewer")))
                    .thenRefused(
                            Reason.NOT_INDEPENDENT,
                            "Your account acts for the requester, or they chose its password and no other admin has vouched"
                                    + " for it. It counts as theirs: this change to Production is for others to decide on.");
        }

        @Test
        void doNotHaveTheGroupsOfTheirPerson() {
            model.given(history(requested(ANN_THE_CONTRIBUTOR)))
                    .when(approve(ROBOT, bobs("contributor")))
                    .thenRefused(Reason.NOT_A_REVIEWER);
        }

        @Test
        void decideByGroupsOfTheirOwn() {
            model.given(history(requested(ADA_THE_ADMIN)))
                    .when(approve(ROBOT, bobs("contributor", "reviewer")))
                    .thenApproved(approved(ROBOT), promoted(ROBOT));
        }
    }
}
