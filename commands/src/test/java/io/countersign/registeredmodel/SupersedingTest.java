package io.countersign.registeredmodel;

import static io.countersign.identity.People.ANN_THE_CONTRIBUTOR;
import static io.countersign.identity.People.BOB_THE_REVIEWER;
import static io.countersign.registeredmodel.Churn.CHURN;
import static io.countersign.registeredmodel.Churn.withVersions;
import static io.countersign.registeredmodel.Facts.FOUR_EYES;
import static io.countersign.registeredmodel.Facts.UNDER_FOUR_EYES;
import static io.countersign.registeredmodel.Stage.NONE;
import static io.countersign.registeredmodel.Stage.PRODUCTION;

import io.countersign.Command;
import io.countersign.event.DomainEvent;
import io.countersign.governance.ChangeCommand;
import io.countersign.governance.GovernanceEvent;
import io.countersign.identity.Actor;
import io.countersign.policy.Change;
import io.countersign.rejection.Reason;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A newer request may take the place of an older one, and ask once more for what was closed. */
class SupersedingTest {

    private static final Change FIRST = new Change.ToStage(1, NONE, PRODUCTION);
    private static final Change SECOND = new Change.ToStage(2, NONE, PRODUCTION);

    private final ModelFixture model = new ModelFixture();

    private static DomainEvent asked(String request, int version, Actor by) {
        return new RegisteredModelEvent.TransitionRequested(
                CHURN, new RequestId(request), version, NONE, PRODUCTION, by.subject(), null, List.of(FOUR_EYES));
    }

    private static Command ask(
            String request, Change change, @Nullable String supersedes, @Nullable String reopens, Actor by) {
        return new ChangeCommand.Request(
                CHURN, new RequestId(request), change, id(supersedes), id(reopens), by, null, UNDER_FOUR_EYES);
    }

    private static @Nullable RequestId id(@Nullable String request) {
        return request == null ? null : new RequestId(request);
    }

    private static GovernanceEvent superseded(Change change) {
        return new GovernanceEvent.RequestSuperseded(
                CHURN, new RequestId("r1"), change, new RequestId("r2"), ANN_THE_CONTRIBUTOR.subject());
    }

    private static List<DomainEvent> history(DomainEvent... then) {
        List<DomainEvent> history = new ArrayList<>(withVersions(2));
        history.addAll(List.of(then));
        return history;
    }

    @Test
    void aNewerVersionsRequestTakesThePlaceOfTheOlders() {
        model.given(history(asked("r1", 1, ANN_THE_CONTRIBUTOR)))
                .when(ask("r2", SECOND, "r1", null, ANN_THE_CONTRIBUTOR))
                .then(superseded(FIRST), asked("r2", 2, ANN_THE_CONTRIBUTOR));
    }

    @Test
    void soDoesOneForTheSameUnderThePoliciesOfNow() {
        model.given(history(asked("r1", 1, ANN_THE_CONTRIBUTOR)))
                .when(ask("r2", FIRST, "r1", null, ANN_THE_CONTRIBUTOR))
                .then(superseded(FIRST), asked("r2", 1, ANN_THE_CONTRIBUTOR));
    }

    @Test
    void whatWasSupersededIsDecidedOnNoMore() {
        model.given(history(
                        asked("r1", 1, ANN_THE_CONTRIBUTOR), superseded(FIRST), asked("r2", 2, ANN_THE_CONTRIBUTOR)))
                .when(new ChangeCommand.Approve(CHURN, FIRST, false, null, BOB_THE_REVIEWER, null, UNDER_FOUR_EYES))
                .thenRefused(Reason.REQUEST_NOT_FOUND);
    }

    @Test
    void nobodySupersedesWhatAnotherAskedFor() {
        model.given(history(asked("r1", 1, ANN_THE_CONTRIBUTOR)))
                .when(ask("r2", SECOND, "r1", null, BOB_THE_REVIEWER))
                .thenRefused(Reason.NOT_THE_REQUESTER);
    }

    @Test
    void whatIsClosedIsAskedForOnceMore() {
        DomainEvent rejected = new RegisteredModelEvent.TransitionRejected(
                CHURN,
                List.of(new RequestId("r1")),
                1,
                PRODUCTION,
                BOB_THE_REVIEWER.subject(),
                null,
                List.of(FOUR_EYES));

        model.given(history(asked("r1", 1, ANN_THE_CONTRIBUTOR), rejected))
                .when(ask("r2", FIRST, null, "r1", ANN_THE_CONTRIBUTOR))
                .then(
                        asked("r2", 1, ANN_THE_CONTRIBUTOR),
                        new GovernanceEvent.RequestReopened(
                                CHURN, new RequestId("r2"), FIRST, new RequestId("r1"), ANN_THE_CONTRIBUTOR.subject()));
    }
}
