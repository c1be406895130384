package io.countersign.access;

import static io.countersign.permission.PermissionLevel.CAN_EDIT;
import static io.countersign.permission.PermissionLevel.CAN_MANAGE;
import static io.countersign.permission.PermissionLevel.CAN_MANAGE_PRODUCTION_VERSIONS;
import static io.countersign.permission.PermissionLevel.CAN_MANAGE_STAGING_VERSIONS;
import static io.countersign.permission.PermissionLevel.CAN_READ;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.Command;
import io.countersign.experiment.ExperimentCommand;
import io.countersign.experiment.ExperimentId;
import io.countersign.governance.ChangeCommand;
import io.countersign.identity.Actor;
import io.countersign.identity.Role;
import io.countersign.identity.SubjectId;
import io.countersign.loggedmodel.LoggedModelCommand;
import io.countersign.loggedmodel.LoggedModelId;
import io.countersign.modelversion.ModelVersionCommand;
import io.countersign.modelversion.VersionId;
import io.countersign.permission.Grant;
import io.countersign.permission.HeldLevel;
import io.countersign.permission.ObjectFacts;
import io.countersign.permission.ObjectType;
import io.countersign.permission.PermissionCommand;
import io.countersign.permission.PermissionLevel;
import io.countersign.permission.Principal;
import io.countersign.permission.SecuredObject;
import io.countersign.policy.Change;
import io.countersign.policy.DecisionFacts;
import io.countersign.policy.PeopleFacts;
import io.countersign.registeredmodel.ModelId;
import io.countersign.registeredmodel.RegisteredModelCommand;
import io.countersign.registeredmodel.RequestId;
import io.countersign.registeredmodel.Stage;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import io.countersign.run.Metric;
import io.countersign.run.RunCommand;
import io.countersign.run.RunId;
import io.countersign.tag.Tag;
import io.countersign.thread.Discussion;
import io.countersign.webhook.BlockedHead;
import io.countersign.webhook.Subscription;
import io.countersign.webhook.WebhookKind;
import io.countersign.webhook.WebhookStatus;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ObjectAccessTest {

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

    private static final ModelId MODEL = new ModelId("churn");
    private static final ModelId OTHER = new ModelId("fraud");
    private static final ExperimentId EXPERIMENT = new ExperimentId("7");
    private static final ExperimentId ELSEWHERE = new ExperimentId("8");
    private static final RunId RUN = new RunId("run");
    private static final RunId RUN_ELSEWHERE = new RunId("other run");
    private static final LoggedModelId LOGGED = new LoggedModelId("m-1");
    private static final LoggedModelId LOGGED_ELSEWHERE = new LoggedModelId("m-2");

    private static final Actor VIEWER = actor("vera", Role.VIEWER);
    private static final Actor CONTRIBUTOR = actor("ada", Role.CONTRIBUTOR);
    private static final Actor REVIEWER = actor("grace", Role.REVIEWER);

    private final Held held = new Held();
    private final ObjectAccess access = new ObjectAccess(held, new Visibility(DefaultPermission.READ));

    private static Actor actor(String name, Role... roles) {
        return new Actor(new SubjectId(name), Set.of(roles), false);
    }

    /** What the tests say that people hold; one version in Production, one nowhere, two experiments. */
    private static final class Held implements ObjectFacts {

        private final Map<SecuredObject, HeldLevel> levels = new HashMap<>();
        private final Map<SecuredObject, List<Grant>> direct = new HashMap<>();

        void give(SecuredObject object, PermissionLevel level) {
            levels.put(object, new HeldLevel(level, true));
        }

        void created(SecuredObject object, Actor creator) {
            levels.put(object, new HeldLevel(CAN_MANAGE, false));
            direct.put(object, List.of(new Grant(Principal.user(creator.subject()), CAN_MANAGE)));
        }

        @Override
        public List<HeldLevel> held(SecuredObject object, SubjectId person) {
            return levels.containsKey(object) ? List.of(levels.get(object)) : List.of();
        }

        @Override
        public boolean holdsSomewhere(ObjectType type, PermissionLevel least, SubjectId person) {
            return levels.entrySet().stream()
                    .anyMatch(one -> one.getKey().type() == type
                            && one.getValue().level().includes(least));
        }

        @Override
        public List<Grant> direct(SecuredObject object) {
            return direct.getOrDefault(object, List.of());
        }

        @Override
        public Optional<ExperimentId> experimentOf(RunId run) {
            return run.equals(RUN)
                    ? Optional.of(EXPERIMENT)
                    : run.equals(RUN_ELSEWHERE) ? Optional.of(ELSEWHERE) : Optional.empty();
        }

        @Override
        public Optional<ExperimentId> experimentOf(LoggedModelId model) {
            return Optional.of(model.equals(LOGGED) ? EXPERIMENT : ELSEWHERE);
        }

        @Override
        public Optional<Stage> stageOf(ModelId model, int version) {
            return Optional.of(version == 1 ? Stage.PRODUCTION : Stage.NONE);
        }
    }

    private boolean may(Actor actor, Command command) {
        try {
            access.check(actor, command);
            return true;
        } catch (Rejection refused) {
            return false;
        }
    }

    /** Every command that a level may stand in for a role for, on an object that is held at each level in turn. */
    @ParameterizedTest
    @EnumSource(PermissionLevel.class)
    void aLevelDoesWhereItsOperationsSaySoAndNowhereElse(PermissionLevel level) {
        Arrays.stream(ObjectType.values())
                .filter(type -> type.levels().contains(level))
                .forEach(type -> {
                    held.levels.clear();
                    held.give(
                            new SecuredObject(type, type == ObjectType.EXPERIMENT ? EXPERIMENT.value() : MODEL.value()),
                            level);
                    CommandOperations.TABLE.forEach((family, operation) -> {
                        Command command = sample(family);
                        Operation needed = CommandOperations.of(command, VIEWER).orElseThrow();
                        boolean expected = VIEWER.has(needed.leastRole())
                                || needed.sufficient()
                                        .filter(least -> least.type() == type && level.includes(least.level()))
                                        .isPresent();
                        assertThat(may(VIEWER, command))
                                .as("%s with %s on a %s", family, level, type)
                                .isEqualTo(expected);
                    });
                });
    }

    /** Their role adds nothing to a level then; but where policies ask for somebody's word, seeing the model is enough. */
    @ParameterizedTest
    @EnumSource(PermissionLevel.class)
    void whereThingsAreHiddenContributorsComeAsFarAsTheirLevel(PermissionLevel level) {
        ObjectAccess hiding = new ObjectAccess(held, new Visibility(DefaultPermission.NO_PERMISSIONS));
        for (ObjectType type : ObjectType.values()) {
            held.levels.clear();
            held.give(
                    new SecuredObject(type, type == ObjectType.EXPERIMENT ? EXPERIMENT.value() : MODEL.value()), level);
            CommandOperations.TABLE.forEach((family, operation) -> operation
                    .sufficient()
                    .filter(least -> least.type() == type && !PermissionCommand.class.isAssignableFrom(family))
                    .ifPresent(least -> {
                        boolean asked = operation == Operation.DECIDE_TRANSITION;
                        assertThat(refusal(hiding, CONTRIBUTOR, sample(family)).isEmpty())
                                .as("%s with %s", family, level)
                                .isEqualTo(asked || may(VIEWER, sample(family)));
                        assertThat(refusal(hiding, REVIEWER, sample(family)).isEmpty())
                                .as("%s by a reviewer", family)
                                .isEqualTo(may(REVIEWER, sample(family)));
                    }));
        }
    }

    @Test
    void whatIsHiddenIsNotThereForACommandEither() {
        ObjectAccess hiding = new ObjectAccess(held, new Visibility(DefaultPermission.NO_PERMISSIONS));
        CommandOperations.TABLE.forEach((family, operation) -> operation
                .sufficient()
                .filter(least -> !PermissionCommand.class.isAssignableFrom(family))
                .filter(least -> Guard.allows(CONTRIBUTOR, operation))
                .ifPresent(least -> assertThat(refusal(hiding, CONTRIBUTOR, sample(family)))
                        .as(family.getName())
                        .get()
                        .extracting(Rejection::reason)
                        .isIn(
                                Reason.MODEL_NOT_FOUND,
                                Reason.EXPERIMENT_NOT_FOUND,
                                Reason.RUN_NOT_FOUND,
                                Reason.LOGGED_MODEL_NOT_FOUND)));
    }

    private static Optional<Rejection> refusal(ObjectAccess access, Actor actor, Command command) {
        try {
            access.check(actor, command);
            return Optional.empty();
        } catch (Rejection refused) {
            return Optional.of(refused);
        }
    }

    @Test
    void everyCommandOfSuchAnOperationNamesAnObjectOfItsKind() {
        CommandObjects objects = new CommandObjects(held);
        CommandOperations.TABLE.forEach((family, operation) -> operation
                .sufficient()
                .filter(least -> !PermissionCommand.class.isAssignableFrom(family))
                .ifPresent(
                        least -> assertThat(objects.of(sample(family)).stream().flatMap(aim -> aim.object().stream()))
                                .as(family.getName())
                                .isNotEmpty()
                                .allMatch(object -> object.type() == least.type())));
    }

    @Test
    void everyLevelThatDoesIsOneThatCanBeHeldThere() {
        assertThat(EnumSet.allOf(Operation.class)).allMatch(operation -> operation
                .sufficient()
                .map(least -> least.type().levels().contains(least.level()))
                .orElse(true));
    }

    @Test
    void aLevelOnOneObjectIsNoneOnAnother() {
        held.give(SecuredObject.of(OTHER), CAN_MANAGE);
        held.give(SecuredObject.of(ELSEWHERE), CAN_MANAGE);

        assertThat(CommandOperations.TABLE.entrySet())
                .filteredOn(entry -> !VIEWER.has(entry.getValue().leastRole()))
                .allSatisfy(
                        entry -> assertThat(may(VIEWER, sample(entry.getKey()))).isFalse());
    }

    @Test
    void whoHasNoRoleAtAllCanUseNoGrant() {
        held.give(SecuredObject.of(MODEL), CAN_MANAGE);

        assertThat(may(actor("nobody"), sample(RegisteredModelCommand.SetTag.class)))
                .isFalse();
        assertThat(access.level(actor("nobody"), SecuredObject.of(MODEL))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "CAN_EDIT, 2, STAGING, false",
        "CAN_MANAGE_STAGING_VERSIONS, 2, NONE, true",
        "CAN_MANAGE_STAGING_VERSIONS, 2, STAGING, true",
        "CAN_MANAGE_STAGING_VERSIONS, 2, ARCHIVED, true",
        "CAN_MANAGE_STAGING_VERSIONS, 2, PRODUCTION, false",
        "CAN_MANAGE_STAGING_VERSIONS, 1, ARCHIVED, false",
        "CAN_MANAGE_PRODUCTION_VERSIONS, 2, PRODUCTION, true",
        "CAN_MANAGE_PRODUCTION_VERSIONS, 1, ARCHIVED, true",
        "CAN_MANAGE, 2, PRODUCTION, true"
    })
    void aChangeOfStageTakesTheLevelOfTheStagesAtBothEnds(
            PermissionLevel level, int version, Stage to, boolean allowed) {
        held.give(SecuredObject.of(MODEL), level);

        assertThat(may(CONTRIBUTOR, transition(CONTRIBUTOR, version, to))).isEqualTo(allowed);
        Change move = new Change.ToStage(version, Stage.NONE, to);
        assertThat(may(VIEWER, new ChangeCommand.Approve(MODEL, move, false, null, VIEWER, null, FACTS)))
                .isEqualTo(allowed);
        assertThat(may(VIEWER, new ChangeCommand.Reject(MODEL, move, VIEWER, null, FACTS)))
                .isEqualTo(allowed);
    }

    @Test
    void whoDecidesByAGrantIsTheSamePersonInTheRoleOfAReviewer() {
        held.give(SecuredObject.of(MODEL), CAN_MANAGE_STAGING_VERSIONS);

        Actor deciding = access.require(CONTRIBUTOR, Operation.CHANGE_STAGE, transition(CONTRIBUTOR, 2, Stage.STAGING));

        assertThat(deciding).isEqualTo(actor("ada", Role.CONTRIBUTOR, Role.REVIEWER));
        assertThat(access.deciding(CONTRIBUTOR, MODEL, Stage.NONE, Stage.STAGING))
                .isEqualTo(deciding);
        assertThat(access.deciding(CONTRIBUTOR, MODEL, Stage.NONE, Stage.PRODUCTION))
                .isEqualTo(CONTRIBUTOR);
        assertThat(access.deciding(CONTRIBUTOR, OTHER, Stage.NONE, Stage.STAGING))
                .isEqualTo(CONTRIBUTOR);
    }

    @Test
    void havingCreatedAModelIsNoReasonToDecideOnItsStages() {
        held.created(SecuredObject.of(MODEL), CONTRIBUTOR);

        assertThat(may(CONTRIBUTOR, transition(CONTRIBUTOR, 2, Stage.ARCHIVED))).isFalse();
        assertThat(may(CONTRIBUTOR, new RegisteredModelCommand.Rename(MODEL, "new", CONTRIBUTOR, FACTS)))
                .isTrue();
        assertThat(access.level(CONTRIBUTOR, SecuredObject.of(MODEL))).contains(CAN_MANAGE);
    }

    @Test
    void nobodyHandsOnTheDecisionThatTheyDoNotHave() {
        held.created(SecuredObject.of(MODEL), CONTRIBUTOR);
        Grant own = new Grant(Principal.user(CONTRIBUTOR.subject()), CAN_MANAGE);

        assertThat(may(CONTRIBUTOR, change(CONTRIBUTOR, grant(CAN_READ), own))).isTrue();
        assertThat(may(CONTRIBUTOR, change(CONTRIBUTOR, grant(CAN_EDIT)))).isTrue();
        assertThatThrownBy(() -> access.check(CONTRIBUTOR, change(CONTRIBUTOR, grant(CAN_MANAGE_STAGING_VERSIONS))))
                .hasMessageStartingWith("Permission denied: CAN_MANAGE_STAGING_VERSIONS lets its holder decide");
        assertThat(may(CONTRIBUTOR, change(CONTRIBUTOR, grant(CAN_MANAGE)))).isFalse();
        assertThat(may(REVIEWER, change(REVIEWER, grant(CAN_MANAGE))))
                .as("a reviewer who manages it")
                .isTrue();
    }

    @Test
    void oneAtATimeTheyDoNotEither() {
        held.created(SecuredObject.of(MODEL), CONTRIBUTOR);
        SecuredObject model = SecuredObject.of(MODEL);

        assertThat(may(CONTRIBUTOR, new PermissionCommand.Give(model, grant(CAN_EDIT), CONTRIBUTOR)))
                .isTrue();
        assertThat(may(CONTRIBUTOR, new PermissionCommand.Give(model, grant(CAN_MANAGE), CONTRIBUTOR)))
                .isFalse();
        assertThat(may(CONTRIBUTOR, new PermissionCommand.Adjust(model, grant(CAN_MANAGE), CONTRIBUTOR)))
                .isFalse();
        assertThat(may(CONTRIBUTOR, new PermissionCommand.Revoke(model, Principal.group("friends"), CONTRIBUTOR)))
                .isTrue();
        assertThat(may(
                        CONTRIBUTOR,
                        new PermissionCommand.Revoke(model.root(), Principal.group("friends"), CONTRIBUTOR)))
                .as("on the root")
                .isFalse();
    }

    @Test
    void whoManagesAModelByAGrantHandsOnAllOfIt() {
        held.give(SecuredObject.of(MODEL), CAN_MANAGE);

        assertThat(may(VIEWER, change(VIEWER, grant(CAN_MANAGE_PRODUCTION_VERSIONS))))
                .isTrue();
        held.give(SecuredObject.of(MODEL), CAN_MANAGE_PRODUCTION_VERSIONS);
        assertThat(may(VIEWER, change(VIEWER, grant(CAN_READ)))).isFalse();
    }

    @Test
    void theCreatorOfAnExperimentMaySayThatOthersManageIt() {
        held.created(SecuredObject.of(EXPERIMENT), CONTRIBUTOR);

        assertThat(may(
                        CONTRIBUTOR,
                        new PermissionCommand.Change(
                                SecuredObject.of(EXPERIMENT), List.of(grant(CAN_MANAGE)), CONTRIBUTOR)))
                .isTrue();
    }

    @Test
    void whatIsMeasuredOfALoggedModelTakesALevelOnItsExperimentToo() {
        held.give(SecuredObject.of(EXPERIMENT), CAN_EDIT);

        assertThat(may(VIEWER, measured(LOGGED))).isTrue();
        assertThat(may(VIEWER, measured(LOGGED_ELSEWHERE))).isFalse();
        held.give(SecuredObject.of(ELSEWHERE), CAN_EDIT);
        assertThat(may(VIEWER, measured(LOGGED_ELSEWHERE))).isTrue();
    }

    @Test
    void aLoggedModelThatNamesARunTakesALevelOnItsExperimentToo() {
        held.give(SecuredObject.of(EXPERIMENT), CAN_EDIT);

        assertThat(may(VIEWER, madeBy(RUN))).isTrue();
        assertThat(may(VIEWER, madeBy(RUN_ELSEWHERE))).isFalse();
        assertThat(may(VIEWER, madeBy(null))).isTrue();
        held.give(SecuredObject.of(ELSEWHERE), CAN_EDIT);
        assertThat(may(VIEWER, madeBy(RUN_ELSEWHERE))).isTrue();
        held.levels.remove(SecuredObject.of(EXPERIMENT));
        assertThat(may(VIEWER, madeBy(RUN_ELSEWHERE)))
                .as("in an experiment that is not theirs")
                .isFalse();
    }

    private static Command madeBy(@Nullable RunId run) {
        return new LoggedModelCommand.Create(LOGGED, EXPERIMENT, "m", null, run, "s3://b/m", List.of(), List.of());
    }

    @Test
    void aRunThatDoesNotExistIsNobodys() {
        held.give(SecuredObject.of(EXPERIMENT), CAN_MANAGE);
        assertThat(may(VIEWER, new RunCommand.Delete(new RunId("none")))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "VIEWER, CAN_READ, CAN_READ",
        "CONTRIBUTOR, CAN_EDIT, CAN_EDIT",
        "REVIEWER, CAN_MANAGE_PRODUCTION_VERSIONS, CAN_EDIT",
        "ADMIN, CAN_MANAGE, CAN_MANAGE"
    })
    void aRoleComesToALevelOnEveryObject(Role role, PermissionLevel onModels, PermissionLevel onExperiments) {
        assertThat(access.level(actor("somebody", role), SecuredObject.of(MODEL)))
                .contains(onModels);
        assertThat(access.level(actor("somebody", role), SecuredObject.of(EXPERIMENT)))
                .contains(onExperiments);
    }

    @Test
    void aRequestOfSomebodyWithoutTheRoleComesAsFarAsTheHandlerWhereTheyHoldEnoughSomewhere() {
        assertThatThrownBy(() -> access.requireSomewhere(VIEWER, Operation.CHANGE_MODEL))
                .isInstanceOf(Rejection.class);
        held.give(SecuredObject.of(OTHER), CAN_EDIT);
        assertThatCode(() -> access.requireSomewhere(VIEWER, Operation.CHANGE_MODEL))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> access.requireSomewhere(VIEWER, Operation.DELETE_MODEL))
                .isInstanceOf(Rejection.class);
        assertThatThrownBy(() -> access.requireSomewhere(VIEWER, Operation.MANAGE_USERS))
                .isInstanceOf(Rejection.class);
    }

    private static Grant grant(PermissionLevel level) {
        return new Grant(Principal.group("friends"), level);
    }

    private static PermissionCommand change(Actor actor, Grant... grants) {
        return new PermissionCommand.Change(SecuredObject.of(MODEL), List.of(grants), actor);
    }

    private static Command transition(Actor actor, int version, Stage to) {
        return new RegisteredModelCommand.TransitionStage(MODEL, version, to, false, actor, null, FACTS);
    }

    private static Command measured(LoggedModelId model) {
        Metric point = new Metric("auc", 0.9, 1, 1, new Metric.Origin(model.value(), null, null));
        return new RunCommand.LogBatch(RUN, List.of(point), List.of(), List.of());
    }

    /** A command of that class about the model, the experiment, or what is in it. */
    private static final Subscription ON_THE_MODEL = new Subscription(
            WebhookKind.COUNTERSIGN,
            null,
            null,
            List.of(MODEL),
            List.of("*"),
            List.of(),
            WebhookStatus.ACTIVE,
            BlockedHead.WAIT,
            "https://ci.example.com",
            null);

    private static Command sample(Class<? extends Command> family) {
        Object[] values = Arrays.stream(family.getRecordComponents())
                .map(ObjectAccessTest::value)
                .toArray();
        Class<?>[] types = Arrays.stream(family.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            Constructor<? extends Command> constructor = family.getDeclaredConstructor(types);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(family.getName(), e);
        }
    }

    private static @Nullable Object value(RecordComponent component) {
        if (component.getName().equals("models")) {
            return List.of(MODEL);
        }
        Map<Class<?>, Object> samples = Map.ofEntries(
                Map.entry(ModelId.class, MODEL),
                Map.entry(VersionId.class, new VersionId(MODEL, 2)),
                Map.entry(Discussion.class, new Discussion(MODEL, new RequestId("r1"), 2)),
                Map.entry(ExperimentId.class, EXPERIMENT),
                Map.entry(RunId.class, RUN),
                Map.entry(LoggedModelId.class, LOGGED),
                Map.entry(SecuredObject.class, SecuredObject.of(MODEL)),
                Map.entry(Principal.class, Principal.group("friends")),
                Map.entry(Grant.class, grant(CAN_READ)),
                Map.entry(SubjectId.class, new SubjectId("somebody")),
                Map.entry(Actor.class, VIEWER),
                Map.entry(Stage.class, Stage.STAGING),
                Map.entry(Change.class, new Change.ToStage(2, Stage.NONE, Stage.STAGING)),
                Map.entry(DecisionFacts.class, FACTS),
                Map.entry(Tag.class, Tag.of("k", "v")),
                Map.entry(Subscription.class, ON_THE_MODEL),
                Map.entry(List.class, List.of()),
                Map.entry(Set.class, Set.of()),
                Map.entry(String.class, "text"),
                Map.entry(int.class, 2),
                Map.entry(long.class, 0L),
                Map.entry(boolean.class, false));
        return samples.get(component.getType());
    }

    @Test
    void theSamplesAreAboutWhatTheySay() {
        assertThat(sample(ModelVersionCommand.SetTag.class)).isInstanceOf(ModelVersionCommand.SetTag.class);
        assertThat(sample(LoggedModelCommand.Delete.class)).isEqualTo(new LoggedModelCommand.Delete(LOGGED));
        assertThat(sample(ExperimentCommand.Delete.class)).isEqualTo(new ExperimentCommand.Delete(EXPERIMENT));
    }
}
