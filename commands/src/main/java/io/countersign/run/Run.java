package io.countersign.run;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import io.countersign.experiment.ExperimentDirectory;
import io.countersign.experiment.ExperimentDirectory.Lifecycle;
import io.countersign.experiment.ExperimentId;
import io.countersign.experiment.ExperimentLimits;
import io.countersign.imported.ImportedFrom;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import io.countersign.tag.Tag;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/** Decides what may be logged to a run. Knows its params and the keys of its tags, never its metrics. */
@SuppressWarnings("NullAway.Init") // filled by the first event
@Revision("3")
public class Run {

    @AggregateIdentifier
    private String stream;

    private RunId id;
    private ExperimentId experiment;
    private RunStatus status;
    private @Nullable Integer deletedAt;
    private Map<String, String> params;
    private Set<String> tagKeys;
    private @Nullable String modelHistory;
    private RunLinks links;
    private @Nullable ImportedFrom origin;
    private long importedPoints;

    Run() {}

    @CommandHandler
    Run(RunCommand.Start command, ExperimentDirectory directory) {
        if (lifecycleOf(command.experiment(), directory).deleted()) {
            throw Rejection.of(
                    Reason.EXPERIMENT_DELETED,
                    "The experiment %s must be in the 'active' state. Current state is deleted.",
                    command.experiment());
        }
        apply(new RunEvent.Started(
                command.run(),
                command.experiment(),
                command.name(),
                command.user(),
                command.startedAt(),
                command.artifactUri(),
                command.tags()));
    }

    @CommandHandler
    void handle(RunCommand.LogBatch command, ExperimentDirectory directory) {
        requireActive(directory);
        List<Param> added = new NewParams(id, params).of(command.params());
        if (!added.isEmpty() || !command.metrics().isEmpty() || !command.tags().isEmpty()) {
            apply(new RunEvent.BatchLogged(id, command.metrics(), added, command.tags()));
        }
    }

    @CommandHandler
    void handle(RunCommand.DeleteTag command, ExperimentDirectory directory) {
        requireActive(directory);
        if (!tagKeys.contains(command.key())) {
            throw Rejection.of(Reason.TAG_NOT_FOUND, "No tag with name: %s in run with id %s", command.key(), id);
        }
        apply(new RunEvent.TagDeleted(id, command.key()));
    }

    @CommandHandler
    void handle(RunCommand.Update command, ExperimentDirectory directory) {
        requireActive(directory);
        if (command.status() != null || command.endedAt() != null) {
            RunStatus next = command.status() == null ? status : command.status();
            apply(new RunEvent.StatusChanged(id, next, command.endedAt()));
        }
        if (command.name() != null && !command.name().isEmpty()) {
            apply(new RunEvent.Renamed(id, command.name()));
        }
    }

    @CommandHandler
    boolean handle(RunCommand.Delete command, ExperimentDirectory directory) {
        Lifecycle lifecycle = lifecycleOf(experiment, directory);
        boolean deletes = !isDeleted(lifecycle);
        if (deletes) {
            apply(new RunEvent.Deleted(id, lifecycle.restorations()));
        }
        return deletes;
    }

    @CommandHandler
    boolean handle(RunCommand.Restore command, ExperimentDirectory directory) {
        Lifecycle lifecycle = lifecycleOf(experiment, directory);
        if (lifecycle.deleted()) {
            throw Rejection.of(
                    Reason.RUN_NOT_DELETED,
                    "The run %s belongs to the deleted experiment %s; restore the experiment first.",
                    id,
                    experiment);
        }
        boolean restores = isDeleted(lifecycle);
        if (restores) {
            apply(new RunEvent.Restored(id));
        }
        return restores;
    }

    @CommandHandler
    void handle(RunCommand.StoreArtifact command, ExperimentDirectory directory) {
        requireActive(directory);
        apply(new RunEvent.ArtifactStored(id, command.path(), command.sha256(), command.size()));
    }

    @CommandHandler
    void handle(RunCommand.DeleteArtifact command, ExperimentDirectory directory) {
        requireActive(directory);
        apply(new RunEvent.ArtifactDeleted(id, command.path()));
    }

    @CommandHandler
    void handle(RunCommand.LogInputs command, ExperimentDirectory directory) {
        requireActive(directory);
        List<DatasetInput> datasets = links.newDatasets(command.datasets());
        List<String> models = links.newInputs(command.models());
        if (!datasets.isEmpty() || !models.isEmpty()) {
            apply(new RunEvent.InputsLogged(id, datasets, models));
        }
    }

    @CommandHandler
    void handle(RunCommand.LogOutputs command, ExperimentDirectory directory) {
        requireActive(directory);
        List<ModelOutput> models = links.newOutputs(command.models());
        if (!models.isEmpty()) {
            apply(new RunEvent.OutputsLogged(id, models));
        }
    }

