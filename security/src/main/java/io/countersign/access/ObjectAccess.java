package io.countersign.access;

import io.countersign.Command;
import io.countersign.identity.Actor;
import io.countersign.identity.Role;
import io.countersign.permission.Grant;
import io.countersign.permission.HeldLevel;
import io.countersign.permission.ObjectFacts;
import io.countersign.permission.ObjectType;
import io.countersign.permission.PermissionCommand;
import io.countersign.permission.PermissionLevel;
import io.countersign.permission.SecuredObject;
import io.countersign.registeredmodel.ModelId;
import io.countersign.registeredmodel.Stage;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Says what somebody may do with one object beyond what their role allows everywhere: by what was granted on the object
 * or on its root to them or to one of their groups, and by having created it. It adds to a role; who has none at all can
 * use no grant.
 *
 * <p>Having created a model gives its management and not the decision on its changes of stage: a second contributor is
 * no reviewer because a first one says so. That takes a role, or a grant by somebody who may decide there.
 *
 * <p>Who does not see everything ({@link Visibility}) has nothing on an object by their role: what was not given to them they
 * neither change nor hear of.
 */
public final class ObjectAccess {

    /** What takes more than the level that their entries name: a command of theirs whose stages are not known is denied. */
    private static final Set<Operation> DECISIONS = EnumSet.of(Operation.DECIDE_TRANSITION, Operation.CHANGE_STAGE);

    /** Where policies say whose word counts, whatever their level. */
    private static final Set<Operation> OF_ELECTORATES = EnumSet.of(Operation.DECIDE_TRANSITION);

    private final ObjectFacts facts;
    private final CommandObjects objects;
    private final Visibility visibility;

    ObjectAccess(ObjectFacts facts, Visibility visibility) {
        this.facts = facts;
        this.objects = new CommandObjects(facts);
        this.visibility = visibility;
    }

    /** The highest level that somebody has on an object, by whatever way; empty for who may not even see it. */
    public Optional<PermissionLevel> level(Actor actor, SecuredObject object) {
        return Stream.concat(
                        levelByRole(actor, object).stream(),
                        held(actor, object).stream().map(HeldLevel::level))
                .max(PermissionLevel::compareTo);
    }

    /** Whether somebody manages an object, by whatever way. */
    public boolean manages(Actor actor, SecuredObject object) {
        return level(actor, object)
                .filter(level -> level.includes(PermissionLevel.CAN_MANAGE))
                .isPresent();
    }

    /**
     * The actor, with the role of a reviewer where they have it for such a change of stage by a grant. Whoever decides by
     * it is held to everything else that reviewers are held to, above all not to decide on their own request.
     */
    public Actor deciding(Actor actor, ModelId model, Stage from, Stage to) {
        boolean byGrant =
                !actor.has(Role.REVIEWER) && mayDecide(actor, SecuredObject.of(model), StageDecision.least(from, to));
        return byGrant ? reviewing(actor) : actor;
    }

    /**
     * Whether somebody may send a command, asked before anything is done towards it.
     *
     * @throws Rejection when they may not
     */
    public void check(Actor actor, Command command) {
        Operation operation = CommandOperations.of(command, actor).orElseThrow();
        if (!allowsByRole(actor, operation)) {
            require(actor, operation, command);
        }
    }

    /** Whether somebody's role lets them do this to whichever object. */
    boolean allowsByRole(Actor actor, Operation operation) {
        return Guard.allows(actor, operation)
                && !(visibility.isLimited(actor) && operation.sufficient().isPresent());
    }

    /** Whether somebody without the role may do this to some object; the commands of the request say to which. */
    void requireSomewhere(Actor actor, Operation operation) {
        boolean mayBe = actor.has(Role.VIEWER)
                && operation
                        .sufficient()
                        .filter(least -> facts.holdsSomewhere(least.type(), least.level(), actor.subject()))
                        .isPresent();
        if (!mayBe) {
            throw Guard.denial(actor, operation);
        }
    }

