package io.countersign.registeredmodel;

import static io.countersign.identity.People.ADA_THE_ADMIN;
import static io.countersign.identity.People.ANN_THE_CONTRIBUTOR;
import static io.countersign.identity.People.BOB_THE_REVIEWER;
import static io.countersign.identity.People.CAROL_THE_REVIEWER;
import static io.countersign.identity.People.SOMEBODY_ALONE;
import static io.countersign.identity.People.VIC_THE_VIEWER;
import static io.countersign.identity.People.writtenBy;
import static io.countersign.registeredmodel.Churn.CHURN;
import static io.countersign.registeredmodel.Churn.aVersionInProduction;
import static io.countersign.registeredmodel.Churn.aVersionInStaging;
import static io.countersign.registeredmodel.Churn.cancelled;
import static io.countersign.registeredmodel.Churn.requested;
import static io.countersign.registeredmodel.Churn.requestedByAnn;
import static io.countersign.registeredmodel.Churn.versionDeleted;
import static io.countersign.registeredmodel.Churn.withVersions;
import static io.countersign.registeredmodel.Facts.UNDER_FOUR_EYES;
import static io.countersign.registeredmodel.Stage.ARCHIVED;
import static io.countersign.registeredmodel.Stage.NONE;
import static io.countersign.registeredmodel.Stage.PRODUCTION;
import static io.countersign.registeredmodel.Stage.STAGING;

import io.countersign.Command;
import io.countersign.governance.ChangeCommand;
import io.countersign.governance.GovernanceEvent;
import io.countersign.identity.Actor;
import io.countersign.policy.Change;
import io.countersign.policy.PolicyRevision;
import io.countersign.registeredmodel.RegisteredModelEvent.StageChanged;
import io.countersign.registeredmodel.RegisteredModelEvent.TransitionApproved;
import io.countersign.registeredmodel.RegisteredModelEvent.TransitionRejected;
import io.countersign.registeredmodel.RegisteredModelEvent.TransitionRequestCancelled;
import io.countersign.registeredmodel.RegisteredModelEvent.TransitionRequested;
import io.countersign.rejection.Reason;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who may move a version to another stage, and what that does to the others. */
class TransitionTest {

    private static final List<PolicyRevision> FOUR_EYES = List.of(Facts.FOUR_EYES);
    private static final List<PolicyRevision> SINGLE_PERSON = List.of(new PolicyRevision("single-person", 1));
    private static final boolean ARCHIVING = true;
    private static final boolean KEEPING = false;

    private final ModelFixture model = new ModelFixture();

    @Nested
    class Requesting {

        @Test
        void aContributorAsksForAVersionToBePromoted() {
            model.given(withVersions(1, aVersionInStaging(1)))
                    .when(new ChangeCommand.Request(
                            CHURN,
                            new RequestId("r1"),
                            move(1, PRODUCTION),
                            ANN_THE_CONTRIBUTOR,
                            writtenBy(ANN_THE_CONTRIBUTOR),
                            UNDER_FOUR_EYES))
                    .then(new TransitionRequested(
                            CHURN,
                            new RequestId("r1"),
                            1,
                            STAGING,
                            PRODUCTION,
                            ANN_THE_CONTRIBUTOR.subject(),
                            writtenBy(ANN_THE_CONTRIBUTOR),
                            FOUR_EYES));
        }

        @Test
        void aRequestForTheStageInWhichAVersionIsAlreadyIsRefused() {
            model.given(withVersions(1, aVersionInStaging(1)))
                    .when(request("r1", 1, STAGING, ANN_THE_CONTRIBUTOR))
                    .thenRefused(
                            Reason.STAGE_UNCHANGED,
                            "Model Version (name=churn, version=1) is already in stage Staging.");
        }

        @Test
        void aSecondOpenRequestByTheSamePersonForTheSameStageIsRefused() {
            model.given(withVersions(1, requestedByAnn("r1", 1, PRODUCTION)))
                    .when(request("r2", 1, PRODUCTION, ANN_THE_CONTRIBUTOR))
                    .thenRefused(
                            Reason.REQUEST_EXISTS,
                            "You already have an open request for this change to Production of version 1 of churn.");
        }

