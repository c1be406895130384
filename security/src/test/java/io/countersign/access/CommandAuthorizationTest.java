package io.countersign.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.Attributed;
import io.countersign.Command;
import io.countersign.experiment.ExperimentCommand;
import io.countersign.experiment.ExperimentId;
import io.countersign.governance.ChangeCommand;
import io.countersign.identity.Actor;
import io.countersign.identity.PasswordHash;
import io.countersign.identity.Role;
import io.countersign.identity.SubjectId;
import io.countersign.identity.UserCommand;
import io.countersign.loggedmodel.LoggedModelId;
import io.countersign.permission.Grant;
import io.countersign.permission.HeldLevel;
import io.countersign.permission.ObjectFacts;
import io.countersign.permission.ObjectType;
import io.countersign.permission.PermissionLevel;
import io.countersign.permission.SecuredObject;
import io.countersign.policy.DecisionFacts;
import io.countersign.policy.PeopleFacts;
import io.countersign.registeredmodel.ModelId;
import io.countersign.registeredmodel.RegisteredModelCommand;
import io.countersign.registeredmodel.RequestId;
import io.countersign.registeredmodel.Stage;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import io.countersign.run.RunId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AssignableTypeFilter;

class CommandAuthorizationTest {

    private static final ExperimentCommand RENAME = new ExperimentCommand.Rename(new ExperimentId("1"), "other");
    private static final PasswordHash HASH = new PasswordHash("$argon2id$");

    private static final DecisionFacts FACTS = new DecisionFacts(
            Instant.EPOCH,
            new TreeMap<>(),
            List.of(),
            Map.of(),
            PeopleFacts.NOBODY,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            null,
            null,
            new TreeMap<>());

    private final CommandBus bus = SimpleCommandBus.builder().build();

    CommandAuthorizationTest() {
        bus.registerDispatchInterceptor(
                new CommandAuthorization(new ObjectAccess(ObjectFacts.NONE, new Visibility(DefaultPermission.READ))));
        bus.subscribe(RENAME.getClass().getName(), message -> "renamed");
    }

    @Test
    void everyCommandOfEveryFamilyIsAnOperation() {
        assertThat(CommandOperations.TABLE.keySet().stream().map(Class::getName))
                .containsExactlyInAnyOrderElementsOf(commands());
    }

    @Test
    void everyCommandThatNamesWhoDecidesIsCheckedForIt() throws ClassNotFoundException {
        for (String name : commands()) {
            Class<?> command = Class.forName(name);
            boolean namesAnActor = Arrays.stream(command.getRecordComponents())
                    .anyMatch(component -> component.getType() == Actor.class);
            assertThat(Attributed.class.isAssignableFrom(command)).as(name).isEqualTo(namesAnActor);
        }
    }

    private static Set<String> commands() {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AssignableTypeFilter(Command.class));
        return scanner.findCandidateComponents("io.countersign").stream()
                .map(found -> String.valueOf(found.getBeanClassName()))
                .filter(name -> !name.startsWith(CommandAuthorizationTest.class.getName()))
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @EnumSource
    void aRoleMayWhatItsLeastRoleAllows(Operation operation) {
        for (Role role : Role.values()) {
            assertThat(Guard.allows(actor("ann", role), operation)).isEqualTo(role.includes(operation.leastRole()));
        }
        assertThat(Guard.allows(actor("ann"), operation)).isFalse();
    }

    @Test
    void theRefusalNamesTheOperationAndTheRole() {
        assertThatThrownBy(() -> send(RENAME, signedIn("ann", Role.VIEWER)))
                .isInstanceOfSatisfying(Rejection.class, rejection -> assertThat(rejection.reason())
                        .isEqualTo(Reason.PERMISSION_MISSING))
                .hasMessage("Permission denied: to rename experiments (RENAME_EXPERIMENT) one needs the role"
                        + " contributor, or CAN_MANAGE on the object; you have viewer.");
        assertThatCode(() -> send(RENAME, signedIn("ann", Role.CONTRIBUTOR))).doesNotThrowAnyException();
    }

    @Test
    void aCommandFromNobodyIsRefused() {
        assertDenied(RENAME, Map.of());
        assertDenied(RENAME, Map.of("actor", "ann"));
    }

    @Test
    void theNameInTheLogIsThatOfWhoWasChecked() {
        Map<String, Object> forged = new HashMap<>(metadata(signedIn("ann", Role.ADMIN)));
        forged.put("actor", "bob");
        assertDenied(RENAME, forged);
    }

    @Test
    void nobodyDecidesInTheNameOfAnother() {
        var cancellation =
                new ChangeCommand.Cancel(new ModelId("m"), new RequestId("r"), actor("bob", Role.REVIEWER), null);
        assertDenied(cancellation, metadata(signedIn("ann", Role.REVIEWER)));
    }

