package io.countersign.delegation;

import static io.countersign.identity.People.ADA_THE_ADMIN;
import static io.countersign.identity.People.ANN_THE_CONTRIBUTOR;
import static io.countersign.identity.People.BOB_THE_REVIEWER;
import static io.countersign.identity.People.CAROL_THE_REVIEWER;
import static io.countersign.identity.People.writtenBy;
import static io.countersign.rejection.Refusals.because;

import io.countersign.MissingStreams;
import io.countersign.identity.Actor;
import io.countersign.identity.SubjectId;
import io.countersign.identity.UsersInMemory;
import io.countersign.rejection.Reason;
import java.time.Duration;
import java.time.Instant;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.ResultValidator;
import org.axonframework.test.aggregate.TestExecutor;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Carol goes on leave in January, and hands her word to Bob. */
class DelegationsTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final Instant JANUARY = Instant.parse("2027-01-01T00:00:00Z");
    private static final Instant FEBRUARY = Instant.parse("2027-02-01T00:00:00Z");
    private static final Instant MARCH = Instant.parse("2027-03-01T00:00:00Z");
    private static final DelegationId FIRST = new DelegationId("1");
    private static final DelegationId SECOND = new DelegationId("2");

    private final UsersInMemory users = new UsersInMemory(
            ADA_THE_ADMIN.subject(),
            ANN_THE_CONTRIBUTOR.subject(),
            BOB_THE_REVIEWER.subject(),
            CAROL_THE_REVIEWER.subject());
    private final AggregateTestFixture<Delegations> book = new AggregateTestFixture<>(Delegations.class);

    DelegationsTest() {
        book.registerInjectableResource(users);
        book.registerCommandHandlerInterceptor(new MissingStreams());
    }

    private static DelegationEvent.Given given(Actor by, Actor to, Instant from, Instant until) {
        return new DelegationEvent.Given(FIRST, by.subject(), to.subject(), from, until, null);
    }

    private static DelegationCommand give(Actor by, Actor to, Instant from, Instant until) {
        return give(by, to.subject(), from, until);
    }

    private static DelegationCommand give(Actor by, SubjectId to, Instant from, Instant until) {
        return new DelegationCommand.Give(SECOND, to, from, until, NOW, by, null);
    }

    private static DelegationCommand revoke(Actor by, Instant at) {
        return new DelegationCommand.Revoke(FIRST, at, by, writtenBy(by));
    }

    /** As if the server's clock said so. */
    private TestExecutor<Delegations> noon() {
        return book.givenCurrentTime(NOW);
    }

    private TestExecutor<Delegations> noon(DelegationEvent... events) {
        return book.givenCurrentTime(NOW).andGiven((Object[]) events);
    }

    private static void refused(ResultValidator<Delegations> result, Reason reason, String message) {
        result.expectNoEvents().expectException(because(reason)).expectExceptionMessage(message);
    }

    @Test
    void aWordIsHandedOverForATime() {
        noon().when(new DelegationCommand.Give(
                        FIRST,
                        BOB_THE_REVIEWER.subject(),
                        JANUARY,
                        FEBRUARY,
                        NOW,
                        CAROL_THE_REVIEWER,
                        writtenBy(CAROL_THE_REVIEWER)))
                .expectEvents(new DelegationEvent.Given(
                        FIRST,
                        CAROL_THE_REVIEWER.subject(),
                        BOB_THE_REVIEWER.subject(),
                        JANUARY,
                        FEBRUARY,
                        writtenBy(CAROL_THE_REVIEWER)));
    }

    @Test
    void whatBeganInThePastBeginsNow() {
        noon().when(give(CAROL_THE_REVIEWER, BOB_THE_REVIEWER, NOW.minusSeconds(60), JANUARY))
                .expectEvents(new DelegationEvent.Given(
                        SECOND, CAROL_THE_REVIEWER.subject(), BOB_THE_REVIEWER.subject(), NOW, JANUARY, null));
    }

    @Test
    void itEndsAfterItBegins() {
        refused(
                noon().when(give(CAROL_THE_REVIEWER, BOB_THE_REVIEWER, FEBRUARY, JANUARY)),
                Reason.DELEGATION_PERIOD_INVALID,
                "It would be over before it begins: until (2027-01-01T00:00:00Z) has to be later than"
                        + " 2027-02-01T00:00:00Z.");
        refused(
                noon().when(give(CAROL_THE_REVIEWER, BOB_THE_REVIEWER, NOW.minusSeconds(60), NOW)),
                Reason.DELEGATION_PERIOD_INVALID,
                "It would be over before it begins: until (2026-11-23T12:00:00Z) has to be later than"
                        + " 2026-11-23T12:00:00Z.");
    }

    @Test
    void itEndsWithinAYear() {
        Instant aYear = Instant.parse("2027-11-23T12:00:00Z");
        noon().when(give(CAROL_THE_REVIEWER, BOB_THE_REVIEWER, JANUARY, aYear)).expectSuccessfulHandlerExecution();
        refused(
                noon().when(give(CAROL_THE_REVIEWER, BOB_THE_REVIEWER, JANUARY, aYear.plusMillis(1))),
                Reason.DELEGATION_PERIOD_INVALID,
                "A word is handed over for a year at most: until (2027-11-23T12:00:00.001Z) has to be"
                        + " 2027-11-23T12:00:00Z or earlier.");
    }

    @Test
    void itIsNotForOneselfNorForSomebodyWhoCannotSignIn() {
        refused(
                noon().when(give(CAROL_THE_REVIEWER, CAROL_THE_REVIEWER, JANUARY, FEBRUARY)),
                Reason.DELEGATION_TO_ONESELF,
                "Your word is yours already: name somebody else.");
        refused(
                noon().when(give(CAROL_THE_REVIEWER, new SubjectId("gone"), JANUARY, FEBRUARY)),
                Reason.DELEGATE_CANNOT_SIGN_IN,
                "They cannot sign in, and so not speak for you: name somebody who can.");
    }

    @Test
    void anAccountThatActsForAPersonHasNoWordOfItsOwn() {
        users.persons.put(CAROL_THE_REVIEWER.subject(), ADA_THE_ADMIN.subject());
        refused(
                noon().when(give(CAROL_THE_REVIEWER, BOB_THE_REVIEWER, JANUARY, FEBRUARY)),
                Reason.DELEGATION_BY_SERVICE_ACCOUNT,
                "This account acts for a person, whose word it is: that person hands it over, by their own account.");
    }

    @Nested
    class WithOneInJanuary {

        private final DelegationEvent.Given january = given(CAROL_THE_REVIEWER, BOB_THE_REVIEWER, JANUARY, FEBRUARY);

        @Test
        void nobodyHasTwoDelegatesAtATime() {
            refused(
                    noon(january).when(give(CAROL_THE_REVIEWER, ADA_THE_ADMIN, FEBRUARY.minusMillis(1), MARCH)),
                    Reason.DELEGATION_EXISTS,
                    "You have handed your word over already, from 2027-01-01T00:00:00Z until 2027-02-01T00:00:00Z:"
                            + " revoke that delegation (1) first, or name another time.");
        }

        @Test
        void anotherMayFollowAtOnce() {
            noon(january)
                    .when(give(CAROL_THE_REVIEWER, ADA_THE_ADMIN, FEBRUARY, MARCH))
                    .expectSuccessfulHandlerExecution();
        }

        @Test
        void severalPeopleMayChooseTheSameDelegate() {
            noon(january)
                    .when(give(ADA_THE_ADMIN, BOB_THE_REVIEWER, JANUARY, FEBRUARY))
                    .expectSuccessfulHandlerExecution();
        }

        @Test
        void nobodySpeaksForWhoeverSpeaksForThem() {
            refused(
                    noon(january).when(give(BOB_THE_REVIEWER, CAROL_THE_REVIEWER, JANUARY, FEBRUARY)),
                    Reason.DELEGATION_CYCLIC,
                    "They have handed their word to you, from 2027-01-01T00:00:00Z until 2027-02-01T00:00:00Z: of two"
                            + " people only one can speak for the other.");
            noon(january)
                    .when(give(BOB_THE_REVIEWER, CAROL_THE_REVIEWER, FEBRUARY, MARCH))
                    .expectSuccessfulHandlerExecution();
        }

        @Test
        void aDelegateHandsNothingOn() {
            refused(
                    noon(january).when(give(BOB_THE_REVIEWER, ADA_THE_ADMIN, JANUARY, FEBRUARY)),
                    Reason.REDELEGATION,
                    "Somebody has handed their word to you, from 2027-01-01T00:00:00Z until 2027-02-01T00:00:00Z, and"
                            + " you cannot hand yours on meanwhile: they would have to name another delegate first.");
        }

        @Test
        void nobodySpeaksForOthersWhoHasHandedTheirOwnWordOver() {
            refused(
                    noon(january).when(give(ADA_THE_ADMIN, CAROL_THE_REVIEWER, JANUARY, FEBRUARY)),
                    Reason.REDELEGATION,
                    "They have handed their own word to somebody else, from 2027-01-01T00:00:00Z until"
                            + " 2027-02-01T00:00:00Z, and cannot speak for you meanwhile: name somebody else, or"
                            + " another time.");
        }

        @Test
        void itIsRevokedByWhoGaveIt() {
            noon(january)
                    .when(revoke(CAROL_THE_REVIEWER, NOW))
                    .expectEvents(new DelegationEvent.Revoked(
                            FIRST, CAROL_THE_REVIEWER.subject(), writtenBy(CAROL_THE_REVIEWER)));
        }

        @Test
        void itIsRevokedByAnAdministratorAndByNobodyElse() {
            noon(january).when(revoke(ADA_THE_ADMIN, NOW)).expectSuccessfulHandlerExecution();
            refused(
                    noon(january).when(revoke(BOB_THE_REVIEWER, NOW)),
                    Reason.NOT_THE_DELEGATOR,
                    "A delegation is revoked by who gave it, or by an administrator.");
        }

        @Test
        void whatIsOverIsNotRevoked() {
            refused(
                    noon(january).when(revoke(CAROL_THE_REVIEWER, FEBRUARY)),
                    Reason.DELEGATION_NOT_FOUND,
                    "There is no delegation 1 that is not over.");
            refused(
                    noon(january, new DelegationEvent.Revoked(FIRST, CAROL_THE_REVIEWER.subject(), null))
                            .when(revoke(CAROL_THE_REVIEWER, NOW)),
                    Reason.DELEGATION_NOT_FOUND,
                    "There is no delegation 1 that is not over.");
        }

        @Test
        void onceItIsRevokedOrOverItStandsInNobodysWay() {
            noon(january, new DelegationEvent.Revoked(FIRST, CAROL_THE_REVIEWER.subject(), null))
                    .when(give(CAROL_THE_REVIEWER, ADA_THE_ADMIN, JANUARY, FEBRUARY))
                    .expectSuccessfulHandlerExecution();
            book.givenCurrentTime(NOW.minus(Duration.ofDays(30)))
                    .andGiven(given(CAROL_THE_REVIEWER, BOB_THE_REVIEWER, NOW.minus(Duration.ofDays(20)), NOW))
                    .andGivenCurrentTime(NOW)
                    .when(give(BOB_THE_REVIEWER, ADA_THE_ADMIN, NOW, JANUARY))
                    .expectSuccessfulHandlerExecution();
        }
    }

    @Test
    void whereThereNeverWasOneNoneIsRevoked() {
        refused(
                book.givenNoPriorActivity().when(revoke(ANN_THE_CONTRIBUTOR, NOW)),
                Reason.DELEGATION_NOT_FOUND,
                "There is no delegation 1 that is not over.");
    }
}