        @Test
        void theSamePersonMayAskForAnotherStageOrAnotherVersion() {
            model.given(withVersions(2, requestedByAnn("r1", 1, PRODUCTION)))
                    .when(request("r2", 1, STAGING, ANN_THE_CONTRIBUTOR))
                    .then(requestedByAnn("r2", 1, STAGING));
            model.given(withVersions(2, requestedByAnn("r1", 1, PRODUCTION)))
                    .when(request("r2", 2, PRODUCTION, ANN_THE_CONTRIBUTOR))
                    .then(requestedByAnn("r2", 2, PRODUCTION));
        }

        @Test
        void anotherPersonMayAskForTheSame() {
            model.given(withVersions(1, requestedByAnn("r1", 1, PRODUCTION)))
                    .when(request("r2", 1, PRODUCTION, BOB_THE_REVIEWER))
                    .then(requested("r2", 1, PRODUCTION, BOB_THE_REVIEWER));
        }

        @Test
        void whoseRequestWasCancelledMayAskAgain() {
            model.given(withVersions(
                            1,
                            requestedByAnn("r1", 1, PRODUCTION),
                            cancelled("r1", 1, PRODUCTION, ANN_THE_CONTRIBUTOR)))
                    .when(request("r2", 1, PRODUCTION, ANN_THE_CONTRIBUTOR))
                    .then(requestedByAnn("r2", 1, PRODUCTION));
        }

        @Test
        void aRequestOnADeletedVersionIsRefused() {
            model.given(withVersions(1, versionDeleted(1, NONE)))
                    .when(request("r1", 1, PRODUCTION, ANN_THE_CONTRIBUTOR))
                    .thenRefused(Reason.VERSION_NOT_FOUND, "Model Version (name=churn, version=1) not found");
        }

        @Test
        void aRequestOnAVersionThatNeverWasIsRefused() {
            model.given(withVersions(1))
                    .when(request("r1", 2, PRODUCTION, ANN_THE_CONTRIBUTOR))
                    .thenRefused(Reason.VERSION_NOT_FOUND);
        }

        @Test
        void theRequestOfSomebodyAloneNamesThePoliciesThatOthersWouldDecideBy() {
            model.given(withVersions(1))
                    .when(request("r1", 1, PRODUCTION, SOMEBODY_ALONE))
                    .then(new TransitionRequested(
                            CHURN,
                            new RequestId("r1"),
                            1,
                            NONE,
                            PRODUCTION,
                            SOMEBODY_ALONE.subject(),
                            null,
                            FOUR_EYES));
        }
    }

    @Nested
    class Approving {

        @Test
        void aReviewerApprovesWhatAnotherPersonRequested() {
            model.given(withVersions(1, requestedByAnn("r1", 1, STAGING)))
                    .when(new ChangeCommand.Approve(
                            CHURN,
                            move(1, STAGING),
                            KEEPING,
                            "reviewed",
                            BOB_THE_REVIEWER,
                            writtenBy(BOB_THE_REVIEWER),
                            UNDER_FOUR_EYES))
                    .thenApproved(
                            new GovernanceEvent.ApprovalGiven(
                                    CHURN,
                                    List.of(new RequestId("r1")),
                                    new Change.ToStage(1, NONE, STAGING),
                                    BOB_THE_REVIEWER.subject(),
                                    "reviewed",
                                    writtenBy(BOB_THE_REVIEWER),
                                    UNDER_FOUR_EYES.subject()),
                            new TransitionApproved(
                                    CHURN,
                                    List.of(new RequestId("r1")),
                                    1,
                                    NONE,
                                    STAGING,
                                    BOB_THE_REVIEWER.subject(),
                                    writtenBy(BOB_THE_REVIEWER),
                                    List.of(),
                                    FOUR_EYES,
                                    null));
        }

        @Test
        void oneApprovalClosesEveryRequestForTheSameChangeAndNoOther() {
            model.given(withVersions(
                            2,
                            requestedByAnn("r1", 1, PRODUCTION),
                            requestedByAnn("r2", 2, PRODUCTION),
                            requested("r3", 1, PRODUCTION, CAROL_THE_REVIEWER),
                            requestedByAnn("r4", 1, ARCHIVED)))
                    .when(approve(1, PRODUCTION, KEEPING, BOB_THE_REVIEWER))
                    .thenApproved(
                            approval(List.of("r1", "r3"), 1, NONE, PRODUCTION, BOB_THE_REVIEWER),
                            approved(List.of("r1", "r3"), 1, NONE, PRODUCTION, BOB_THE_REVIEWER, List.of()));
        }

