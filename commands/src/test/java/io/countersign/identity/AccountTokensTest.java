package io.countersign.identity;

import static io.countersign.identity.People.ADA_THE_ADMIN;
import static io.countersign.identity.People.BOB_THE_REVIEWER;
import static io.countersign.identity.People.CAROL_THE_REVIEWER;
import static io.countersign.identity.Role.ADMIN;
import static io.countersign.identity.Role.CONTRIBUTOR;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.rejection.Reason;
import io.countersign.rejection.Refusals;
import io.countersign.token.NewToken;
import io.countersign.token.Scope;
import io.countersign.token.TokenHash;
import io.countersign.token.TokenId;
import java.time.Instant;
import java.util.Set;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The robot acts for Bob, and signs in by tokens. */
class AccountTokensTest {

    private static final SubjectId ROBOT = new SubjectId("0198");
    private static final SubjectId BOB = BOB_THE_REVIEWER.subject();
    private static final SubjectId CAROL = CAROL_THE_REVIEWER.subject();
    private static final Actor THE_ROBOT = new Actor(ROBOT, Set.of(CONTRIBUTOR), false);
    private static final TokenId TOKEN = new TokenId("0199");
    private static final Instant LATER = Instant.parse("2027-02-01T00:00:00Z");
    private static final NewToken NEW_TOKEN =
            new NewToken(TOKEN, new TokenHash("c0ffee"), "deployments", Scope.BY_DEFAULT, LATER);

    private final AggregateTestFixture<User> user = new AggregateTestFixture<>(User.class);
    private final UsersInMemory town = new UsersInMemory(BOB, CAROL);

    @BeforeEach
    void everybodyIsInOneDirectory() {
        user.registerInjectableResource(town);
    }

    @Test
    void aServiceIsMadeForAPersonAndIsNoAdmin() {
        user.givenNoPriorActivity().when(register(CONTRIBUTOR)).expectEvents(registered());
        assertThat(town.persons).containsEntry(ROBOT, BOB);
        user.givenNoPriorActivity()
                .when(register(ADMIN))
                .expectNoEvents()
                .expectException(Refusals.because(Reason.SERVICE_ACCOUNT_IS_ADMIN));
    }

    @Test
    void theLogTellsWhatATokenIsGoodForAndNotHowItIsRecognised() {
        user.given(registered()).when(issueBy(BOB_THE_REVIEWER)).expectEvents(issued(BOB));
        assertThat(town.tokens).containsExactly(TOKEN);
        assertThat(issueBy(BOB_THE_REVIEWER).toString()).doesNotContain("c0ffee");
    }

    @Test
    void theAccountItselfIssuesTokensToo() {
        user.given(registered()).when(issueBy(THE_ROBOT)).expectEvents(issued(ROBOT));
    }

    @Test
    void nobodyIssuesAnothersNotEvenAnAdmin() {
        user.given(registered())
                .when(issueBy(ADA_THE_ADMIN))
                .expectException(Refusals.because(Reason.PERMISSION_MISSING));
        user.given(registered())
                .when(issueBy(CAROL_THE_REVIEWER))
                .expectException(Refusals.because(Reason.PERMISSION_MISSING));
    }

    @Test
    void anAdminRevokesEverybodys() {
        user.given(registered(), issued(BOB))
                .when(new UserCommand.RevokeToken(ROBOT, TOKEN, ADA_THE_ADMIN))
                .expectEvents(revoked(ADA_THE_ADMIN.subject()));
        user.given(registered(), issued(BOB))
                .when(new UserCommand.RevokeToken(ROBOT, TOKEN, CAROL_THE_REVIEWER))
                .expectException(Refusals.because(Reason.PERMISSION_MISSING));
    }

    @Test
    void aTokenIsRevokedOnce() {
        user.given(registered(), issued(BOB), revoked(BOB))
                .when(new UserCommand.RevokeToken(ROBOT, TOKEN, BOB_THE_REVIEWER))
                .expectException(Refusals.because(Reason.TOKEN_NOT_FOUND));
    }

    @Test
    void whoKnowsTheTokensOfAnAccountDoesNotSpeakForItsNextPerson() {
        town.persons.put(ROBOT, BOB);
        user.given(registered(), issued(BOB))
                .when(new UserCommand.ChangeAccess(ROBOT, Set.of(CONTRIBUTOR), Set.of(), CAROL, ADA_THE_ADMIN))
                .expectEvents(revoked(ADA_THE_ADMIN.subject()), new UserEvent.Assigned(ROBOT, CAROL));
    }

    private static UserCommand register(Role role) {
        return new UserCommand.RegisterService(ROBOT, "robot", BOB, Set.of(role), Set.of());
    }

    private static UserCommand issueBy(Actor actor) {
        return new UserCommand.IssueToken(ROBOT, NEW_TOKEN, actor);
    }

    private static UserEvent registered() {
        return new UserEvent.ServiceRegistered(ROBOT, BOB, Set.of(CONTRIBUTOR), Set.of());
    }

    private static UserEvent issued(SubjectId by) {
        return new UserEvent.TokenIssued(ROBOT, TOKEN, Scope.BY_DEFAULT, LATER, by);
    }

    private static UserEvent revoked(SubjectId by) {
        return new UserEvent.TokenRevoked(ROBOT, TOKEN, by);
    }
}
