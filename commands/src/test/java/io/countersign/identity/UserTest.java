package io.countersign.identity;

import static io.countersign.identity.People.ADA_THE_ADMIN;
import static io.countersign.identity.People.BOB_THE_REVIEWER;
import static io.countersign.identity.People.VIC_THE_VIEWER;
import static io.countersign.identity.Role.ADMIN;
import static io.countersign.identity.Role.CONTRIBUTOR;
import static io.countersign.identity.Role.REVIEWER;
import static io.countersign.identity.Role.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.MissingStreams;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Refusals;
import io.countersign.rejection.Rejection;
import java.util.Set;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.matchers.Matchers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class UserTest {

    private static final SubjectId ANN = new SubjectId("0198");
    private static final PasswordHash HASH = new PasswordHash("$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA");

    private final AggregateTestFixture<User> user = new AggregateTestFixture<>(User.class);
    private final UsersInMemory town = new UsersInMemory();

    @BeforeEach
    void everybodyIsInOneDirectory() {
        user.registerInjectableResource(town);
        user.registerCommandHandlerInterceptor(new MissingStreams());
    }

    @Test
    void registersWithoutNameOrPasswordInTheLog() {
        user.givenNoPriorActivity()
                .when(register(Set.of("risk")))
                .expectEvents(new UserEvent.Registered(ANN, Set.of(CONTRIBUTOR), Set.of("risk")));
        assertThat(town.names).contains("ann");
        assertThat(register(Set.of()).toString()).doesNotContain("argon2id");
    }

    @Test
    void aNameIsGivenOnce() {
        town.names.add("ann");
        user.givenNoPriorActivity()
                .when(register(Set.of()))
                .expectNoEvents()
                .expectException(Rejection.class)
                .expectExceptionMessage("User (username=ann) already exists.");
    }

    private static UserCommand register(Set<String> groups) {
        return new UserCommand.Register(ANN, "ann", HASH, Set.of(CONTRIBUTOR), groups, SubjectId.SYSTEM);
    }

    @Test
    void becomesAnAdminBesideWhatTheyWere() {
        user.given(registered(REVIEWER))
                .when(new UserCommand.MakeAdmin(ANN))
                .expectEvents(new UserEvent.AccessChanged(ANN, Set.of(REVIEWER, ADMIN), Set.of()));
    }

    @Test
    void whoIsAnAdminAlreadyStaysOneWithoutAnEvent() {
        user.given(registered(ADMIN)).when(new UserCommand.MakeAdmin(ANN)).expectNoEvents();
    }

    @Test
    void whoStopsBeingAnAdminIsWhatTheyWereBefore() {
        town.anotherAdmin = true;
        user.given(registered(REVIEWER, ADMIN))
                .when(new UserCommand.RevokeAdmin(ANN))
                .expectEvents(new UserEvent.AccessChanged(ANN, Set.of(REVIEWER), Set.of()));
    }

    @Test
    void whoWasOnlyAnAdminIsAContributorThen() {
        town.anotherAdmin = true;
        user.given(registered(ADMIN))
                .when(new UserCommand.RevokeAdmin(ANN))
                .expectEvents(new UserEvent.AccessChanged(ANN, Set.of(CONTRIBUTOR), Set.of()));
    }

    @Test
    void theLastAdminStaysOne() {
        refusesToLoseTheLastAdmin(new UserCommand.RevokeAdmin(ANN));
        refusesToLoseTheLastAdmin(access(null, VIEWER));
        refusesToLoseTheLastAdmin(new UserCommand.Remove(ANN));
    }

    private void refusesToLoseTheLastAdmin(UserCommand command) {
        user.given(registered(ADMIN))
                .when(command)
                .expectNoEvents()
                .expectException(Matchers.<Rejection>matches(rejection -> rejection.reason() == Reason.LAST_ADMIN));
    }

    @Test
    void theLastAdminMayChangeGroups() {
        user.given(registered(ADMIN))
                .when(new UserCommand.ChangeAccess(ANN, Set.of(ADMIN), Set.of("risk"), null, ADA_THE_ADMIN))
                .expectEvents(new UserEvent.AccessChanged(ANN, Set.of(ADMIN), Set.of("risk")));
    }

    @Test
    void aNewPasswordLeavesNothingOfItInTheLog() {
        user.given(registered(VIEWER))
                .when(new UserCommand.ChangePassword(ANN, HASH, ANN))
                .expectEvents(new UserEvent.PasswordChanged(ANN));
        assertThat(town.passwords).containsEntry(ANN, HASH);
    }

    @Test
    void whoWasRemovedIsNotFound() {
        user.given(registered(VIEWER), new UserEvent.Removed(ANN))
                .when(new UserCommand.ChangePassword(ANN, HASH, ANN))
                .expectException(Matchers.<Rejection>matches(rejection -> rejection.reason() == Reason.USER_NOT_FOUND));
    }

    private static UserCommand access(@Nullable Actor person, Role... roles) {
        return access(person, ADA_THE_ADMIN, roles);
    }

    private static UserCommand access(@Nullable Actor person, Actor admin, Role... roles) {
        return new UserCommand.ChangeAccess(
                ANN, Set.of(roles), Set.of(), person == null ? null : person.subject(), admin);
    }

    /** Bob chose the password of Ann's account, and can sign in by it. */
    @Nested
    class KeptByBob {

        private static final Actor BOB = new Actor(BOB_THE_REVIEWER.subject(), Set.of(ADMIN), false);

        KeptByBob() {
            town.keepers.put(ANN, BOB.subject());
        }

        @Test
        void isVouchedForByAnotherAdmin() {
            user.given(registered(REVIEWER))
                    .when(new UserCommand.Vouch(ANN, ADA_THE_ADMIN))
                    .expectEvents(new UserEvent.Vouched(ANN));
            assertThat(town.keepers).isEmpty();
        }

        @Test
        void isNotVouchedForByBob() {
            refusedToVouch(BOB, Reason.NOT_INDEPENDENT);
        }

        @Test
        void isNotVouchedForByAnnHerself() {
            refusedToVouch(new Actor(ANN, Set.of(ADMIN), false), Reason.NOT_INDEPENDENT);
        }

        @Test
        void isNotVouchedForByAnotherAccountOfBobs() {
            town.keepers.put(ADA_THE_ADMIN.subject(), BOB.subject());
            refusedToVouch(ADA_THE_ADMIN, Reason.NOT_INDEPENDENT);
        }

        @Test
        void isNotVouchedForByThePersonWhoseAccountBobsIs() {
            town.keepers.put(BOB.subject(), ADA_THE_ADMIN.subject());
            refusedToVouch(ADA_THE_ADMIN, Reason.NOT_INDEPENDENT);
        }

        @Test
        void isVouchedForOnce() {
            town.keepers.clear();
            refusedToVouch(ADA_THE_ADMIN, Reason.ACCOUNT_NOT_KEPT);
        }

        @Test
        void becomesBobsAgainWhenHeChoosesThePasswordAnew() {
            town.keepers.clear();
            user.given(registered(REVIEWER), new UserEvent.Vouched(ANN))
                    .when(new UserCommand.ChangePassword(ANN, HASH, BOB.subject()))
                    .expectEvents(new UserEvent.PasswordChanged(ANN));
            assertThat(town.keepers).containsEntry(ANN, BOB.subject());
        }

        private void refusedToVouch(Actor admin, Reason reason) {
            user.given(registered(REVIEWER))
                    .when(new UserCommand.Vouch(ANN, admin))
                    .expectNoEvents()
                    .expectException(Matchers.<Rejection>matches(rejection -> rejection.reason() == reason));
        }
    }

    /** Ann's account is that of a service. */
    @Nested
    class ActingForBob {

        private final UserEvent.Assigned assigned = new UserEvent.Assigned(ANN, BOB_THE_REVIEWER.subject());

        ActingForBob() {
            Set.of(BOB_THE_REVIEWER, ADA_THE_ADMIN).forEach(actor -> town.passwords.put(actor.subject(), HASH));
        }

        @Test
        void isSaidByAnAdmin() {
            user.given(registered(CONTRIBUTOR))
                    .when(access(BOB_THE_REVIEWER, CONTRIBUTOR))
                    .expectEvents(assigned);
            assertThat(town.persons).containsEntry(ANN, BOB_THE_REVIEWER.subject());
        }

        @Test
        void isOneEventBesideThatOfRoles() {
            user.given(registered(CONTRIBUTOR))
                    .when(access(BOB_THE_REVIEWER, REVIEWER))
                    .expectEvents(assigned, new UserEvent.AccessChanged(ANN, Set.of(REVIEWER), Set.of()));
        }

        @Test
        void staysSoWithoutAnEvent() {
            user.given(registered(CONTRIBUTOR), assigned)
                    .when(access(BOB_THE_REVIEWER, CONTRIBUTOR))
                    .expectNoEvents();
        }

        @Test
        void endsWhenAnAdminSaysSo() {
            user.given(registered(CONTRIBUTOR), assigned)
                    .when(access(null, CONTRIBUTOR))
                    .expectEvents(new UserEvent.Released(ANN, BOB_THE_REVIEWER.subject()));
        }

        @Test
        void doesNotEndBecauseBobSaysSo() {
            Actor bob = new Actor(BOB_THE_REVIEWER.subject(), Set.of(ADMIN), false);
            refused(
                    Reason.OWN_SERVICE_ACCOUNT,
                    "This account acts for you: another admin has to say that it does so no longer.",
                    access(null, bob, CONTRIBUTOR),
                    registered(CONTRIBUTOR),
                    assigned);
            refused(
                    Reason.OWN_SERVICE_ACCOUNT,
                    "This account acts for you: another admin has to say that it does so no longer.",
                    access(ADA_THE_ADMIN, bob, CONTRIBUTOR),
                    registered(CONTRIBUTOR),
                    assigned);
        }

        @Test
        void isNoAdmin() {
            String why = "An account that acts for a person is no admin, for what takes two admins would take one: take"
                    + " the role away, or let it act for nobody.";
            refused(Reason.SERVICE_ACCOUNT_IS_ADMIN, why, access(BOB_THE_REVIEWER, ADMIN), registered(CONTRIBUTOR));
            refused(
                    Reason.SERVICE_ACCOUNT_IS_ADMIN,
                    why,
                    new UserCommand.MakeAdmin(ANN),
                    registered(CONTRIBUTOR),
                    assigned);
        }

        @Test
        void isForSomebodyElseAndMakesNoChain() {
            refused(
                    Reason.PERSON_IS_THE_ACCOUNT,
                    "An account acts for somebody else, or for nobody: name the person behind it.",
                    new UserCommand.ChangeAccess(ANN, Set.of(CONTRIBUTOR), Set.of(), ANN, ADA_THE_ADMIN),
                    registered(CONTRIBUTOR));
            refused(
                    Reason.USER_NOT_FOUND,
                    "Whom it is to act for is no user any more.",
                    access(VIC_THE_VIEWER, CONTRIBUTOR),
                    registered(CONTRIBUTOR));
            town.persons.put(ADA_THE_ADMIN.subject(), BOB_THE_REVIEWER.subject());
            refused(
                    Reason.PERSON_IS_AN_ACCOUNT,
                    "Whom it is to act for is an account that acts for somebody: name that person.",
                    access(ADA_THE_ADMIN, CONTRIBUTOR),
                    registered(CONTRIBUTOR));
            town.persons.put(ADA_THE_ADMIN.subject(), ANN);
            refused(
                    Reason.PERSON_IS_AN_ACCOUNT,
                    "Other accounts act for this one, so it stands for a person: let those act for the person whom you"
                            + " name here first.",
                    access(BOB_THE_REVIEWER, CONTRIBUTOR),
                    registered(CONTRIBUTOR));
        }

        private void refused(Reason reason, String message, UserCommand command, UserEvent... history) {
            user.given((Object[]) history)
                    .when(command)
                    .expectNoEvents()
                    .expectException(Refusals.because(reason))
                    .expectExceptionMessage(message);
        }
    }

    private static UserEvent.Registered registered(Role... roles) {
        return new UserEvent.Registered(ANN, Set.of(roles), Set.of());
    }
}