    @Test
    void whatIsTakenAwayBeforeItIsTheirTurnIsNoReasonAnyMore() {
        Levels levels = new Levels();
        SimpleCommandBus turns = SimpleCommandBus.builder().build();
        CommandAuthorization authorization =
                new CommandAuthorization(new ObjectAccess(levels, new Visibility(DefaultPermission.READ)));
        turns.registerDispatchInterceptor(authorization);
        turns.registerHandlerInterceptor(authorization);
        List<Object> decided = new ArrayList<>();
        turns.subscribe(RegisteredModelCommand.TransitionStage.class.getName(), message -> {
            decided.add(message.getPayload());
            return null;
        });
        SignedIn ann = signedIn("ann", Role.CONTRIBUTOR);
        var archive = new RegisteredModelCommand.TransitionStage(
                new ModelId("m"), 1, Stage.ARCHIVED, false, ann.actor(), null, FACTS);

        sendBy(turns, archive, ann);
        assertThat(decided)
                .as("by the same person, as a reviewer there")
                .containsExactly(new RegisteredModelCommand.TransitionStage(
                        new ModelId("m"),
                        1,
                        Stage.ARCHIVED,
                        false,
                        actor("ann", Role.CONTRIBUTOR, Role.REVIEWER),
                        null,
                        FACTS));

        turns.registerDispatchInterceptor(messages -> (index, message) -> {
            levels.held = List.of();
            return message;
        });
        assertThatThrownBy(() -> sendBy(turns, archive, ann)).isInstanceOf(Rejection.class);
        assertThat(decided).hasSize(1);
    }

    private static void sendBy(CommandBus bus, Command command, SignedIn sender) {
        bus.dispatch(message(command, metadata(sender)), (sent, result) -> {
            if (result.isExceptional() && result.exceptionResult() instanceof RuntimeException failure) {
                throw failure;
            }
        });
    }

    /** Ann may decide on changes of stage of every model. */
    private static final class Levels implements ObjectFacts {

        private List<HeldLevel> held = List.of(new HeldLevel(PermissionLevel.CAN_MANAGE_STAGING_VERSIONS, true));

        @Override
        public List<HeldLevel> held(SecuredObject object, SubjectId person) {
            return held;
        }

        @Override
        public boolean holdsSomewhere(ObjectType type, PermissionLevel least, SubjectId person) {
            return !held.isEmpty();
        }

        @Override
        public List<Grant> direct(SecuredObject object) {
            return List.of();
        }

        @Override
        public Optional<ExperimentId> experimentOf(RunId run) {
            return Optional.empty();
        }

        @Override
        public Optional<ExperimentId> experimentOf(LoggedModelId model) {
            return Optional.empty();
        }

        @Override
        public Optional<Stage> stageOf(ModelId model, int version) {
            return Optional.of(Stage.NONE);
        }
    }

    @Test
    void aCommandThatIsListedNowhereIsRefusedToAdmins() {
        record Unlisted(String stream) implements Command {
            @Override
            public Rejection notFound() {
                return Rejection.of(Reason.RUN_NOT_FOUND, "not found");
            }
        }
        assertDenied(new Unlisted("x"), metadata(SignedIn.SYSTEM));
    }

    @Test
    void aPasswordIsChangedByItsOwnerOrAnAdmin() {
        UserCommand change = new UserCommand.ChangePassword(new SubjectId("ann"), HASH, new SubjectId("ann"));
        CommandAuthorization authorization =
                new CommandAuthorization(new ObjectAccess(ObjectFacts.NONE, new Visibility(DefaultPermission.READ)));
        assertThatCode(() -> authorization.check(message(change, metadata(signedIn("ann", Role.VIEWER)))))
                .doesNotThrowAnyException();
        assertThatCode(() -> authorization.check(message(change, metadata(SignedIn.SYSTEM))))
                .doesNotThrowAnyException();
        assertDenied(change, metadata(signedIn("bob", Role.REVIEWER)));
    }

    private void assertDenied(Command command, Map<String, ?> metadata) {
        assertThatThrownBy(() -> bus.dispatch(message(command, metadata)))
                .isInstanceOfSatisfying(Rejection.class, rejection -> assertThat(rejection.reason())
                        .isEqualTo(Reason.PERMISSION_MISSING));
    }

    private void send(Command command, SignedIn signedIn) {
        bus.dispatch(message(command, metadata(signedIn)));
    }

    private static GenericCommandMessage<Command> message(Command command, Map<String, ?> metadata) {
        return new GenericCommandMessage<>(command, metadata);
    }

    private static Map<String, Object> metadata(SignedIn signedIn) {
        return signedIn.metadata(RequestTrace.fresh());
    }

    private static SignedIn signedIn(String subject, Role... roles) {
        return new SignedIn(actor(subject, roles), subject, "basic");
    }

    private static Actor actor(String subject, Role... roles) {
        return new Actor(new SubjectId(subject), Set.of(roles), false);
    }
}