        @Test
        void anApprovalSaysWhereTheVersionStoodWhenItWasGiven() {
            model.given(withVersions(1, requestedByAnn("r1", 1, PRODUCTION), aVersionInStaging(1)))
                    .when(approve(1, PRODUCTION, KEEPING, BOB_THE_REVIEWER))
                    .thenApproved(
                            approval(List.of("r1"), 1, STAGING, PRODUCTION, BOB_THE_REVIEWER),
                            approved(List.of("r1"), 1, STAGING, PRODUCTION, BOB_THE_REVIEWER, List.of()));
        }

        @Test
        void approvingArchivesTheVersionsInTheTargetStageInTheSameEvent() {
            model.given(withVersions(
                            4,
                            aVersionInProduction(1),
                            aVersionInStaging(2),
                            aVersionInProduction(3),
                            requestedByAnn("r1", 4, PRODUCTION)))
                    .when(approve(4, PRODUCTION, ARCHIVING, BOB_THE_REVIEWER))
                    .thenApproved(
                            approval(List.of("r1"), 4, NONE, PRODUCTION, BOB_THE_REVIEWER),
                            approved(List.of("r1"), 4, NONE, PRODUCTION, BOB_THE_REVIEWER, List.of(1, 3)));
        }

        @Test
        void whatWasArchivedByAnApprovalIsArchived() {
            model.given(withVersions(
                            2,
                            aVersionInProduction(1),
                            requestedByAnn("r1", 2, PRODUCTION),
                            approved(List.of("r1"), 2, NONE, PRODUCTION, BOB_THE_REVIEWER, List.of(1))))
                    .when(request("r2", 1, ARCHIVED, ANN_THE_CONTRIBUTOR))
                    .thenRefused(
                            Reason.STAGE_UNCHANGED,
                            "Model Version (name=churn, version=1) is already in stage Archived.");
        }

        @Test
        void withoutArchivingTheOthersStay() {
            model.given(withVersions(2, aVersionInProduction(1), requestedByAnn("r1", 2, PRODUCTION)))
                    .when(approve(2, PRODUCTION, KEEPING, BOB_THE_REVIEWER))
                    .thenApproved(
                            approval(List.of("r1"), 2, NONE, PRODUCTION, BOB_THE_REVIEWER),
                            approved(List.of("r1"), 2, NONE, PRODUCTION, BOB_THE_REVIEWER, List.of()));
        }

        @ParameterizedTest
        @EnumSource(names = {"NONE", "ARCHIVED"})
        void archivingOthersMakesSenseOnlyWhereVersionsServeSomebody(Stage to) {
            model.given(withVersions(1, aVersionInStaging(1), requestedByAnn("r1", 1, to)))
                    .when(approve(1, to, ARCHIVING, BOB_THE_REVIEWER))
                    .thenRefused(
                            Reason.STAGE_NOT_ACTIVE,
                            "Model version transition cannot archive existing model versions because '" + to.label()
                                    + "' is not an Active stage. Valid stages are ['Staging', 'Production']");
        }

        @Test
        void theRequesterCannotApprove() {
            model.given(withVersions(1, requested("r1", 1, PRODUCTION, BOB_THE_REVIEWER)))
                    .when(approve(1, PRODUCTION, KEEPING, BOB_THE_REVIEWER))
                    .thenRefused(
                            Reason.OWN_REQUEST,
                            "You asked for this change to Production yourself; someone else has to decide on it.");
        }

        @Test
        void theRequesterCannotApproveByASecondRequest() {
            model.given(withVersions(
                            1, requestedByAnn("r1", 1, PRODUCTION), requested("r2", 1, PRODUCTION, BOB_THE_REVIEWER)))
                    .when(approve(1, PRODUCTION, KEEPING, BOB_THE_REVIEWER))
                    .thenRefused(Reason.OWN_REQUEST);
        }

        @Test
        void theRequesterCannotApproveAsAnAdmin() {
            model.given(withVersions(1, requested("r1", 1, STAGING, ADA_THE_ADMIN)))
                    .when(approve(1, STAGING, KEEPING, ADA_THE_ADMIN))
                    .thenRefused(Reason.OWN_REQUEST);
        }

