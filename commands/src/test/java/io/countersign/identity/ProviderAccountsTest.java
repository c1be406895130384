package io.countersign.identity;

import static io.countersign.identity.People.ADA_THE_ADMIN;
import static io.countersign.identity.People.BOB_THE_REVIEWER;
import static io.countersign.identity.Role.ADMIN;
import static io.countersign.identity.Role.CONTRIBUTOR;
import static io.countersign.identity.Role.REVIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.rejection.Reason;
import io.countersign.rejection.Refusals;
import java.util.Set;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whom a provider vouches for, has the roles and groups that it says. */
class ProviderAccountsTest {

    private static final SubjectId ANN = new SubjectId("0198");
    private static final String ISSUER = "https://id.example/realms/bank";
    private static final PasswordHash HASH = new PasswordHash("$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA");

    private final AggregateTestFixture<User> user = new AggregateTestFixture<>(User.class);
    private final UsersInMemory town = new UsersInMemory(BOB_THE_REVIEWER.subject());

    @BeforeEach
    void everybodyIsInOneDirectory() {
        user.registerInjectableResource(town);
    }

    @Test
    void comesInWithoutNameOrSubjectInTheLog() {
        user.givenNoPriorActivity()
                .when(admit())
                .expectEvents(
                        new UserEvent.Admitted(ANN, ISSUER, AccountKind.PERSON, Set.of(REVIEWER), Set.of("risk")));
        assertThat(town.names).contains("ann");
    }

    @Test
    void comesInOnce() {
        town.externals.add(new ExternalId(ISSUER, "f3a1"));
        user.givenNoPriorActivity()
                .when(admit())
                .expectNoEvents()
                .expectException(Refusals.because(Reason.USER_EXISTS));
    }

    @Test
    void losesWhatTheProviderTakesEvenAsTheLastAdmin() {
        user.given(admitted(ADMIN))
                .when(follow(null, CONTRIBUTOR))
                .expectEvents(new UserEvent.AccessChanged(ANN, Set.of(CONTRIBUTOR), Set.of()));
    }

    @Test
    void isKeptOutHereEvenAsTheLastAdmin() {
        user.given(admitted(ADMIN)).when(new UserCommand.Remove(ANN)).expectEvents(new UserEvent.Removed(ANN));
    }

    @Test
    void staysAsTheyAreWhenTheProviderSaysNothingNew() {
        user.given(admitted(REVIEWER)).when(follow(null, REVIEWER)).expectNoEvents();
    }

    @Test
    void actsForWhomTheProviderNames() {
        user.given(admitted(CONTRIBUTOR))
                .when(follow(BOB_THE_REVIEWER.subject(), CONTRIBUTOR))
                .expectEvents(new UserEvent.Assigned(ANN, BOB_THE_REVIEWER.subject()));
    }

    @Test
    void isNoAdminWhileTheyActForSomebody() {
        user.given(admitted(CONTRIBUTOR), new UserEvent.Assigned(ANN, BOB_THE_REVIEWER.subject()))
                .when(follow(null, ADMIN))
                .expectNoEvents()
                .expectException(Refusals.because(Reason.SERVICE_ACCOUNT_IS_ADMIN));
    }

    @Test
    void hasNoRolesGroupsAndPasswordOfThisServer() {
        refused(new UserCommand.ChangeAccess(ANN, Set.of(ADMIN), Set.of(), null, ADA_THE_ADMIN));
        refused(new UserCommand.ChangeAccess(ANN, Set.of(REVIEWER), Set.of("risk"), null, ADA_THE_ADMIN));
        refused(new UserCommand.MakeAdmin(ANN));
        refused(new UserCommand.ChangePassword(ANN, HASH, ADA_THE_ADMIN.subject()));
    }

    private void refused(UserCommand command) {
        user.given(admitted(REVIEWER))
                .when(command)
                .expectNoEvents()
                .expectException(Refusals.because(Reason.ACCESS_OF_ISSUER));
    }

    private static UserCommand admit() {
        return new UserCommand.Admit(
                ANN, new ExternalId(ISSUER, "f3a1"), "ann", AccountKind.PERSON, Set.of(REVIEWER), Set.of("risk"));
    }

    private static UserCommand follow(@Nullable SubjectId person, Role... roles) {
        return new UserCommand.Follow(ANN, "ann", Set.of(roles), Set.of(), person);
    }

    private static UserEvent admitted(Role... roles) {
        return new UserEvent.Admitted(ANN, ISSUER, AccountKind.PERSON, Set.of(roles), Set.of());
    }
}
