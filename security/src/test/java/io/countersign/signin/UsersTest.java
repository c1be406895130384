package io.countersign.signin;

import static io.countersign.identity.Role.ADMIN;
import static io.countersign.identity.Role.CONTRIBUTOR;
import static io.countersign.identity.Role.REVIEWER;
import static io.countersign.identity.Role.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.access.ActingAs;
import io.countersign.access.RequestTrace;
import io.countersign.access.SignedIn;
import io.countersign.identity.AccountKind;
import io.countersign.identity.ExternalId;
import io.countersign.identity.Role;
import io.countersign.identity.SubjectId;
import io.countersign.identity.UserCommand;
import io.countersign.identity.UserEvent;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class UsersTest {

    private static final String PASSWORD = "correct horse battery";

    private final JdbcClient jdbc = TestDatabase.empty();
    private final Town town = new Town();
    private final Passwords passwords = new Passwords(2, Duration.ofSeconds(10));
    private final UserQueries queries = new UserQueries(jdbc);
    private final Users users =
            new Users(town, queries, passwords, new UserChanges(), ActingAs.current(), SignInMode.LOCAL);

    @BeforeEach
    void anAdminActs() {
        ActingAs.signIn(SignedIn.SYSTEM);
    }

    @AfterEach
    void nobodyActs() {
        ActingAs.nobody();
        passwords.close();
    }

    @Test
    void thereIsAFirstAdminWhereAProviderVouchedForEverybodySoFar() {
        FirstAdmin first = new FirstAdmin(new SignInProperties(SignInMode.LOCAL, null), town, queries, passwords);
        town.send(
                new UserCommand.Admit(
                        new SubjectId("0199"),
                        new ExternalId("https://id.example", "f3a1"),
                        "otis",
                        AccountKind.PERSON,
                        Set.of(ADMIN),
                        Set.of()),
                SignedIn.SYSTEM.metadata(RequestTrace.fresh()));

        assertThat(first.createIfNobodyCanSignIn()).isPresent();
        assertThat(first.createIfNobodyCanSignIn()).isEmpty();
    }

    @Test
    void aUserHasANumberRolesAndGroupsAndNoPasswordInTheLog() {
        LocalUser ann = users.create("Ann", PASSWORD, Set.of(CONTRIBUTOR), Set.of("risk, market", "models"));
        assertThat(ann.number()).isPositive();
        assertThat(ann).isEqualTo(users.get("ann"));
        assertThat(ann.groups()).containsExactlyInAnyOrder("risk, market", "models");
        assertThat(town.log)
                .containsExactly(new UserEvent.Registered(ann.subject(), Set.of(CONTRIBUTOR), ann.groups()));
        assertThat(passwords.matches(
                        PASSWORD, queries.identity("ANN").orElseThrow().password()))
                .isTrue();
    }

    @Test
    void anAccountOfAServiceActsForAPersonUntilItIsSaidOtherwise() {
        create("ann", VIEWER);
        LocalUser robot = create("robot", CONTRIBUTOR);
        assertThat(robot.actsFor()).isNull();
        LocalUser annsRobot = users.setAccess("robot", Set.of(CONTRIBUTOR), Set.of(), "Ann");
        assertThat(annsRobot.actsFor())
                .isEqualTo(new LocalUser.Person(users.get("ann").subject(), "ann"));
        assertRejected(Reason.USER_NOT_FOUND, () -> users.setAccess("robot", Set.of(CONTRIBUTOR), Set.of(), "nobody"));
        assertThat(users.get("robot")).isEqualTo(annsRobot);
        assertThat(users.setAccess("robot", Set.of(CONTRIBUTOR), Set.of(), null).actsFor())
                .isNull();
    }

    /** The first admin of the server has hired two others. */
    private void theFirstAdminHiresOlgaAndOtto() {
        create("first", ADMIN);
        signInAs("first");
        create("olga", ADMIN);
        create("otto", ADMIN);
    }

    private LocalUser.@Nullable Person keeperOf(String username) {
        return users.get(username).keptBy();
    }

    private SubjectId personBehind(String username) {
        return new UserTable(jdbc).personBehind(subjectOf(username));
    }

    private SubjectId subjectOf(String username) {
        return queries.identity(username).orElseThrow().signedIn().actor().subject();
    }

    private LocalUser.Person named(String username) {
        return new LocalUser.Person(subjectOf(username), username);
    }

    @Test
    void whoChoosesAPasswordKeepsTheAccountUntilAnotherVouches() {
        theFirstAdminHiresOlgaAndOtto();
        signInAs("olga");
        assertThat(create("puppet", REVIEWER).keptBy()).isEqualTo(named("olga"));
        assertRejected(Reason.NOT_INDEPENDENT, () -> users.vouch("puppet"));
        signInAs("otto");
        assertThat(users.vouch("puppet").keptBy()).isNull();
        assertRejected(Reason.ACCOUNT_NOT_KEPT, () -> users.vouch("puppet"));
        users.updatePassword("puppet", PASSWORD + "!");
        assertThat(keeperOf("puppet")).isEqualTo(named("otto"));
    }

    @Test
    void ownPasswordsChangeNothing() {
        theFirstAdminHiresOlgaAndOtto();
        signInAs("olga");
        create("puppet", REVIEWER);
        signInAs("puppet");
        users.updatePassword("puppet", PASSWORD + "!");
        assertThat(personBehind("puppet")).isEqualTo(subjectOf("olga"));
    }

    @Test
    void nobodyKeepsWhatTheFirstAdminMadeUnlessTheirOwnAccountWasTaken() {
        theFirstAdminHiresOlgaAndOtto();
        assertThat(keeperOf("olga")).isNull();
        signInAs("olga");
        users.updatePassword("first", PASSWORD + "!");
        signInAs("first");
        assertThat(create("rita", REVIEWER).keptBy()).isEqualTo(named("first"));
        assertThat(personBehind("rita")).isEqualTo(subjectOf("olga"));
        assertRejected(Reason.NOT_INDEPENDENT, () -> users.vouch("rita"));
    }

    @Test
    void accountsThatKeepEachOtherAreOnePersonAndNoRing() {
        theFirstAdminHiresOlgaAndOtto();
        signInAs("olga");
        create("second", ADMIN);
        signInAs("second");
        users.updatePassword("olga", PASSWORD + "!");
        assertThat(keeperOf("olga")).isNull();
        assertThat(personBehind("second")).isEqualTo(subjectOf("olga"));
        assertThat(personBehind("olga")).isEqualTo(subjectOf("olga"));
        users.setAccess("second", Set.of(CONTRIBUTOR), Set.of(), "olga");
        assertThat(personBehind("second")).isEqualTo(subjectOf("olga"));
    }

    @Test
    void anAccountCountsAsItsKeepersBeforeItCountsAsThatOfThePersonForWhomItActs() {
        theFirstAdminHiresOlgaAndOtto();
        create("zoe", REVIEWER);
        signInAs("olga");
        create("robot", REVIEWER);
        users.setAccess("robot", Set.of(REVIEWER), Set.of(), "zoe");
        assertThat(personBehind("robot")).isEqualTo(subjectOf("olga"));
        signInAs("otto");
        users.vouch("robot");
        assertThat(personBehind("robot")).isEqualTo(subjectOf("zoe"));
        signInAs("olga");
        users.updatePassword("robot", PASSWORD + "!");
        assertThat(personBehind("robot")).isEqualTo(subjectOf("olga"));
    }

    @Test
    void whoChoseThePasswordOfTheirOwnServiceKeepsItAlsoWhenItIsReleased() {
        theFirstAdminHiresOlgaAndOtto();
        create("robot", REVIEWER);
        users.setAccess("robot", Set.of(REVIEWER), Set.of(), "olga");
        signInAs("olga");
        users.updatePassword("robot", PASSWORD + "!");
        signInAs("otto");
        users.setAccess("robot", Set.of(REVIEWER), Set.of(), "otto");
        assertThat(personBehind("robot")).isEqualTo(subjectOf("olga"));
    }

    @Test
    void whoCountsAsAnAccountIsNotThePersonForWhomItActs() {
        theFirstAdminHiresOlgaAndOtto();
        signInAs("olga");
        create("second", CONTRIBUTOR);
        signInAs("otto");
        assertRejected(
                Reason.PERSON_IS_AN_ACCOUNT, () -> users.setAccess("olga", Set.of(CONTRIBUTOR), Set.of(), "second"));
    }

    @RepeatedTest(10)
    void twoAtOnceMakeNoChain() throws Exception {
        create("ann", VIEWER);
        create("robot", CONTRIBUTOR);
        create("cron", CONTRIBUTOR);
        List<Optional<Reason>> answers = atOnce(2, index -> {
            ActingAs.signIn(SignedIn.SYSTEM);
            return index == 0
                    ? users.setAccess("cron", Set.of(CONTRIBUTOR), Set.of(), "robot")
                    : users.setAccess("robot", Set.of(CONTRIBUTOR), Set.of(), "ann");
        });
        assertThat(answers).containsExactlyInAnyOrder(Optional.empty(), Optional.of(Reason.PERSON_IS_AN_ACCOUNT));
    }

    @Test
    void twoNamesThatDifferInCaseAreOne() {
        create("ann", VIEWER);
        assertRejected(Reason.USER_EXISTS, () -> create("ANN", VIEWER));
        assertThat(town.log).hasSize(1);
    }

    @Test
    void peopleAreInTheirGroupsAndInThoseOfTheirRolesAndTheRolesBelow() {
        SubjectId ann =
                users.create("ann", PASSWORD, Set.of(REVIEWER), Set.of("risk")).subject();
        SubjectId bob = users.create("bob", PASSWORD, Set.of(), Set.of("legal")).subject();
        users.create("gone", PASSWORD, Set.of(ADMIN), Set.of("risk"));
        create("left", ADMIN);
        users.delete("gone");
        jdbc.sql("update ops.users set groups = '{admin,risk}' where username = 'bob'")
                .update();
        assertThat(new Membership(queries).ofEverybody())
                .hasSize(3)
                .containsEntry(ann, Set.of("risk", "viewer", "contributor", "reviewer"))
                .containsEntry(bob, Set.of("risk"));
    }

    @Test
    void aNameThatIsFreeAgainBelongsToSomebodyElse() {
        LocalUser first = create("ann", VIEWER);
        users.delete("ann");
        LocalUser second = create("ann", VIEWER);
        assertThat(second.subject()).isNotEqualTo(first.subject());
        People people = new People(jdbc, new UserQueries(jdbc), false);
        assertThat(people.names(List.of(first.subject(), second.subject(), SubjectId.SYSTEM)))
                .containsEntry(first.subject(), "ann")
                .containsEntry(second.subject(), "ann")
                .containsEntry(SubjectId.SYSTEM, "system");
        assertThat(people.named("Ann")).contains(second.subject());
    }

    @Test
    void aShortPasswordIsRefusedInWordsThatSayWhatIsRight() {
        assertThatThrownBy(() -> users.create("ann", "password1234".substring(1), Set.of(VIEWER), Set.of()))
                .hasMessage("Invalid password: it must have 12 to 256 characters, and has 11.");
        create("ann", VIEWER);
        assertRejected(Reason.PARAMETER_INVALID, () -> users.updatePassword("ann", "short"));
    }

    @Test
    void theServersOwnNamesAreNotGiven() {
        assertRejected(Reason.PARAMETER_INVALID, () -> create("System", VIEWER));
        assertRejected(Reason.PARAMETER_INVALID, () -> create("local", VIEWER));
    }

    @Test
    void whoIsNotThereIsNotFound() {
        assertRejected(Reason.USER_NOT_FOUND, () -> users.get("nobody"));
        assertRejected(Reason.USER_NOT_FOUND, () -> users.delete("nobody"));
        assertRejected(Reason.USER_NOT_FOUND, () -> users.updateAdmin("nobody", true));
    }

    @Test
    void everybodyChangesTheirOwnPasswordAndNobodyElses() {
        create("ann", VIEWER);
        create("bob", ADMIN);
        signInAs("ann");
        users.updatePassword("ANN", "a new password, long");
        assertThat(users.get("ann").username()).isEqualTo("ann");
        assertRejected(Reason.PERMISSION_MISSING, () -> users.updatePassword("bob", PASSWORD));
        assertRejected(Reason.PERMISSION_MISSING, () -> users.get("bob"));
        assertRejected(Reason.PERMISSION_MISSING, users::list);
        assertRejected(Reason.PERMISSION_MISSING, () -> users.updateAdmin("ann", true));
    }

    @Test
    void accessIsWhatWasSetLast() {
        create("ann", VIEWER);
        assertThat(users.setAccess("ann", Set.of(REVIEWER), Set.of("risk"), null)
                        .roles())
                .containsExactly(REVIEWER);
        users.updateAdmin("ann", true);
        assertThat(users.get("ann").isAdmin()).isTrue();
        assertThat(users.get("ann").roles()).containsExactlyInAnyOrder(REVIEWER, ADMIN);
    }

    @Test
    void theLastAdminCannotLeave() {
        create("root", ADMIN);
        assertRejected(Reason.LAST_ADMIN, () -> users.delete("root"));
        assertRejected(Reason.LAST_ADMIN, () -> users.updateAdmin("root", false));
        assertRejected(Reason.LAST_ADMIN, () -> users.setAccess("root", Set.of(), Set.of(), null));
    }

    @Test
    void whatTheLogRefusesIsNotInTheTableEither() {
        create("ann", VIEWER);
        town.logIsFull = true;
        assertThatThrownBy(() -> users.setAccess("ann", Set.of(ADMIN), Set.of(), null))
                .hasMessageContaining("full");
        assertThatThrownBy(() -> create("bob", VIEWER)).hasMessageContaining("full");
        assertThat(users.list()).singleElement().extracting(LocalUser::isAdmin).isEqualTo(false);
    }

    @RepeatedTest(10)
    void ofTwoAdminsThatAreDemotedAtOnceOneStays() throws Exception {
        create("ann", ADMIN);
        create("bob", ADMIN);
        List<Optional<Reason>> outcomes = atOnce(2, index -> {
            ActingAs.signIn(SignedIn.SYSTEM);
            users.updateAdmin(index == 0 ? "ann" : "bob", false);
            return null;
        });
        assertThat(outcomes).containsExactlyInAnyOrder(Optional.empty(), Optional.of(Reason.LAST_ADMIN));
        assertThat(users.list()).filteredOn(LocalUser::isAdmin).hasSize(1);
    }

    @RepeatedTest(5)
    void ofTwoNodesThatStartAtOnceOneCreatesTheAdmin() throws Exception {
        List<Optional<FirstAdmin.Created>> created = new CopyOnWriteArrayList<>();
        atOnce(2, index -> created.add(firstAdmin(null).createIfNobodyCanSignIn()));
        assertThat(created).filteredOn(Optional::isPresent).hasSize(1);
        assertThat(users.list()).singleElement().extracting(LocalUser::isAdmin).isEqualTo(true);
        String drawn = created.stream()
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow()
                .drawnPassword();
        assertThat(drawn).hasSizeGreaterThan(20);
        assertThat(passwords.matches(
                        String.valueOf(drawn),
                        queries.identity("admin").orElseThrow().password()))
                .isTrue();
    }

    @Test
    void theFirstAdminsPasswordMayBeGivenButNotShort() {
        assertRejected(Reason.PARAMETER_INVALID, () -> firstAdmin("admin").createIfNobodyCanSignIn());
        assertThat(firstAdmin(PASSWORD).createIfNobodyCanSignIn().orElseThrow().drawnPassword())
                .isNull();
        assertThat(firstAdmin(PASSWORD).createIfNobodyCanSignIn()).isEmpty();
    }

    private FirstAdmin firstAdmin(@Nullable String given) {
        return new FirstAdmin(new SignInProperties(SignInMode.LOCAL, given), town, queries, passwords);
    }

    private LocalUser create(String username, Role role) {
        return users.create(username, PASSWORD, Set.of(role), Set.of());
    }

    private void signInAs(String username) {
        ActingAs.signIn(queries.identity(username).orElseThrow().signedIn());
    }

    private static void assertRejected(Reason reason, ThrowingCallable action) {
        assertThatThrownBy(action).isInstanceOfSatisfying(Rejection.class, rejection -> assertThat(rejection.reason())
                .isEqualTo(reason));
    }

    private interface Action {
        @Nullable
        Object run(int index) throws Exception;
    }

    /** @return for each, why it was rejected, if it was */
    private static List<Optional<Reason>> atOnce(int count, Action action) throws Exception {
        CyclicBarrier start = new CyclicBarrier(count);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Optional<Reason>>> tasks = IntStream.range(0, count)
                    .<Callable<Optional<Reason>>>mapToObj(index -> () -> {
                        start.await();
                        try {
                            action.run(index);
                            return Optional.empty();
                        } catch (Rejection e) {
                            return Optional.of(e.reason());
                        }
                    })
                    .toList();
            List<Future<Optional<Reason>>> results = threads.invokeAll(tasks);
            return List.of(results.get(0).get(), results.get(1).get());
        }
    }
}
