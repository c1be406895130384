package io.countersign.registeredmodel;

import static io.countersign.identity.People.ANN_THE_CONTRIBUTOR;
import static io.countersign.identity.People.BOB_THE_REVIEWER;
import static io.countersign.identity.People.CAROL_THE_REVIEWER;
import static io.countersign.identity.People.writtenBy;
import static io.countersign.registeredmodel.Churn.CHURN;
import static io.countersign.registeredmodel.Facts.NOW;
import static io.countersign.registeredmodel.Stage.NONE;
import static io.countersign.registeredmodel.Stage.PRODUCTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.countersign.governance.EmergencyEvent;
import io.countersign.governance.GovernanceEvent;
import io.countersign.identity.Actor;
import io.countersign.policy.Bypass;
import io.countersign.policy.Case;
import io.countersign.policy.Change;
import io.countersign.policy.Decided;
import io.countersign.policy.Evaluation;
import io.countersign.policy.PolicyRevision;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The auditor of the random sequences objects to what it is there to object to. */
class AuditorTest {

    private static final List<RequestId> R1 = List.of(new RequestId("r1"));
    private static final Change MOVE = new Change.ToStage(1, NONE, PRODUCTION);
    private static final List<PolicyRevision> POLICIES = List.of(AnySequenceUnderAPolicyTest.TWO_REVIEWERS.revision());
    private static final SortedMap<String, String> FILES = new TreeMap<>(Map.of("artifacts", "d1"));
    private static final SortedMap<String, String> OTHER_FILES = new TreeMap<>(Map.of("artifacts", "d2"));

    private final Auditor auditor = new Auditor(AnySequenceUnderAPolicyTest.TWO_REVIEWERS);

    private static Object asked() {
        return new RegisteredModelEvent.TransitionRequested(
                CHURN, R1.getFirst(), 1, NONE, PRODUCTION, ANN_THE_CONTRIBUTOR.subject(), null, POLICIES);
    }

    private static Object approved(Actor by, SortedMap<String, String> files) {
        return new GovernanceEvent.ApprovalGiven(CHURN, R1, MOVE, by.subject(), null, null, files);
    }

    private static Object decided(@Nullable Bypass bypass, Actor... approvers) {
        Case about = Facts.askedByAnn(MOVE, approvers);
        Evaluation evaluation =
                Evaluation.of(about, List.of(AnySequenceUnderAPolicyTest.TWO_REVIEWERS), Facts.NO_CONDITIONS);
        return new RegisteredModelEvent.TransitionApproved(
                CHURN,
                R1,
                1,
                NONE,
                PRODUCTION,
                CAROL_THE_REVIEWER.subject(),
                null,
                List.of(),
                POLICIES,
                new Decided(
                        about, FILES, new TreeMap<>(), bypass == null ? evaluation : evaluation.bypassed(), bypass));
    }

    private void objectsTo(String what, Object... events) {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> Stream.of(events).forEach(auditor::read))
                .withMessageContaining(what);
    }

    @Test
    void itPassesWhatTwoOthersApproved() {
        Stream.of(
                        asked(),
                        approved(BOB_THE_REVIEWER, FILES),
                        approved(CAROL_THE_REVIEWER, FILES),
                        decided(null, BOB_THE_REVIEWER, CAROL_THE_REVIEWER))
                .forEach(auditor::read);

        assertThat(auditor.decisions()).isOne();
    }

    @Test
    void itMissesTheSecondApproval() {
        objectsTo(
                "people who approved just this",
                asked(),
                approved(BOB_THE_REVIEWER, FILES),
                decided(null, BOB_THE_REVIEWER, CAROL_THE_REVIEWER));
    }

    @Test
    void itDoesNotCountWhoAsked() {
        objectsTo(
                "people who approved just this",
                asked(),
                approved(ANN_THE_CONTRIBUTOR, FILES),
                approved(BOB_THE_REVIEWER, FILES),
                decided(null, BOB_THE_REVIEWER, CAROL_THE_REVIEWER));
    }

    @Test
    void itDoesNotCountAnApprovalOfOtherFiles() {
        objectsTo(
                "people who approved just this",
                asked(),
                approved(BOB_THE_REVIEWER, OTHER_FILES),
                approved(CAROL_THE_REVIEWER, FILES),
                decided(null, BOB_THE_REVIEWER, CAROL_THE_REVIEWER));
    }

    @Test
    void itSeesThatAClosedRequestIsOpenAgain() {
        objectsTo(
                "requests that were closed",
                asked(),
                new RegisteredModelEvent.TransitionRejected(
                        CHURN, R1, 1, PRODUCTION, BOB_THE_REVIEWER.subject(), null, POLICIES),
                asked());
    }

    @Test
    void itSeesAVetoThatHolds() {
        objectsTo(
                "vetoes",
                asked(),
                new GovernanceEvent.Vetoed(CHURN, R1, MOVE, CAROL_THE_REVIEWER.subject(), null),
                decided(null, BOB_THE_REVIEWER, CAROL_THE_REVIEWER));
    }

    @Test
    void itSeesThatOnePersonBrokeTheGlassTwice() {
        objectsTo(
                "the second",
                asked(),
                new EmergencyEvent.BreakGlassProposed(
                        CHURN, R1, MOVE, BOB_THE_REVIEWER.subject(), NOW, writtenBy(BOB_THE_REVIEWER)),
                decided(new Bypass(BOB_THE_REVIEWER.subject(), BOB_THE_REVIEWER.subject(), NOW)));
    }

    @Test
    void itAsksThePolicyAgain() {
        objectsTo(
                "what the same policy says of the same case again",
                asked(),
                approved(BOB_THE_REVIEWER, FILES),
                approved(CAROL_THE_REVIEWER, FILES),
                new RegisteredModelEvent.TransitionApproved(
                        CHURN,
                        R1,
                        1,
                        NONE,
                        PRODUCTION,
                        CAROL_THE_REVIEWER.subject(),
                        null,
                        List.of(),
                        POLICIES,
                        withoutFindings((RegisteredModelEvent.TransitionApproved)
                                decided(null, BOB_THE_REVIEWER, CAROL_THE_REVIEWER))));
    }

    private static Decided withoutFindings(RegisteredModelEvent.TransitionApproved event) {
        Decided decided = Objects.requireNonNull(event.decided());
        return new Decided(
                decided.about(), decided.subject(), decided.readAt(), new Evaluation(List.of()), decided.bypass());
    }
}
