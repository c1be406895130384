package io.countersign.privacy;

import static io.countersign.identity.People.ADA_THE_ADMIN;
import static io.countersign.identity.People.SOMEBODY_ALONE;
import static io.countersign.identity.People.writtenBy;
import static io.countersign.rejection.Refusals.because;

import io.countersign.MissingStreams;
import io.countersign.identity.Actor;
import io.countersign.identity.Role;
import io.countersign.identity.SubjectId;
import io.countersign.identity.UsersInMemory;
import io.countersign.rejection.Reason;
import java.util.Optional;
import java.util.Set;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.ResultValidator;
import org.junit.jupiter.api.Test;

/** Zoe has left, and wishes to be forgotten. */
class ErasureTest {

    private static final ErasureId ID = new ErasureId("1");
    private static final SubjectId ZOE = new SubjectId("zoe");
    private static final SubjectId NOBODY = new SubjectId("nobody");
    private static final Actor OTTO_THE_ADMIN = new Actor(new SubjectId("otto"), Set.of(Role.ADMIN), false);
    private static final String FINGERPRINT = "ab".repeat(32);

    private static final ErasureEvent PROPOSED =
            new ErasureEvent.Proposed(ID, ZOE, ADA_THE_ADMIN.subject(), writtenBy(ADA_THE_ADMIN));
    private static final ErasureEvent CARRIED_OUT =
            new ErasureEvent.CarriedOut(ID, ZOE, OTTO_THE_ADMIN.subject(), FINGERPRINT);

    private final UsersInMemory users = new UsersInMemory(ADA_THE_ADMIN.subject(), OTTO_THE_ADMIN.subject());
    private final AggregateTestFixture<Erasure> erasure = new AggregateTestFixture<>(Erasure.class);

    ErasureTest() {
        erasure.registerInjectableResource(users);
        erasure.registerInjectableResource(new ZoesKey());
        erasure.registerCommandHandlerInterceptor(new MissingStreams());
    }

    private static final class ZoesKey implements PersonalRecords {

        @Override
        public boolean hold(SubjectId person) {
            return !person.equals(NOBODY);
        }

        @Override
        public Optional<String> destroy(SubjectId person) {
            return person.equals(ZOE) ? Optional.of(FINGERPRINT) : Optional.empty();
        }
    }

    private static ErasureCommand propose(SubjectId person, Actor by) {
        return new ErasureCommand.Propose(ID, person, by, writtenBy(by));
    }

    private static ErasureCommand agree(Actor by) {
        return new ErasureCommand.CarryOut(ID, ZOE, by);
    }

    private static void refused(ResultValidator<Erasure> result, Reason reason) {
        result.expectNoEvents().expectException(because(reason));
    }

    @Test
    void oneAdministratorProposesThatSomebodyBeForgotten() {
        erasure.givenNoPriorActivity().when(propose(ZOE, ADA_THE_ADMIN)).expectEvents(PROPOSED);
    }

    @Test
    void anotherCarriesItOut() {
        erasure.given(PROPOSED).when(agree(OTTO_THE_ADMIN)).expectEvents(CARRIED_OUT);
    }

    @Test
    void nobodyCarriesOutWhatTheyProposed() {
        refused(erasure.given(PROPOSED).when(agree(ADA_THE_ADMIN)), Reason.OWN_PROPOSAL);
    }

    @Test
    void anAccountThatTheProposerKeepsIsNotAnother() {
        users.keepers.put(OTTO_THE_ADMIN.subject(), ADA_THE_ADMIN.subject());

        refused(erasure.given(PROPOSED).when(agree(OTTO_THE_ADMIN)), Reason.NOT_INDEPENDENT);
    }

    @Test
    void whoIsAloneNeedsNoOther() {
        erasure.givenNoPriorActivity()
                .when(new ErasureCommand.Propose(ID, ZOE, SOMEBODY_ALONE, null))
                .expectEvents(
                        new ErasureEvent.Proposed(ID, ZOE, SOMEBODY_ALONE.subject(), null),
                        new ErasureEvent.CarriedOut(ID, ZOE, SOMEBODY_ALONE.subject(), FINGERPRINT));
    }

    @Test
    void whoCanStillSignInIsNotForgotten() {
        refused(
                erasure.givenNoPriorActivity().when(propose(OTTO_THE_ADMIN.subject(), ADA_THE_ADMIN)),
                Reason.ERASURE_OF_ACTIVE_USER);
    }

    @Test
    void whoCameBackSinceItWasProposedIsNotForgotten() {
        users.changePassword(ZOE, new io.countersign.identity.PasswordHash("$argon2id$none"), ZOE);

        refused(erasure.given(PROPOSED).when(agree(OTTO_THE_ADMIN)), Reason.ERASURE_OF_ACTIVE_USER);
    }

    @Test
    void whoNeverWasCannotBeForgotten() {
        refused(erasure.givenNoPriorActivity().when(propose(NOBODY, ADA_THE_ADMIN)), Reason.USER_NOT_FOUND);
    }

    @Test
    void itIsProposedOnceAtATime() {
        refused(erasure.given(PROPOSED).when(propose(ZOE, OTTO_THE_ADMIN)), Reason.ERASURE_PROPOSED);
    }

    @Test
    void itCanBeDeclinedAndProposedAgain() {
        ErasureEvent declined = new ErasureEvent.Declined(ID, ZOE, OTTO_THE_ADMIN.subject(), writtenBy(OTTO_THE_ADMIN));
        erasure.given(PROPOSED)
                .when(new ErasureCommand.Decline(ID, ZOE, OTTO_THE_ADMIN, writtenBy(OTTO_THE_ADMIN)))
                .expectEvents(declined);

        erasure.given(PROPOSED, declined).when(propose(ZOE, ADA_THE_ADMIN)).expectEvents(PROPOSED);
    }

    @Test
    void whatWasDeclinedIsNotCarriedOut() {
        ErasureEvent declined = new ErasureEvent.Declined(ID, ZOE, ADA_THE_ADMIN.subject(), null);

        refused(erasure.given(PROPOSED, declined).when(agree(OTTO_THE_ADMIN)), Reason.ERASURE_NOT_FOUND);
    }

    @Test
    void whatWasNeverProposedIsNotCarriedOut() {
        refused(erasure.givenNoPriorActivity().when(agree(OTTO_THE_ADMIN)), Reason.ERASURE_NOT_FOUND);
    }

    @Test
    void whoCameBackAndWroteMoreCanBeForgottenOnceMore() {
        erasure.given(PROPOSED, CARRIED_OUT).when(propose(ZOE, ADA_THE_ADMIN)).expectEvents(PROPOSED);
    }
}
