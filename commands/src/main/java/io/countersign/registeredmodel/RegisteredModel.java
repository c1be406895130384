package io.countersign.registeredmodel;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;
import static org.axonframework.modelling.command.AggregateLifecycle.markDeleted;

import io.countersign.freeze.FreezeCommand;
import io.countersign.freeze.FreezeEvent;
import io.countersign.governance.ChangeCommand;
import io.countersign.governance.EmergencyCommand;
import io.countersign.governance.FindingCommand;
import io.countersign.governance.GovernanceEvent;
import io.countersign.governance.GovernedCommand;
import io.countersign.identity.Actor;
import io.countersign.identity.UserDirectory;
import io.countersign.policy.Change;
import io.countersign.policy.Conditions;
import io.countersign.policy.DecisionFacts;
import java.time.Instant;
import java.util.Objects;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.serialization.Revision;

/**
 * Decides on a registered model: its name, its versions, who stands in which stage, aliases and what people ask for. What
 * policies have a say in goes through {@link Governance}, by whichever command it comes.
 */
@SuppressWarnings("NullAway.Init") // filled by the first event
@Revision("5")
public class RegisteredModel {

    private static final boolean KEEPING_OTHERS = false;
    private static final Runnable NOTHING_MORE = () -> {};

    @AggregateIdentifier
    private String stream;

    private final ModelState state = new ModelState();

    RegisteredModel() {}

    @CommandHandler
    RegisteredModel(RegisteredModelCommand.Create command, ModelNames names, Conditions conditions) {
        Effects.reserve(command.name(), command.model(), names);
        RegisteredModelEvent created = new RegisteredModelEvent.Created(
                command.model(), command.name(), command.description(), command.tags());
        new Governance(ModelState.after(created), command, conditions).requireFree(null, command.tags());
        apply(created);
    }

    @CommandHandler
    void handle(RegisteredModelCommand.Rename command, ModelNames names, VersionTags tags, Conditions conditions) {
        if (!command.name().equals(state.name())) {
            make(command, new Change.Renaming(command.name()), new Effects(state, names, tags), conditions);
        }
    }

    @CommandHandler
    void handle(RegisteredModelCommand.ChangeDescription command) {
        apply(new RegisteredModelEvent.DescriptionChanged(state.id(), command.description()));
    }

    @CommandHandler
    void handle(RegisteredModelCommand.SetTag command, Conditions conditions) {
        Change change =
                new Change.OfTag(null, command.tag().key(), command.tag().value());
        Runnable effect = () -> apply(new RegisteredModelEvent.TagSet(state.id(), command.tag()));
        new Governance(state, command, conditions).make(change, KEEPING_OTHERS, null, effect);
    }

    @CommandHandler
    void handle(RegisteredModelCommand.DeleteTag command, ModelNames names, VersionTags tags, Conditions conditions) {
        if (state.hasTag(command.key())) {
            make(command, new Change.OfTag(null, command.key(), null), new Effects(state, names, tags), conditions);
        }
    }

    @CommandHandler
    void handle(RegisteredModelCommand.Delete command, ModelNames names, VersionTags tags, Conditions conditions) {
        if (!command.actor().alone()) {
            Possible.require(new Change.DeletionOfModel(), state);
        }
        make(command, new Change.DeletionOfModel(), new Effects(state, names, tags), conditions);
    }

    @CommandHandler
    int handle(RegisteredModelCommand.CreateVersion command, Conditions conditions) {
        int version = state.versions().next();
        Possible.requireOwnKind(command.tags(), state);
        new Governance(state, command, conditions).requireFree(version, command.tags());
        apply(new RegisteredModelEvent.VersionCreated(
                state.id(),
                version,
                command.source(),
                command.location(),
                command.run(),
                command.runLink(),
                command.loggedModelId(),
                command.description(),
                command.tags()));
        return version;
    }

    @CommandHandler
    void handle(
            RegisteredModelCommand.DeleteVersion command, ModelNames names, VersionTags tags, Conditions conditions) {
        Change change = new Change.DeletionOfVersion(command.version(), state.stageOf(command.version()));
        if (!command.actor().alone()) {
            Possible.require(change, state);
        }
        make(command, change, new Effects(state, names, tags), conditions);
    }

    @CommandHandler
    void handle(RegisteredModelCommand.TransitionStage command, Conditions conditions) {
        Change change = new Change.ToStage(command.version(), state.stageOf(command.version()), command.to());
        new Governance(state, command, conditions)
                .make(change, command.archiveExisting(), command.comment(), NOTHING_MORE);
    }

    @CommandHandler
    void handle(RegisteredModelCommand.SetAlias command, ModelNames names, VersionTags tags, Conditions conditions) {
        state.stageOf(command.version());
        Integer previous = state.versionOf(command.alias()).orElse(null);
        if (!Objects.equals(previous, command.version())) {
            Change change = new Change.OfAlias(command.alias(), command.version(), previous);
            make(command, change, new Effects(state, names, tags), conditions);
        }
    }