        @Test
        void theRequesterCannotApproveBecauseOfARequestForAnotherVersion() {
            model.given(withVersions(
                            2, requested("r1", 1, PRODUCTION, BOB_THE_REVIEWER), requestedByAnn("r2", 2, PRODUCTION)))
                    .when(approve(1, PRODUCTION, KEEPING, BOB_THE_REVIEWER))
                    .thenRefused(Reason.OWN_REQUEST);
        }

        @Test
        void whoTookTheirOwnRequestBackMayApproveAnothers() {
            model.given(withVersions(
                            1,
                            requestedByAnn("r1", 1, PRODUCTION),
                            requested("r2", 1, PRODUCTION, BOB_THE_REVIEWER),
                            cancelled("r2", 1, PRODUCTION, BOB_THE_REVIEWER)))
                    .when(approve(1, PRODUCTION, KEEPING, BOB_THE_REVIEWER))
                    .thenApproved(
                            approval(List.of("r1"), 1, NONE, PRODUCTION, BOB_THE_REVIEWER),
                            approved(List.of("r1"), 1, NONE, PRODUCTION, BOB_THE_REVIEWER, List.of()));
        }

        @Test
        void whoIsNoReviewerCannotApprove() {
            for (Actor actor : List.of(VIC_THE_VIEWER, ANN_THE_CONTRIBUTOR)) {
                model.given(withVersions(1, requested("r1", 1, PRODUCTION, CAROL_THE_REVIEWER)))
                        .when(approve(1, PRODUCTION, KEEPING, actor))
                        .thenRefused(
                                Reason.NOT_A_REVIEWER,
                                "A change to Production is decided by people of: reviewer. You are in none of these.");
            }
        }

        @Test
        void anApprovalOfWhatNobodyAskedForIsRefused() {
            model.given(withVersions(2, requestedByAnn("r1", 1, STAGING), requestedByAnn("r2", 2, PRODUCTION)))
                    .when(approve(1, PRODUCTION, KEEPING, BOB_THE_REVIEWER))
                    .thenRefused(
                            Reason.REQUEST_NOT_FOUND,
                            "No open transition request to Production for Model Version (name=churn, version=1).");
        }

        @Test
        void anApprovalOfWhatWasCancelledIsRefused() {
            model.given(withVersions(
                            1,
                            requestedByAnn("r1", 1, PRODUCTION),
                            cancelled("r1", 1, PRODUCTION, ANN_THE_CONTRIBUTOR)))
                    .when(approve(1, PRODUCTION, KEEPING, BOB_THE_REVIEWER))
                    .thenRefused(Reason.REQUEST_NOT_FOUND);
        }

        @Test
        void anApprovalOfWhatWasRejectedIsRefused() {
            model.given(withVersions(
                            1,
                            requestedByAnn("r1", 1, PRODUCTION),
                            rejected(List.of("r1"), 1, PRODUCTION, CAROL_THE_REVIEWER)))
                    .when(approve(1, PRODUCTION, KEEPING, BOB_THE_REVIEWER))
                    .thenRefused(Reason.REQUEST_NOT_FOUND);
        }

        @Test
        void aSecondApprovalOfTheSameRequestIsRefused() {
            model.given(withVersions(
                            1,
                            requestedByAnn("r1", 1, PRODUCTION),
                            approved(List.of("r1"), 1, NONE, PRODUCTION, BOB_THE_REVIEWER, List.of())))
                    .when(approve(1, PRODUCTION, KEEPING, CAROL_THE_REVIEWER))
                    .thenRefused(Reason.REQUEST_NOT_FOUND);
        }

        @Test
        void anApprovalForADeletedVersionIsRefused() {
            model.given(withVersions(1, requestedByAnn("r1", 1, PRODUCTION), versionDeleted(1, NONE)))
                    .when(approve(1, PRODUCTION, KEEPING, BOB_THE_REVIEWER))
                    .thenRefused(Reason.VERSION_NOT_FOUND);
        }

