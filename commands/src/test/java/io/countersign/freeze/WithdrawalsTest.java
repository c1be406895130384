package io.countersign.freeze;

import static io.countersign.identity.People.ADA_THE_ADMIN;
import static io.countersign.identity.People.BOB_THE_REVIEWER;
import static io.countersign.identity.People.CAROL_THE_REVIEWER;
import static io.countersign.identity.People.writtenBy;
import static io.countersign.rejection.Refusals.because;

import io.countersign.MissingStreams;
import io.countersign.identity.Actor;
import io.countersign.identity.Role;
import io.countersign.identity.UsersInMemory;
import io.countersign.lineage.LineageNode;
import io.countersign.rejection.Reason;
import java.util.Set;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One person pulls the brake, another lets go of it. */
class WithdrawalsTest {

    private static final LineageNode CUSTOMERS = LineageNode.dataset("customers", "4f2c");
    private static final WithdrawalId W1 = new WithdrawalId("w1");
    private static final WithdrawalId W2 = new WithdrawalId("w2");

    private final AggregateTestFixture<Withdrawals> fixture = new AggregateTestFixture<>(Withdrawals.class);
    private final UsersInMemory users = new UsersInMemory();

    @BeforeEach
    void resources() {
        fixture.registerInjectableResource(users);
        fixture.registerCommandHandlerInterceptor(new MissingStreams());
    }

    private static WithdrawalEvent.Declared declared() {
        return new WithdrawalEvent.Declared(W1, CUSTOMERS, BOB_THE_REVIEWER.subject(), writtenBy(BOB_THE_REVIEWER));
    }

    private static WithdrawalEvent.Lifted lifted(Actor by) {
        return new WithdrawalEvent.Lifted(W1, CUSTOMERS, by.subject(), writtenBy(by));
    }

    private static WithdrawalCommand.Lift lift(Actor by) {
        return new WithdrawalCommand.Lift(W1, by, writtenBy(by));
    }

    @Test
    void onePersonWithdrawsAThing() {
        fixture.givenNoPriorActivity()
                .when(new WithdrawalCommand.Declare(W1, CUSTOMERS, BOB_THE_REVIEWER, writtenBy(BOB_THE_REVIEWER)))
                .expectEvents(declared());
    }

    @Test
    void whatIsWithdrawnIsNotWithdrawnOnceMore() {
        fixture.given(declared())
                .when(new WithdrawalCommand.Declare(W2, CUSTOMERS, CAROL_THE_REVIEWER, writtenBy(CAROL_THE_REVIEWER)))
                .expectNoEvents()
                .expectException(because(Reason.WITHDRAWAL_EXISTS));
    }

    @Test
    void whatMayBeUsedAgainCanBeWithdrawnOnceMore() {
        fixture.given(declared(), lifted(CAROL_THE_REVIEWER))
                .when(new WithdrawalCommand.Declare(W2, CUSTOMERS, BOB_THE_REVIEWER, writtenBy(BOB_THE_REVIEWER)))
                .expectEvents(new WithdrawalEvent.Declared(
                        W2, CUSTOMERS, BOB_THE_REVIEWER.subject(), writtenBy(BOB_THE_REVIEWER)));
    }

    @Test
    void anotherPersonLiftsIt() {
        fixture.given(declared()).when(lift(CAROL_THE_REVIEWER)).expectEvents(lifted(CAROL_THE_REVIEWER));
    }

    @Test
    void whoDeclaredItDoesNotLiftIt() {
        fixture.given(declared())
                .when(lift(BOB_THE_REVIEWER))
                .expectNoEvents()
                .expectException(because(Reason.OWN_FREEZE));
    }

    @Test
    void norDoesAnAccountThatActsForWhoDeclaredIt() {
        users.persons.put(CAROL_THE_REVIEWER.subject(), BOB_THE_REVIEWER.subject());

        fixture.given(declared())
                .when(lift(CAROL_THE_REVIEWER))
                .expectNoEvents()
                .expectException(because(Reason.OWN_FREEZE));
    }

    @Test
    void onAServerForOnePersonThatPersonLiftsIt() {
        Actor alone = new Actor(BOB_THE_REVIEWER.subject(), Set.of(Role.ADMIN), true);

        fixture.given(declared()).when(lift(alone)).expectEvents(lifted(alone));
    }

    @Test
    void whatWasLiftedIsNotLiftedOnceMore() {
        fixture.given(declared(), lifted(CAROL_THE_REVIEWER))
                .when(lift(ADA_THE_ADMIN))
                .expectNoEvents()
                .expectException(because(Reason.WITHDRAWAL_NOT_FOUND));
    }

    @Test
    void whereNothingWasEverWithdrawnNothingIsLifted() {
        fixture.givenNoPriorActivity()
                .when(lift(ADA_THE_ADMIN))
                .expectNoEvents()
                .expectException(because(Reason.WITHDRAWAL_NOT_FOUND));
    }
}
