package io.countersign.modelversion;

import static io.countersign.identity.People.ADA_THE_ADMIN;
import static io.countersign.identity.People.ANN_THE_CONTRIBUTOR;
import static io.countersign.identity.People.BOB_THE_REVIEWER;
import static io.countersign.identity.People.CAROL_THE_REVIEWER;
import static io.countersign.identity.People.writtenBy;
import static io.countersign.policy.CheckResult.State.FAILED;
import static io.countersign.policy.CheckResult.State.PASSED;
import static io.countersign.policy.CheckResult.State.QUEUED;
import static io.countersign.policy.CheckResult.State.RUNNING;
import static io.countersign.registeredmodel.Churn.CHURN;
import static io.countersign.rejection.Refusals.because;

import io.countersign.MissingStreams;
import io.countersign.identity.Actor;
import io.countersign.policy.CheckResult.State;
import io.countersign.registeredmodel.LiveVersions;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.ResultValidator;
import org.axonframework.test.aggregate.TestExecutor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class VersionEvidenceTest {

    private static final VersionId VERSION = new VersionId(CHURN, 1);
    private static final String DIGEST = "ab".repeat(32);
    private static final String LINK = "https://ci.example/4711";
    private static final String PDF = "application/pdf";

    private final AggregateTestFixture<ModelVersion> version = new AggregateTestFixture<>(ModelVersion.class);
    private final Set<Integer> live = new HashSet<>(Set.of(1));

    @BeforeEach
    void theVersionIsLive() {
        LiveVersions versions = (model, number) -> {
            if (!live.contains(number)) {
                throw new Rejection(Reason.VERSION_NOT_FOUND, "Version " + number + " is not live.");
            }
        };
        version.registerInjectableResource(versions);
        version.registerCommandHandlerInterceptor(new MissingStreams());
    }

    @Nested
    class Checking {

        @Test
        void aReportIsSignedByItsReporter() {
            after().when(new ModelVersionCommand.ReportCheck(
                            VERSION,
                            "tests",
                            "4711",
                            RUNNING,
                            LINK,
                            writtenBy(ANN_THE_CONTRIBUTOR),
                            DIGEST,
                            ANN_THE_CONTRIBUTOR))
                    .expectEvents(new ModelVersionEvent.CheckReported(
                            VERSION,
                            "tests",
                            "4711",
                            RUNNING,
                            LINK,
                            writtenBy(ANN_THE_CONTRIBUTOR),
                            DIGEST,
                            ANN_THE_CONTRIBUTOR.subject()))
                    .expectResultMessagePayload(true);
        }

        @Test
        void aJobGoesFromQueuedToRunningToItsEnd() {
            for (State end : List.of(PASSED, FAILED)) {
                after(reported(QUEUED), reported(RUNNING)).when(report(end)).expectEvents(reported(end));
            }
        }

        @Test
        void aJobMayLeaveStatesOut() {
            after(reported(QUEUED)).when(report(PASSED)).expectEvents(reported(PASSED));
        }

        @Test
        void theSameReportAgainChangesNothing() {
            after(reported(RUNNING)).when(report(RUNNING)).expectNoEvents().expectResultMessagePayload(false);
        }

        @Test
        void anEarlierReportThatArrivesAgainChangesNothing() {
            after(reported(QUEUED), reported(PASSED))
                    .when(report(QUEUED))
                    .expectNoEvents()
                    .expectResultMessagePayload(false);
        }

        @Test
        void theSameStateWithOtherWordsIsTheSameReport() {
            after(reported(RUNNING))
                    .when(new ModelVersionCommand.ReportCheck(
                            VERSION,
                            "tests",
                            "4711",
                            RUNNING,
                            LINK,
                            writtenBy(ANN_THE_CONTRIBUTOR),
                            DIGEST,
                            ANN_THE_CONTRIBUTOR))
                    .expectNoEvents();
        }

        @Test
        void theSameStateWithAnotherDigestIsRefused() {
            refused(Reason.CHECK_REPORTED_OTHERWISE, report(PASSED, "cd".repeat(32)), reported(PASSED))
                    .expectExceptionMessage("The job 4711 of the check tests was reported as passed before, with the "
                            + "digest " + DIGEST + " and the link " + LINK + " and not the digest " + "cd".repeat(32)
                            + " and the link " + LINK + "; what was reported does not change, so report another job "
                            + "under an external_id of its own.");
        }

        @Test
        void nothingGoesBackwards() {
            refused(Reason.CHECK_MOVED_ON, report(QUEUED), reported(RUNNING))
                    .expectExceptionMessage("The job 4711 of the check tests is running and cannot go back to queued.");
        }

        @Test
        void anEndIsFinal() {
            refused(Reason.CHECK_MOVED_ON, report(PASSED), reported(FAILED))
                    .expectExceptionMessage("The job 4711 of the check tests has failed, which is final, and cannot "
                            + "become passed; report another job under an external_id of its own.");
            refused(Reason.CHECK_MOVED_ON, report(FAILED), reported(PASSED));
            refused(Reason.CHECK_MOVED_ON, report(RUNNING), reported(PASSED));
        }

        @Test
        void nobodyElseSaysHowAJobGoesOnNotEvenAnAdmin() {
            for (Actor other : List.of(BOB_THE_REVIEWER, ADA_THE_ADMIN)) {
                for (State state : State.values()) {
                    refused(
                            Reason.NOT_THE_REPORTER,
                            new ModelVersionCommand.ReportCheck(
                                    VERSION, "tests", "4711", state, LINK, null, DIGEST, other),
                            reported(QUEUED));
                }
            }
        }

        @Test
        void otherJobsAndOtherChecksAreReportedByAnybody() {
            after(reported(FAILED))
                    .when(new ModelVersionCommand.ReportCheck(
                            VERSION, "tests", "4712", QUEUED, null, null, null, BOB_THE_REVIEWER))
                    .expectResultMessagePayload(true);
            after(reported(FAILED))
                    .when(new ModelVersionCommand.ReportCheck(
                            VERSION, "scan", "4711", QUEUED, null, null, null, BOB_THE_REVIEWER))
                    .expectResultMessagePayload(true);
        }

        private ModelVersionEvent reported(State state) {
            return new ModelVersionEvent.CheckReported(
                    VERSION, "tests", "4711", state, LINK, null, DIGEST, ANN_THE_CONTRIBUTOR.subject());
        }

        private ModelVersionCommand report(State state) {
            return report(state, DIGEST);
        }

        private ModelVersionCommand report(State state, String digest) {
            return new ModelVersionCommand.ReportCheck(
                    VERSION, "tests", "4711", state, LINK, null, digest, ANN_THE_CONTRIBUTOR);
        }
    }

    @Nested
    class GivingEvidence {

        @Test
        void aDocumentNamesItsProducer() {
            after().when(give(ANN_THE_CONTRIBUTOR, PDF))
                    .expectEvents(givenBy(ANN_THE_CONTRIBUTOR))
                    .expectResultMessagePayload(true);
        }

        @Test
        void theSameDocumentAgainChangesNothing() {
            after(givenBy(ANN_THE_CONTRIBUTOR))
                    .when(give(ANN_THE_CONTRIBUTOR, PDF))
                    .expectNoEvents()
                    .expectResultMessagePayload(false);
        }

        @Test
        void theSameDocumentAsSomethingElseIsRefused() {
            refused(Reason.EVIDENCE_EXISTS, give(ANN_THE_CONTRIBUTOR, "text/plain"), givenBy(ANN_THE_CONTRIBUTOR))
                    .expectExceptionMessage("You gave these bytes for report before, as report.pdf, application/pdf, "
                            + "and not as report.pdf, text/plain; withdraw that first.");
        }

        @Test
        void anotherPersonMayVouchForTheSameDocument() {
            after(givenBy(ANN_THE_CONTRIBUTOR))
                    .when(give(BOB_THE_REVIEWER, PDF))
                    .expectEvents(givenBy(BOB_THE_REVIEWER));
        }

        @Test
        void itsProducerWithdrawsADocumentAndNobodyElses() {
            after(givenBy(ANN_THE_CONTRIBUTOR), givenBy(BOB_THE_REVIEWER))
                    .when(withdraw(BOB_THE_REVIEWER))
                    .expectEvents(withdrawn(BOB_THE_REVIEWER, BOB_THE_REVIEWER));
        }

        @Test
        void anAdminWithdrawsADocumentWhoeverGaveIt() {
            after(givenBy(ANN_THE_CONTRIBUTOR), givenBy(BOB_THE_REVIEWER))
                    .when(withdraw(ADA_THE_ADMIN))
                    .expectEvents(
                            withdrawn(ANN_THE_CONTRIBUTOR, ADA_THE_ADMIN), withdrawn(BOB_THE_REVIEWER, ADA_THE_ADMIN));
        }

        @Test
        void nobodyElseWithdrawsIt() {
            refused(Reason.NOT_THE_PRODUCER, withdraw(CAROL_THE_REVIEWER), givenBy(ANN_THE_CONTRIBUTOR));
        }

        @Test
        void whatWasWithdrawnOrNeverGivenIsNotFound() {
            refused(Reason.EVIDENCE_NOT_FOUND, withdraw(ANN_THE_CONTRIBUTOR))
                    .expectExceptionMessage("Version 1 has no evidence " + DIGEST + " in the slot report.");
            refused(
                    Reason.EVIDENCE_NOT_FOUND,
                    withdraw(ANN_THE_CONTRIBUTOR),
                    givenBy(ANN_THE_CONTRIBUTOR),
                    withdrawn(ANN_THE_CONTRIBUTOR, ANN_THE_CONTRIBUTOR));
        }

        @Test
        void whatWasWithdrawnCanBeGivenAnew() {
            after(givenBy(ANN_THE_CONTRIBUTOR), withdrawn(ANN_THE_CONTRIBUTOR, ADA_THE_ADMIN))
                    .when(give(ANN_THE_CONTRIBUTOR, PDF))
                    .expectEvents(givenBy(ANN_THE_CONTRIBUTOR));
        }

        private ModelVersionEvent givenBy(Actor actor) {
            return new ModelVersionEvent.EvidenceGiven(
                    VERSION, "report", PDF, DIGEST, 7, "report.pdf", actor.subject());
        }

        private ModelVersionEvent withdrawn(Actor producer, Actor by) {
            return new ModelVersionEvent.EvidenceWithdrawn(VERSION, "report", DIGEST, producer.subject(), by.subject());
        }

        private ModelVersionCommand give(Actor actor, String type) {
            return new ModelVersionCommand.GiveEvidence(VERSION, "report", type, DIGEST, 7, "report.pdf", actor);
        }

        private ModelVersionCommand withdraw(Actor actor) {
            return new ModelVersionCommand.WithdrawEvidence(VERSION, "report", DIGEST, actor);
        }
    }

    @Nested
    class Answering {

        @Test
        void answersAreSignedByWhoGaveThem() {
            after().when(answer()).expectEvents(answered());
        }

        @Test
        void anAnswerGivenAgainIsAnAnswerAnew() {
            after(answered()).when(answer()).expectEvents(answered());
        }

        private ModelVersionEvent answered() {
            return new ModelVersionEvent.ChecklistAnswered(
                    VERSION, "fairness", answers(), ANN_THE_CONTRIBUTOR.subject());
        }

        private ModelVersionCommand answer() {
            return new ModelVersionCommand.AnswerChecklist(VERSION, "fairness", answers(), ANN_THE_CONTRIBUTOR);
        }

        private List<ChecklistAnswer> answers() {
            return List.of(
                    new ChecklistAnswer("bias-reviewed", ChecklistAnswer.Value.YES, writtenBy(ANN_THE_CONTRIBUTOR)));
        }
    }

    @Test
    void aDeletedVersionTakesNothingMore() {
        live.clear();
        for (ModelVersionCommand command : List.of(
                new ModelVersionCommand.ReportCheck(
                        VERSION, "tests", "4711", PASSED, null, null, null, ANN_THE_CONTRIBUTOR),
                new ModelVersionCommand.GiveEvidence(VERSION, "report", PDF, DIGEST, 7, "r.pdf", ANN_THE_CONTRIBUTOR),
                new ModelVersionCommand.AnswerChecklist(VERSION, "fairness", List.of(), ANN_THE_CONTRIBUTOR))) {
            refused(Reason.VERSION_NOT_FOUND, command);
        }
    }

    private TestExecutor<ModelVersion> after(ModelVersionEvent... history) {
        return history.length == 0 ? version.givenNoPriorActivity() : version.given((Object[]) history);
    }

    private ResultValidator<ModelVersion> refused(
            Reason reason, ModelVersionCommand command, ModelVersionEvent... history) {
        return after(history).when(command).expectNoEvents().expectException(because(reason));
    }
}
