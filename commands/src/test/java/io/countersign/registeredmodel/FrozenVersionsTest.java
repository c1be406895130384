package io.countersign.registeredmodel;

import static io.countersign.identity.People.ADA_THE_ADMIN;
import static io.countersign.identity.People.BOB_THE_REVIEWER;
import static io.countersign.registeredmodel.Churn.CHURN;
import static io.countersign.registeredmodel.Churn.aVersionInProduction;
import static io.countersign.registeredmodel.Churn.requestedByAnn;
import static io.countersign.registeredmodel.Churn.versionDeleted;
import static io.countersign.registeredmodel.Churn.withVersions;
import static io.countersign.registeredmodel.Facts.FOUR_EYES;
import static io.countersign.registeredmodel.Facts.UNDER_FOUR_EYES;
import static io.countersign.registeredmodel.Stage.ARCHIVED;
import static io.countersign.registeredmodel.Stage.NONE;
import static io.countersign.registeredmodel.Stage.PRODUCTION;

import io.countersign.Command;
import io.countersign.event.DomainEvent;
import io.countersign.freeze.FreezeCommand;
import io.countersign.freeze.FreezeEvent;
import io.countersign.freeze.WithdrawalId;
import io.countersign.governance.ChangeCommand;
import io.countersign.governance.EmergencyCommand;
import io.countersign.governance.GovernanceEvent;
import io.countersign.identity.Actor;
import io.countersign.identity.People;
import io.countersign.identity.Role;
import io.countersign.policy.Change;
import io.countersign.policy.PolicyRevision;
import io.countersign.rejection.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What rests on a withdrawn thing serves nobody and comes nowhere, until that may be used again. */
class FrozenVersionsTest {

    private static final WithdrawalId DATASET = new WithdrawalId("w-dataset");
    private static final WithdrawalId COMMIT = new WithdrawalId("w-commit");
    private static final Change.ToStage MOVE = new Change.ToStage(1, NONE, PRODUCTION);

    private final ModelFixture model = new ModelFixture();

    private static FreezeEvent frozen(WithdrawalId withdrawal, Integer... versions) {
        return new FreezeEvent.VersionsFrozen(CHURN, withdrawal, List.of(versions));
    }

    private static FreezeEvent thawed(WithdrawalId withdrawal, Integer... versions) {
        return new FreezeEvent.VersionsThawed(CHURN, withdrawal, List.of(versions));
    }

    private static Command freeze(WithdrawalId withdrawal, Integer... versions) {
        return new FreezeCommand.Freeze(CHURN, withdrawal, List.of(versions), ADA_THE_ADMIN);
    }

    private static Command thaw(WithdrawalId withdrawal) {
        return new FreezeCommand.Thaw(CHURN, withdrawal, ADA_THE_ADMIN);
    }

    private static Command approve(Change change, Actor by) {
        return new ChangeCommand.Approve(CHURN, change, false, null, by, null, UNDER_FOUR_EYES);
    }

    private static List<DomainEvent> history(List<? extends DomainEvent> first, DomainEvent... then) {
        List<DomainEvent> history = new ArrayList<>(first);
        history.addAll(List.of(then));
        return history;
    }

    @Nested
    class AFreeze {

        @Test
        void isOneEventForAllVersionsOfAModel() {
            model.given(withVersions(3)).when(freeze(DATASET, 3, 1)).then(frozen(DATASET, 1, 3));
        }

        @Test
        void thatIsRepeatedChangesNothing() {
            model.given(history(withVersions(3), frozen(DATASET, 1, 3)))
                    .when(freeze(DATASET, 1, 3))
                    .thenNothing();
        }

        @Test
        void freezesWhatIsNewToItAlone() {
            model.given(history(withVersions(3), frozen(DATASET, 1)))
                    .when(freeze(DATASET, 1, 2))
                    .then(frozen(DATASET, 2));
        }

        @Test
        void leavesOutVersionsThatAreGone() {
            model.given(history(withVersions(2), versionDeleted(1, NONE)))
                    .when(freeze(DATASET, 1, 2, 7))
                    .then(frozen(DATASET, 2));
        }

        @Test
        void isOverForAVersionThatIsDeleted() {
            model.given(history(withVersions(2), frozen(DATASET, 1, 2), versionDeleted(1, NONE)))
                    .when(thaw(DATASET))
                    .then(thawed(DATASET, 2));
        }

        @Test
        void ofAModelThatIsNotThereIsRefused() {
            model.given(List.of()).when(freeze(DATASET, 1)).thenRefused(Reason.MODEL_NOT_FOUND);
        }
    }

    @Nested
    class AFrozenVersion {

        private final List<DomainEvent> asked =
                history(withVersions(1, requestedByAnn("r1", 1, PRODUCTION)), frozen(DATASET, 1));

        @Test
        void isApprovedForNoStageInService() {
            model.given(asked)
                    .when(approve(MOVE, BOB_THE_REVIEWER))
                    .thenRefused(
                            Reason.VERSION_FROZEN,
                            "Version 1 of churn is frozen, for what it rests on was withdrawn (freeze w-dataset). Once"
                                    + " somebody else than who froze it thaws it, this can be decided.");
        }