        @Test
        void somebodyAloneApprovesTheirOwnRequestAndItSaysSo() {
            model.given(withVersions(1, requested("r1", 1, PRODUCTION, SOMEBODY_ALONE)))
                    .when(approve(1, PRODUCTION, KEEPING, SOMEBODY_ALONE))
                    .then(new TransitionApproved(
                            CHURN,
                            List.of(new RequestId("r1")),
                            1,
                            NONE,
                            PRODUCTION,
                            SOMEBODY_ALONE.subject(),
                            null,
                            List.of(),
                            SINGLE_PERSON,
                            null));
        }
    }

    @Nested
    class Rejecting {

        @Test
        void aReviewerRejectsEveryRequestForAChange() {
            model.given(withVersions(
                            1,
                            requestedByAnn("r1", 1, PRODUCTION),
                            requested("r2", 1, PRODUCTION, CAROL_THE_REVIEWER),
                            requestedByAnn("r3", 1, STAGING)))
                    .when(new ChangeCommand.Reject(
                            CHURN, move(1, PRODUCTION), BOB_THE_REVIEWER, writtenBy(BOB_THE_REVIEWER), UNDER_FOUR_EYES))
                    .then(new TransitionRejected(
                            CHURN,
                            List.of(new RequestId("r1"), new RequestId("r2")),
                            1,
                            PRODUCTION,
                            BOB_THE_REVIEWER.subject(),
                            writtenBy(BOB_THE_REVIEWER),
                            FOUR_EYES));
        }

        @Test
        void whoAskedTakesTheirRequestBackRatherThanRejectIt() {
            model.given(withVersions(1, requested("r1", 1, PRODUCTION, BOB_THE_REVIEWER)))
                    .when(reject(1, PRODUCTION, BOB_THE_REVIEWER))
                    .thenRefused(Reason.OWN_REQUEST);
        }

        @Test
        void whoIsNoReviewerCannotReject() {
            model.given(withVersions(1, requested("r1", 1, PRODUCTION, CAROL_THE_REVIEWER)))
                    .when(reject(1, PRODUCTION, ANN_THE_CONTRIBUTOR))
                    .thenRefused(Reason.NOT_A_REVIEWER);
        }

        @Test
        void aRejectionOfWhatNobodyAskedForIsRefused() {
            model.given(withVersions(1))
                    .when(reject(1, PRODUCTION, BOB_THE_REVIEWER))
                    .thenRefused(Reason.REQUEST_NOT_FOUND);
        }

        @Test
        void aRejectionLeavesTheVersionWhereItWas() {
            model.given(withVersions(
                            1,
                            requestedByAnn("r1", 1, PRODUCTION),
                            rejected(List.of("r1"), 1, PRODUCTION, BOB_THE_REVIEWER)))
                    .when(request("r2", 1, PRODUCTION, ANN_THE_CONTRIBUTOR))
                    .then(requestedByAnn("r2", 1, PRODUCTION));
        }
    }

    @Nested
    class Cancelling {

        @Test
        void whoAskedTakesTheirRequestBack() {
            model.given(withVersions(1, requestedByAnn("r1", 1, PRODUCTION)))
                    .when(new ChangeCommand.Cancel(
                            CHURN, new RequestId("r1"), ANN_THE_CONTRIBUTOR, writtenBy(ANN_THE_CONTRIBUTOR)))
                    .then(new TransitionRequestCancelled(
                            CHURN,
                            new RequestId("r1"),
                            1,
                            PRODUCTION,
                            ANN_THE_CONTRIBUTOR.subject(),
                            writtenBy(ANN_THE_CONTRIBUTOR)));
        }

        @Test
        void whoeverManagesTheModelCancelsTheRequestOfAnother() {
            model.given(withVersions(1, requestedByAnn("r1", 1, PRODUCTION)))
                    .when(new ChangeCommand.Cancel(CHURN, new RequestId("r1"), true, VIC_THE_VIEWER, null))
                    .then(new TransitionRequestCancelled(
                            CHURN, new RequestId("r1"), 1, PRODUCTION, VIC_THE_VIEWER.subject(), null));
        }

        @Test
        void anAdminCancelsTheRequestOfAnother() {
            model.given(withVersions(1, requestedByAnn("r1", 1, PRODUCTION)))
                    .when(cancel("r1", ADA_THE_ADMIN))
                    .then(cancelled("r1", 1, PRODUCTION, ADA_THE_ADMIN));
        }