    /**
     * Whether somebody whose role is not enough may send this command, by what they hold on each object that it changes.
     *
     * @return the actor, with the role that the decision of this command asks for
     * @throws Rejection when they may not; that there is no such object, when there is none or they may not see it
     */
    Actor require(Actor actor, Operation operation, Command command) {
        List<CommandObjects.Aim> aims = objects.of(command);
        Set<SecuredObject> changed = aims.stream().anyMatch(aim -> aim.object().isEmpty())
                ? Set.of()
                : aims.stream().flatMap(aim -> aim.object().stream()).collect(Collectors.toSet());
        boolean helps = operation
                .sufficient()
                .filter(least -> changed.stream().allMatch(object -> object.type() == least.type()))
                .isPresent();
        if (!helps || changed.isEmpty()) {
            throw refusal(actor, operation, null, aims);
        }
        if (!DECISIONS.contains(operation)) {
            requireEach(actor, operation, aims, changed);
            if (command instanceof PermissionCommand change) {
                requireNothingBeyond(actor, change);
            }
            return actor;
        }
        if (OF_ELECTORATES.contains(operation) && Guard.allows(actor, operation)) {
            requireVisible(actor, aims);
            return actor;
        }
        return requireDecision(actor, operation, command, aims);
    }

    private void requireEach(
            Actor actor, Operation operation, List<CommandObjects.Aim> aims, Set<SecuredObject> changed) {
        PermissionLevel least = operation.sufficient().orElseThrow().level();
        if (!changed.stream().allMatch(object -> holds(actor, object, least))) {
            throw refusal(actor, operation, least, aims);
        }
    }

    private Actor requireDecision(Actor actor, Operation operation, Command command, List<CommandObjects.Aim> aims) {
        StageDecision decision = StageDecision.of(command).orElseThrow(() -> Guard.denial(actor, operation, null));
        Stage from = facts.stageOf(decision.model(), decision.version()).orElse(Stage.NONE);
        PermissionLevel least = StageDecision.least(from, decision.to());
        if (!mayDecide(actor, SecuredObject.of(decision.model()), least)) {
            throw refusal(actor, operation, least, aims);
        }
        return reviewing(actor);
    }

    /** Of whom nothing is hidden, they hear what is missing; else that there is no such object, unless they see it. */
    private Rejection refusal(
            Actor actor, Operation operation, @Nullable PermissionLevel least, List<CommandObjects.Aim> aims) {
        requireVisible(actor, aims);
        return least == null ? Guard.denial(actor, operation) : Guard.denial(actor, operation, least);
    }

    private void requireVisible(Actor actor, List<CommandObjects.Aim> aims) {
        if (visibility.isLimited(actor)) {
            aims.stream()
                    .filter(aim -> aim.object()
                            .filter(object ->
                                    !object.inherits() || level(actor, object).isPresent())
                            .isEmpty())
                    .findFirst()
                    .ifPresent(hidden -> {
                        throw hidden.notFound().get();
                    });
        }
    }

    /** Nobody hands on the decision on changes of stage who does not have it. What is held already stays as it is. */
    private void requireNothingBeyond(Actor actor, PermissionCommand command) {
        List<Grant> added = new ArrayList<>(command.grants());
        added.removeAll(facts.direct(command.object()));
        ObjectType type = command.object().type();
        added.stream()
                .filter(grant -> type.decides(grant.level()))
                .filter(grant -> !mayDecide(actor, command.object(), decisionsOf(grant.level())))
                .findFirst()
                .ifPresent(grant -> {
                    throw Rejection.of(
                            Reason.PERMISSION_MISSING,
                            "Permission denied: %s lets its holder decide on changes of stage, which you may not here"
                                    + " yourself; ask a reviewer who manages this model, or an admin, to grant it.",
                            grant.level());
                });
    }

    private static PermissionLevel decisionsOf(PermissionLevel level) {
        return level == PermissionLevel.CAN_MANAGE ? PermissionLevel.CAN_MANAGE_PRODUCTION_VERSIONS : level;
    }

    private Optional<PermissionLevel> levelByRole(Actor actor, SecuredObject object) {
        return visibility.isLimited(actor) ? Optional.empty() : object.type().levelByRole(actor);
    }

    private boolean holds(Actor actor, SecuredObject object, PermissionLevel least) {
        return held(actor, object).stream().anyMatch(held -> held.level().includes(least));
    }

    private boolean mayDecide(Actor actor, SecuredObject object, PermissionLevel least) {
        return levelByRole(actor, object).filter(level -> level.includes(least)).isPresent()
                || held(actor, object).stream()
                        .anyMatch(held -> held.given() && held.level().includes(least));
    }

    private List<HeldLevel> held(Actor actor, SecuredObject object) {
        return actor.has(Role.VIEWER) ? facts.held(object, actor.subject()) : List.of();
    }

    private static Actor reviewing(Actor actor) {
        Set<Role> roles = EnumSet.of(Role.REVIEWER);
        roles.addAll(actor.roles());
        return new Actor(actor.subject(), roles, actor.alone());
    }
}
