package io.countersign.identity;

import static io.countersign.identity.Role.ADMIN;
import static io.countersign.identity.Role.CONTRIBUTOR;
import static io.countersign.identity.Role.REVIEWER;
import static io.countersign.identity.Role.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.MissingStreams;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import java.util.Set;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.matchers.Matchers;
import org.junit.jupiter.api.BeforeEach;
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
                .when(new UserCommand.Register(ANN, "ann", HASH, Set.of(CONTRIBUTOR), Set.of("risk")))
                .expectEvents(new UserEvent.Registered(ANN, Set.of(CONTRIBUTOR), Set.of("risk")));
        assertThat(town.names).contains("ann");
        assertThat(new UserCommand.Register(ANN, "ann", HASH, Set.of(), Set.of()).toString())
                .doesNotContain("argon2id");
    }

    @Test
    void aNameIsGivenOnce() {
        town.names.add("ann");
        user.givenNoPriorActivity()
                .when(new UserCommand.Register(ANN, "ann", HASH, Set.of(CONTRIBUTOR), Set.of()))
                .expectNoEvents()
                .expectException(Rejection.class)
                .expectExceptionMessage("User (username=ann) already exists.");
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
        refusesToLoseTheLastAdmin(new UserCommand.ChangeAccess(ANN, Set.of(VIEWER), Set.of()));
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
                .when(new UserCommand.ChangeAccess(ANN, Set.of(ADMIN), Set.of("risk")))
                .expectEvents(new UserEvent.AccessChanged(ANN, Set.of(ADMIN), Set.of("risk")));
    }

    @Test
    void aNewPasswordLeavesNothingOfItInTheLog() {
        user.given(registered(VIEWER))
                .when(new UserCommand.ChangePassword(ANN, HASH))
                .expectEvents(new UserEvent.PasswordChanged(ANN));
        assertThat(town.passwords).containsEntry(ANN, HASH);
    }

    @Test
    void whoWasRemovedIsNotFound() {
        user.given(registered(VIEWER), new UserEvent.Removed(ANN))
                .when(new UserCommand.ChangePassword(ANN, HASH))
                .expectException(Matchers.<Rejection>matches(rejection -> rejection.reason() == Reason.USER_NOT_FOUND));
    }

    private static UserEvent.Registered registered(Role... roles) {
        return new UserEvent.Registered(ANN, Set.of(roles), Set.of());
    }
}