        @Test
        void isMovedToNoneWithoutARequestEither() {
            model.given(history(withVersions(1), frozen(DATASET, 1)))
                    .when(transition(PRODUCTION, BOB_THE_REVIEWER))
                    .thenRefused(Reason.VERSION_FROZEN);
        }

        @Test
        void isMovedToNoneByOnePersonAlone() {
            Actor alone = new Actor(BOB_THE_REVIEWER.subject(), Set.of(Role.ADMIN), true);

            model.given(history(withVersions(1), frozen(DATASET, 1)))
                    .when(transition(PRODUCTION, alone))
                    .thenRefused(Reason.VERSION_FROZEN);
        }

        @Test
        void getsNoAlias() {
            model.given(history(withVersions(1), frozen(DATASET, 1)))
                    .when(new RegisteredModelCommand.SetAlias(CHURN, "blue", 1, BOB_THE_REVIEWER, UNDER_FOUR_EYES))
                    .thenRefused(Reason.VERSION_FROZEN);
        }

        @Test
        void isNotApprovedAnewWhereItServes() {
            Change anew = new Change.Revalidation(1, PRODUCTION);
            DomainEvent request = new GovernanceEvent.ChangeRequested(
                    CHURN, new RequestId("r2"), anew, People.ANN_THE_CONTRIBUTOR.subject(), null, List.of(FOUR_EYES));

            model.given(history(withVersions(1, aVersionInProduction(1)), request, frozen(DATASET, 1)))
                    .when(approve(anew, BOB_THE_REVIEWER))
                    .thenRefused(Reason.VERSION_FROZEN);
        }

        @Test
        void isHelpedByNoBrokenGlass() {
            model.given(asked)
                    .when(new EmergencyCommand.BreakGlass(
                            CHURN,
                            MOVE,
                            false,
                            null,
                            BOB_THE_REVIEWER,
                            People.writtenBy(BOB_THE_REVIEWER),
                            UNDER_FOUR_EYES))
                    .thenRefused(Reason.VERSION_FROZEN);
        }

        @Test
        void mayBeRejected() {
            model.given(asked)
                    .when(new ChangeCommand.Reject(CHURN, MOVE, BOB_THE_REVIEWER, null, UNDER_FOUR_EYES))
                    .then(new RegisteredModelEvent.TransitionRejected(
                            CHURN,
                            List.of(new RequestId("r1")),
                            1,
                            PRODUCTION,
                            BOB_THE_REVIEWER.subject(),
                            null,
                            List.of(FOUR_EYES)));
        }

        @Test
        void mayLeaveService() {
            model.given(history(withVersions(1, aVersionInProduction(1)), frozen(DATASET, 1)))
                    .when(transition(ARCHIVED, BOB_THE_REVIEWER))
                    .then(new RegisteredModelEvent.StageChanged(
                            CHURN,
                            1,
                            PRODUCTION,
                            ARCHIVED,
                            BOB_THE_REVIEWER.subject(),
                            null,
                            List.of(),
                            List.<PolicyRevision>of(),
                            null));
        }

        @Test
        void holdsUpNoOtherVersion() {
            model.given(history(withVersions(2), frozen(DATASET, 1)))
                    .when(new RegisteredModelCommand.SetAlias(CHURN, "blue", 2, BOB_THE_REVIEWER, UNDER_FOUR_EYES))
                    .then(new RegisteredModelEvent.AliasSet(CHURN, "blue", 2, null));
        }
    }

    @Nested
    class AThaw {

        @Test
        void endsWhatOneWithdrawalFroze() {
            model.given(history(withVersions(3), frozen(DATASET, 1, 3), frozen(COMMIT, 3)))
                    .when(thaw(DATASET))
                    .then(thawed(DATASET, 1, 3));
        }

        @Test
        void leavesFrozenWhatAnotherWithdrawalFrozeToo() {
            model.given(history(
                            withVersions(1, requestedByAnn("r1", 1, PRODUCTION)),
                            frozen(DATASET, 1),
                            frozen(COMMIT, 1),
                            thawed(DATASET, 1)))
                    .when(approve(MOVE, BOB_THE_REVIEWER))
                    .thenRefused(Reason.VERSION_FROZEN);
        }

        @Test
        void letsAVersionBeDecidedOn() {
            model.given(history(withVersions(1), frozen(DATASET, 1), thawed(DATASET, 1)))
                    .when(new RegisteredModelCommand.SetAlias(CHURN, "blue", 1, BOB_THE_REVIEWER, UNDER_FOUR_EYES))
                    .then(new RegisteredModelEvent.AliasSet(CHURN, "blue", 1, null));
        }

        @Test
        void thatIsRepeatedChangesNothing() {
            model.given(history(withVersions(1), frozen(DATASET, 1), thawed(DATASET, 1)))
                    .when(thaw(DATASET))
                    .thenNothing();
        }
    }

    private static Command transition(Stage to, Actor by) {
        return new RegisteredModelCommand.TransitionStage(CHURN, 1, to, false, by, null, UNDER_FOUR_EYES);
    }
}