        @Test
        void aReviewerCannotCancelTheRequestOfAnother() {
            model.given(withVersions(1, requestedByAnn("r1", 1, PRODUCTION)))
                    .when(cancel("r1", BOB_THE_REVIEWER))
                    .thenRefused(
                            Reason.NOT_THE_REQUESTER,
                            "A transition request is cancelled by who opened it, by somebody with CAN_MANAGE on the model,"
                                    + " or by an admin.");
        }

        @Test
        void aRequestIsCancelledOnce() {
            model.given(withVersions(
                            1,
                            requestedByAnn("r1", 1, PRODUCTION),
                            cancelled("r1", 1, PRODUCTION, ANN_THE_CONTRIBUTOR)))
                    .when(cancel("r1", ANN_THE_CONTRIBUTOR))
                    .thenRefused(Reason.REQUEST_NOT_FOUND, "Transition request r1 is not open.");
        }

        @Test
        void whatWasDecidedIsNotCancelled() {
            model.given(withVersions(
                            1,
                            requestedByAnn("r1", 1, PRODUCTION),
                            approved(List.of("r1"), 1, NONE, PRODUCTION, BOB_THE_REVIEWER, List.of())))
                    .when(cancel("r1", ANN_THE_CONTRIBUTOR))
                    .thenRefused(Reason.REQUEST_NOT_FOUND);
        }

        @Test
        void theRequestsOfADeletedVersionAreGone() {
            model.given(withVersions(1, requestedByAnn("r1", 1, PRODUCTION), versionDeleted(1, NONE)))
                    .when(cancel("r1", ANN_THE_CONTRIBUTOR))
                    .thenRefused(Reason.REQUEST_NOT_FOUND);
        }
    }

    @Nested
    class ChangingTheStageDirectly {

        @ParameterizedTest
        @EnumSource(names = {"STAGING", "PRODUCTION"})
        void whatServesSomebodyIsNotChangedByOnePersonAlone(Stage to) {
            for (Actor actor : List.of(BOB_THE_REVIEWER, ADA_THE_ADMIN)) {
                model.given(withVersions(1))
                        .when(change(1, to, KEEPING, actor))
                        .thenRefused(
                                Reason.COUNTERSIGNATURE_MISSING,
                                "A change to " + to.label() + " is not one person's to make: open a request for it, "
                                        + "which others decide on. It takes 1 more approval by reviewer.");
            }
        }

        @Test
        void whereSomebodyElseAskedForItTheChangeIsTheApproval() {
            model.given(withVersions(2, aVersionInProduction(1), requestedByAnn("r1", 2, PRODUCTION)))
                    .when(change(2, PRODUCTION, ARCHIVING, BOB_THE_REVIEWER))
                    .thenApproved(
                            approval(List.of("r1"), 2, NONE, PRODUCTION, BOB_THE_REVIEWER),
                            approved(List.of("r1"), 2, NONE, PRODUCTION, BOB_THE_REVIEWER, List.of(1)));
        }

        @Test
        void theRequesterCannotApproveByChangingTheStage() {
            model.given(withVersions(1, requested("r1", 1, PRODUCTION, BOB_THE_REVIEWER)))
                    .when(change(1, PRODUCTION, KEEPING, BOB_THE_REVIEWER))
                    .thenRefused(Reason.OWN_REQUEST);
        }

        @Test
        void aRequestForAnotherStageIsNoCountersignature() {
            model.given(withVersions(1, requestedByAnn("r1", 1, STAGING)))
                    .when(change(1, PRODUCTION, KEEPING, BOB_THE_REVIEWER))
                    .thenRefused(Reason.COUNTERSIGNATURE_MISSING);
        }

        @Test
        void aReviewerTakesAVersionOutOfServiceAlone() {
            model.given(withVersions(1, aVersionInProduction(1)))
                    .when(new RegisteredModelCommand.TransitionStage(
                            CHURN,
                            1,
                            ARCHIVED,
                            KEEPING,
                            BOB_THE_REVIEWER,
                            writtenBy(BOB_THE_REVIEWER),
                            UNDER_FOUR_EYES))
                    .then(new StageChanged(
                            CHURN,
                            1,
                            PRODUCTION,
                            ARCHIVED,
                            BOB_THE_REVIEWER.subject(),
                            writtenBy(BOB_THE_REVIEWER),
                            List.of(),
                            List.of(),
                            null));
        }