    @CommandHandler
    void handle(RegisteredModelCommand.DeleteAlias command, ModelNames names, VersionTags tags, Conditions conditions) {
        state.versionOf(command.alias())
                .ifPresent(previous -> make(
                        command,
                        new Change.OfAlias(command.alias(), null, previous),
                        new Effects(state, names, tags),
                        conditions));
    }

    private void make(GovernedCommand command, Change change, Effects effects, Conditions conditions) {
        new Governance(state, command, conditions).make(change, KEEPING_OTHERS, null, () -> effects.make(change));
    }

    @CommandHandler
    void handle(ChangeCommand.Request command) {
        new Asking(state, command).ask(command);
    }

    @CommandHandler
    void handle(ChangeCommand.Approve command, ModelNames names, VersionTags tags, Conditions conditions) {
        Effects effects = new Effects(state, names, tags);
        new Governance(state, command, conditions)
                .approve(
                        command.change(),
                        command.archiveExisting(),
                        new Signature(
                                command.meaning(), command.comment(), command.authentication(), command.findings()),
                        () -> effects.make(command.change()));
    }

    @CommandHandler
    void handle(ChangeCommand.Reject command, Conditions conditions) {
        new Governance(state, command, conditions).reject(command.change(), command.comment());
    }

    @CommandHandler
    void handle(ChangeCommand.Veto command, Conditions conditions) {
        new Governance(state, command, conditions).veto(command.change(), command.comment());
    }

    @CommandHandler
    void handle(ChangeCommand.Review command, Conditions conditions) {
        new Governance(state, command, conditions).review(command.change());
    }

    @CommandHandler
    void handle(EmergencyCommand.BreakGlass command, ModelNames names, VersionTags tags, Conditions conditions) {
        Effects effects = new Effects(state, names, tags);
        new Emergency(state, command, conditions).breakGlass(command, () -> effects.make(command.change()));
    }

    @CommandHandler
    void handle(EmergencyCommand.ReviewBypass command, Conditions conditions) {
        new Emergency(state, command, conditions).review(command);
    }

    @CommandHandler
    void handle(FreezeCommand.Freeze command) {
        state.frozen().freeze(command, state.versions()).ifPresent(AggregateLifecycle::apply);
    }

    @CommandHandler
    void handle(FreezeCommand.Thaw command) {
        state.frozen().thaw(command).ifPresent(AggregateLifecycle::apply);
    }

    @CommandHandler
    void handle(FindingCommand.Resolve command, UserDirectory users) {
        apply(Withdrawals.resolution(command, state, users));
    }

    @CommandHandler
    void handle(FindingCommand.Revoke command) {
        Withdrawals.revocation(command, state).ifPresent(AggregateLifecycle::apply);
    }

    @CommandHandler
    void handle(ChangeCommand.Cancel command) {
        apply(Withdrawals.cancellation(command, state));
    }

    @CommandHandler
    void handle(ChangeCommand.Withdraw command) {
        apply(Withdrawals.withdrawal(command, state));
    }

    @CommandHandler
    void handle(ChangeCommand.LiftVeto command) {
        apply(Withdrawals.liftedVeto(command, state));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    boolean handle(RegisteredModelCommand.Import command, ModelNames names) {
        if (state.exists()) {
            Imports.requireFrom(command.from(), state);
            return false;
        }
        apply(Imports.model(command, names));
        return true;
    }

    @CommandHandler
    boolean handle(RegisteredModelCommand.ImportVersion command, Conditions conditions) {
        Imports.requireFrom(command.from(), state);
        if (state.versions().isImported(command.version())) {
            return false;
        }
        state.versions().requireUnused(command.version(), state.name());
        Imports.version(command, state, new Governance(state, command, conditions), new Asking(state, command));
        return true;
    }

    /** For a command on one of the versions' own streams. */
    void govern(GovernedCommand command, Change change, Conditions conditions) {
        new Governance(state, command, conditions).make(change, KEEPING_OTHERS, null, NOTHING_MORE);
    }

    Standing standing(Change wanted, Actor actor, DecisionFacts facts, Conditions conditions) {
        Change change = state.asOfNow(wanted);
        return new Judge(state, actor, facts, conditions).standing(change, Consequences.of(change, state));
    }

    /** @throws io.countersign.rejection.Rejection when the version does not exist, or was deleted */
    void requireVersion(int version) {
        state.stageOf(version);
    }

    @EventSourcingHandler
    void on(RegisteredModelEvent event, @Timestamp Instant at) {
        stream = event.model().stream();
        state.on(event, at);
        if (event instanceof RegisteredModelEvent.Deleted) {
            markDeleted();
        }
    }

    @EventSourcingHandler
    void on(FreezeEvent event) {
        state.frozen().on(event);
    }

    @EventSourcingHandler
    void on(GovernanceEvent event, @Timestamp Instant at) {
        state.on(event, at);
    }
}