    @CommandHandler
    void handle(RunCommand.RecordModel command, ExperimentDirectory directory) {
        requireActive(directory);
        Tag history = ModelHistory.with(modelHistory, command.entry());
        apply(new RunEvent.BatchLogged(id, List.of(), List.of(), List.of(history)));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    ImportProgress handle(RunCommand.Import command, ExperimentDirectory directory) {
        if (id == null) {
            apply(imported(command, lifecycleOf(command.experiment(), directory)));
            return new ImportProgress(true, 0);
        }
        requireImported(command.from());
        boolean ended = !status.isOver() && command.status().isOver();
        if (ended) {
            apply(new RunEvent.StatusChanged(id, command.status(), command.endedAt()));
        }
        return new ImportProgress(ended, importedPoints);
    }

    private static RunEvent.Imported imported(RunCommand.Import command, Lifecycle experiment) {
        return new RunEvent.Imported(
                command.run(),
                command.experiment(),
                command.name(),
                command.user(),
                command.status(),
                command.startedAt(),
                command.endedAt(),
                command.deleted() ? experiment.restorations() : null,
                command.artifactUri(),
                command.params(),
                command.tags(),
                command.from(),
                command.originalLocation());
    }

    @CommandHandler
    ImportProgress handle(RunCommand.ImportData command) {
        requireImported(command.from());
        requireSeen(command.already());
        List<Param> params = new NewParams(id, this.params).of(command.params());
        List<Tag> tags = command.tags().stream()
                .filter(tag -> !tagKeys.contains(tag.key()))
                .toList();
        boolean brings = !command.metrics().isEmpty() || !params.isEmpty() || !tags.isEmpty();
        if (brings) {
            apply(new RunEvent.DataImported(id, command.metrics(), params, tags));
        }
        return new ImportProgress(brings, importedPoints);
    }

    @CommandHandler
    void handle(RunCommand.ImportArtifact command) {
        requireImported(command.from());
        apply(new RunEvent.ArtifactStored(id, command.path(), command.sha256(), command.size()));
    }

    private void requireImported(ImportedFrom from) {
        if (!from.equals(origin)) {
            throw Rejection.of(
                    Reason.RUN_EXISTS, "Run(id=%s) already exists here and did not come from %s.", id, from.server());
        }
    }

    /** A point that another request has brought meanwhile would be here twice. */
    private void requireSeen(long already) {
        if (already != importedPoints) {
            throw Rejection.of(
                    Reason.IMPORT_MOVED_ON,
                    "The import of run %s has gone on: of its metrics %d points are here, not %d. Look again what is "
                            + "missing.",
                    id,
                    importedPoints,
                    already);
        }
    }

    private void requireActive(ExperimentDirectory directory) {
        if (isDeleted(lifecycleOf(experiment, directory))) {
            throw Rejection.of(
                    Reason.RUN_NOT_ACTIVE, "The run %s must be in the 'active' state. Current state is deleted.", id);
        }
    }

    private boolean isDeleted(Lifecycle lifecycle) {
        return lifecycle.deleted() || (deletedAt != null && deletedAt == lifecycle.restorations());
    }

    private static Lifecycle lifecycleOf(ExperimentId experiment, ExperimentDirectory directory) {
        return directory.lifecycle(experiment).orElseThrow(() -> ExperimentLimits.unknown(experiment.value()));
    }

    @EventSourcingHandler
    void on(RunEvent.Started event) {
        stream = event.run().stream();
        id = event.run();
        experiment = event.experiment();
        status = RunStatus.RUNNING;
        params = new HashMap<>();
        tagKeys = new HashSet<>();
        links = new RunLinks();
        remember(event.tags());
    }

    @EventSourcingHandler
    void on(RunEvent.Imported event) {
        stream = event.run().stream();
        id = event.run();
        experiment = event.experiment();
        status = event.status();
        deletedAt = event.deletedAt();
        origin = event.from();
        params = new HashMap<>();
        tagKeys = new HashSet<>();
        links = new RunLinks();
        event.params().forEach(param -> params.put(param.key(), param.value()));
        remember(event.tags());
    }

    @EventSourcingHandler
    void on(RunEvent.DataImported event) {
        importedPoints += event.metrics().size();
        event.params().forEach(param -> params.put(param.key(), param.value()));
        remember(event.tags());
    }

    @EventSourcingHandler
    void on(RunEvent.BatchLogged event) {
        event.params().forEach(param -> params.put(param.key(), param.value()));
        remember(event.tags());
    }

    @EventSourcingHandler
    void on(RunEvent.TagDeleted event) {
        tagKeys.remove(event.key());
        if (event.key().equals(ModelHistory.TAG)) {
            modelHistory = null;
        }
    }

    @EventSourcingHandler
    void on(RunEvent.StatusChanged event) {
        status = event.status();
    }

    @EventSourcingHandler
    void on(RunEvent.Deleted event) {
        deletedAt = event.experimentRestorations();
    }

    @EventSourcingHandler
    void on(RunEvent.Restored event) {
        deletedAt = null;
    }

    @EventSourcingHandler
    void on(RunEvent.InputsLogged event) {
        links.remember(event);
    }

    @EventSourcingHandler
    void on(RunEvent.OutputsLogged event) {
        links.remember(event);
    }

    private void remember(List<Tag> tags) {
        for (Tag tag : tags) {
            tagKeys.add(tag.key());
            if (tag.key().equals(ModelHistory.TAG)) {
                modelHistory = tag.value();
            }
        }
    }
}