        @Test
        void whoIsNoReviewerTakesNothingOutOfService() {
            model.given(withVersions(1, aVersionInProduction(1)))
                    .when(change(1, ARCHIVED, KEEPING, ANN_THE_CONTRIBUTOR))
                    .thenRefused(Reason.NOT_A_REVIEWER);
        }

        @Test
        void theSameStageAgainChangesNothing() {
            model.given(withVersions(1, aVersionInProduction(1)))
                    .when(change(1, PRODUCTION, ARCHIVING, ANN_THE_CONTRIBUTOR))
                    .thenNothing();
        }

        @Test
        void stayingWhileOthersAreArchivedIsAChangeThatTakesTwo() {
            model.given(withVersions(2, aVersionInProduction(1), aVersionInProduction(2)))
                    .when(change(1, PRODUCTION, ARCHIVING, BOB_THE_REVIEWER))
                    .thenRefused(Reason.COUNTERSIGNATURE_MISSING);
        }

        @Test
        void archivingOthersMakesSenseOnlyWhereVersionsServeSomebody() {
            model.given(withVersions(1, aVersionInProduction(1)))
                    .when(change(1, ARCHIVED, ARCHIVING, BOB_THE_REVIEWER))
                    .thenRefused(Reason.STAGE_NOT_ACTIVE);
        }

        @Test
        void aDeletedVersionStaysWhereItWas() {
            model.given(withVersions(1, versionDeleted(1, NONE)))
                    .when(change(1, ARCHIVED, KEEPING, BOB_THE_REVIEWER))
                    .thenRefused(Reason.VERSION_NOT_FOUND);
        }

        @Test
        void somebodyAloneChangesTheStageAndTheChangeSaysSo() {
            model.given(withVersions(2, aVersionInProduction(1)))
                    .when(change(2, PRODUCTION, ARCHIVING, SOMEBODY_ALONE))
                    .then(new StageChanged(
                            CHURN,
                            2,
                            NONE,
                            PRODUCTION,
                            SOMEBODY_ALONE.subject(),
                            null,
                            List.of(1),
                            SINGLE_PERSON,
                            null));
        }
    }

    private static Command request(String request, int version, Stage to, Actor by) {
        return new ChangeCommand.Request(CHURN, new RequestId(request), move(version, to), by, null, UNDER_FOUR_EYES);
    }

    private static Command approve(int version, Stage to, boolean archiving, Actor by) {
        return new ChangeCommand.Approve(CHURN, move(version, to), archiving, null, by, null, UNDER_FOUR_EYES);
    }

    private static Command reject(int version, Stage to, Actor by) {
        return new ChangeCommand.Reject(CHURN, move(version, to), by, null, UNDER_FOUR_EYES);
    }

    private static Command cancel(String request, Actor by) {
        return new ChangeCommand.Cancel(CHURN, new RequestId(request), by, null);
    }

    private static Command change(int version, Stage to, boolean archiving, Actor by) {
        return new RegisteredModelCommand.TransitionStage(CHURN, version, to, archiving, by, null, UNDER_FOUR_EYES);
    }

    private static RegisteredModelEvent approved(
            List<String> requests, int version, Stage from, Stage to, Actor by, List<Integer> archived) {
        return new TransitionApproved(
                CHURN, ids(requests), version, from, to, by.subject(), null, archived, FOUR_EYES, null);
    }

    private static GovernanceEvent.ApprovalGiven approval(
            List<String> requests, int version, Stage from, Stage to, Actor by) {
        return new GovernanceEvent.ApprovalGiven(
                CHURN,
                ids(requests),
                new Change.ToStage(version, from, to),
                by.subject(),
                null,
                null,
                UNDER_FOUR_EYES.subject());
    }

    /** Where the version stands is for its model to know. */
    private static Change move(int version, Stage to) {
        return new Change.ToStage(version, NONE, to);
    }

    private static RegisteredModelEvent rejected(List<String> requests, int version, Stage to, Actor by) {
        return new TransitionRejected(CHURN, ids(requests), version, to, by.subject(), null, FOUR_EYES);
    }

    private static List<RequestId> ids(List<String> requests) {
        return requests.stream().map(RequestId::new).toList();
    }
}
