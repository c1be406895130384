package io.countersign.gate;

import static io.countersign.identity.People.VIC_THE_VIEWER;
import static io.countersign.registeredmodel.Churn.CHURN;

import java.util.List;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.junit.jupiter.api.Test;

/** What a deployment is told is on record where it is news to it. */
class DeploymentTest {

    private static final String PLACE = "stage/Production";

    private final AggregateTestFixture<Deployment> fixture = new AggregateTestFixture<>(Deployment.class);

    private static GateCommand.Tell tell(int version, boolean named, GateVerdict verdict, String reason) {
        return new GateCommand.Tell(
                CHURN,
                "checkout",
                version,
                PLACE,
                named,
                !reason.equals("not-there"),
                verdict,
                List.of(reason),
                VIC_THE_VIEWER);
    }

    private static GateEvent.DeploymentAnswered answered(
            int version, GateVerdict answer, String reason, Integer... left) {
        return new GateEvent.DeploymentAnswered(
                CHURN, "checkout", version, PLACE, answer, List.of(reason), List.of(left));
    }

    @Test
    void whoAsksForTheFirstTimeIsOnRecord() {
        fixture.givenNoPriorActivity()
                .when(tell(1, true, GateVerdict.ALLOW, "approved"))
                .expectEvents(answered(1, GateVerdict.ALLOW, "approved"));
    }

    @Test
    void whoAsksAgainIsNoNews() {
        fixture.given(answered(1, GateVerdict.ALLOW, "approved"))
                .when(tell(1, true, GateVerdict.ALLOW, "approved"))
                .expectNoEvents();
    }

    @Test
    void thatItIsToldOtherwiseIs() {
        fixture.given(answered(1, GateVerdict.ALLOW, "approved"))
                .when(tell(1, true, GateVerdict.DENY, "frozen"))
                .expectEvents(answered(1, GateVerdict.DENY, "frozen"));
    }

    @Test
    void whoAsksForTwoVersionsByTurnsRestsOnBoth() {
        fixture.given(answered(1, GateVerdict.ALLOW, "approved"), answered(2, GateVerdict.ALLOW, "approved"))
                .when(tell(1, true, GateVerdict.ALLOW, "approved"))
                .expectNoEvents();
    }

    @Test
    void whoTakesTheNewestLeavesTheOneBefore() {
        fixture.given(answered(1, GateVerdict.ALLOW, "approved"))
                .when(tell(2, false, GateVerdict.ALLOW, "approved"))
                .expectEvents(answered(2, GateVerdict.ALLOW, "approved", 1));
    }

    @Test
    void whatIsNotThereIsLeft() {
        fixture.given(answered(1, GateVerdict.ALLOW, "approved"))
                .when(tell(1, true, GateVerdict.DENY, "not-there"))
                .expectEvents(answered(1, GateVerdict.DENY, "not-there", 1));
    }

    @Test
    void whatWasNeverThereIsNoNews() {
        fixture.given(answered(1, GateVerdict.ALLOW, "approved"))
                .when(tell(2, true, GateVerdict.DENY, "not-there"))
                .expectNoEvents();
    }

    @Test
    void whatComesBackIsNewsAgain() {
        fixture.given(answered(1, GateVerdict.ALLOW, "approved"), answered(1, GateVerdict.DENY, "not-there", 1))
                .when(tell(1, true, GateVerdict.ALLOW, "approved"))
                .expectEvents(answered(1, GateVerdict.ALLOW, "approved"));
    }
}
