package io.countersign.experiment;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import io.countersign.experiment.ExperimentDirectory.Lifecycle;
import io.countersign.imported.ImportedFrom;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import io.countersign.tag.Tag;
import java.util.HashSet;
import java.util.Set;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.serialization.Revision;

/** Decides on an experiment's name, tags and life. */
@SuppressWarnings("NullAway.Init") // filled by the first event
@Revision("2")
public class Experiment {

    @AggregateIdentifier
    private String stream;

    private ExperimentId id;
    private String name;
    private Lifecycle lifecycle;
    private Set<String> tagKeys;
    private final Set<ImportedFrom> origins = new HashSet<>();

    Experiment() {}

    @CommandHandler
    Experiment(ExperimentCommand.Create command, ExperimentDirectory directory) {
        if (!directory.reserve(command.name(), command.experiment())) {
            throw taken(command.name());
        }
        apply(new ExperimentEvent.Created(
                command.experiment(), command.name(), command.artifactLocation(), command.tags()));
    }

    @CommandHandler
    void handle(ExperimentCommand.Rename command, ExperimentDirectory directory) {
        if (lifecycle.deleted()) {
            throw Rejection.of(Reason.EXPERIMENT_NAME_FIXED, "Cannot rename a non-active experiment.");
        }
        if (command.name().equals(name)) {
            return;
        }
        if (!directory.rename(id, command.name())) {
            throw taken(command.name());
        }
        apply(new ExperimentEvent.Renamed(id, name, command.name()));
    }

    @CommandHandler
    void handle(ExperimentCommand.SetTag command) {
        requireActive();
        apply(new ExperimentEvent.TagSet(id, command.tag()));
    }

    @CommandHandler
    void handle(ExperimentCommand.DeleteTag command) {
        requireActive();
        if (!tagKeys.contains(command.key())) {
            throw Rejection.of(
                    Reason.TAG_NOT_FOUND, "No tag with name: %s in experiment with id %s", command.key(), id);
        }
        apply(new ExperimentEvent.TagDeleted(id, command.key()));
    }

    @CommandHandler
    void handle(ExperimentCommand.Delete command, ExperimentDirectory directory) {
        if (lifecycle.deleted()) {
            throw Rejection.of(
                    Reason.EXPERIMENT_NOT_FOUND, "No active experiment with id=%s: it is deleted already.", id);
        }
        directory.recordLifecycle(id, new Lifecycle(true, lifecycle.restorations()));
        apply(new ExperimentEvent.Deleted(id));
    }

    @CommandHandler
    void handle(ExperimentCommand.Restore command, ExperimentDirectory directory) {
        if (!lifecycle.deleted()) {
            throw Rejection.of(Reason.EXPERIMENT_NOT_DELETED, "No deleted experiment with id=%s: it is active.", id);
        }
        int restorations = lifecycle.restorations() + 1;
        directory.recordLifecycle(id, new Lifecycle(false, restorations));
        apply(new ExperimentEvent.Restored(id, restorations));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    boolean handle(ExperimentCommand.Import command, ExperimentDirectory directory) {
        if (origins.contains(command.from())) {
            return false;
        }
        if (id == null) {
            reserve(command, directory);
        } else if (!joins(command)) {
            throw Rejection.of(
                    Reason.EXPERIMENT_EXISTS, "Experiment(id=%s) already exists here and is another one.", id);
        }
        apply(imported(command));
        return true;
    }

    private static void reserve(ExperimentCommand.Import command, ExperimentDirectory directory) {
        if (!directory.reserve(command.name(), command.experiment())) {
            throw Rejection.of(
                    Reason.EXPERIMENT_EXISTS,
                    "Experiment(name=%s) already exists here and did not come from %s.",
                    command.name(),
                    command.from().server());
        }
        directory.recordLifecycle(command.experiment(), new Lifecycle(command.deleted(), 0));
    }

    /** Every server has a default experiment from its first start: those of two servers become one. */
    private boolean joins(ExperimentCommand.Import command) {
        return id.equals(ExperimentId.DEFAULT) && command.name().equals(name);
    }

    private static ExperimentEvent.Imported imported(ExperimentCommand.Import command) {
        return new ExperimentEvent.Imported(
                command.experiment(),
                command.name(),
                command.artifactLocation(),
                command.tags(),
                command.deleted(),
                command.createdAt(),
                command.updatedAt(),
                command.from(),
                command.originalLocation());
    }

    private void requireActive() {
        if (lifecycle.deleted()) {
            throw Rejection.of(
                    Reason.EXPERIMENT_DELETED,
                    "The experiment %s must be in the 'active' state. Current state is deleted.",
                    id);
        }
    }

    private static Rejection taken(String name) {
        return Rejection.of(Reason.EXPERIMENT_EXISTS, "Experiment(name=%s) already exists.", name);
    }

    @EventSourcingHandler
    void on(ExperimentEvent.Created event) {
        stream = event.experiment().stream();
        id = event.experiment();
        name = event.name();
        lifecycle = Lifecycle.NEW;
        tagKeys = new HashSet<>();
        event.tags().stream().map(Tag::key).forEach(tagKeys::add);
    }

    @EventSourcingHandler
    void on(ExperimentEvent.Imported event) {
        if (id == null) {
            stream = event.experiment().stream();
            id = event.experiment();
            name = event.name();
            lifecycle = new Lifecycle(event.deleted(), 0);
            tagKeys = new HashSet<>();
        }
        origins.add(event.from());
        event.tags().stream().map(Tag::key).forEach(tagKeys::add);
    }

    @EventSourcingHandler
    void on(ExperimentEvent.Renamed event) {
        name = event.to();
    }

    @EventSourcingHandler
    void on(ExperimentEvent.TagSet event) {
        tagKeys.add(event.tag().key());
    }

    @EventSourcingHandler
    void on(ExperimentEvent.TagDeleted event) {
        tagKeys.remove(event.key());
    }

    @EventSourcingHandler
    void on(ExperimentEvent.Deleted event) {
        lifecycle = new Lifecycle(true, lifecycle.restorations());
    }

    @EventSourcingHandler
    void on(ExperimentEvent.Restored event) {
        lifecycle = new Lifecycle(false, event.restorations());
    }
}
