package io.countersign.loggedmodel;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import io.countersign.experiment.ExperimentDirectory;
import io.countersign.experiment.ExperimentDirectory.Lifecycle;
import io.countersign.experiment.ExperimentId;
import io.countersign.experiment.ExperimentLimits;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import io.countersign.run.Param;
import io.countersign.tag.Tag;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.serialization.Revision;

/** Decides what may be done to a logged model. Once deleted, it is to its users as if it had never been. */
@SuppressWarnings("NullAway.Init") // filled by the first event
@Revision("1")
public class LoggedModel {

    @AggregateIdentifier
    private String stream;

    private LoggedModelId id;
    private LoggedModelStatus status;
    private boolean deleted;
    private Map<String, String> params;
    private Set<String> tagKeys;

    LoggedModel() {}

    @CommandHandler
    LoggedModel(LoggedModelCommand.Create command, ExperimentDirectory directory) {
        requireActive(command.experiment(), directory);
        apply(new LoggedModelEvent.Created(
                command.model(),
                command.experiment(),
                command.name(),
                command.type(),
                command.sourceRun(),
                command.artifactUri(),
                newParams(command.model(), Map.of(), command.params()),
                command.tags()));
    }

    @CommandHandler
    void handle(LoggedModelCommand.Finalize command) {
        requireThere(command);
        if (command.status() != status) {
            apply(new LoggedModelEvent.Finalized(id, command.status()));
        }
    }

    @CommandHandler
    void handle(LoggedModelCommand.LogParams command) {
        requireThere(command);
        List<Param> added = newParams(id, params, command.params());
        if (!added.isEmpty()) {
            apply(new LoggedModelEvent.ParamsLogged(id, added));
        }
    }

    @CommandHandler
    void handle(LoggedModelCommand.SetTags command) {
        requireThere(command);
        if (!command.tags().isEmpty()) {
            apply(new LoggedModelEvent.TagsSet(id, command.tags()));
        }
    }

    @CommandHandler
    void handle(LoggedModelCommand.DeleteTag command) {
        requireThere(command);
        if (!tagKeys.contains(command.key())) {
            throw Rejection.of(
                    Reason.TAG_NOT_FOUND, "No tag with key '%s' found for model with ID '%s'.", command.key(), id);
        }
        apply(new LoggedModelEvent.TagDeleted(id, command.key()));
    }

    @CommandHandler
    void handle(LoggedModelCommand.Delete command) {
        if (!deleted) {
            apply(new LoggedModelEvent.Deleted(id));
        }
    }

    @CommandHandler
    void handle(LoggedModelCommand.StoreArtifact command) {
        requireThere(command);
        apply(new LoggedModelEvent.ArtifactStored(id, command.path(), command.sha256(), command.size()));
    }

    @CommandHandler
    void handle(LoggedModelCommand.DeleteArtifact command) {
        requireThere(command);
        apply(new LoggedModelEvent.ArtifactDeleted(id, command.path()));
    }

    private void requireThere(LoggedModelCommand command) {
        if (deleted) {
            throw command.notFound();
        }
    }

    private static void requireActive(ExperimentId experiment, ExperimentDirectory directory) {
        Lifecycle lifecycle =
                directory.lifecycle(experiment).orElseThrow(() -> ExperimentLimits.unknown(experiment.value()));
        if (lifecycle.deleted()) {
            throw Rejection.of(
                    Reason.EXPERIMENT_DELETED,
                    "The experiment %s must be in the 'active' state. Current state is deleted.",
                    experiment);
        }
    }

    /** Params are immutable: the same value again changes nothing, another value is refused. */
    private static List<Param> newParams(LoggedModelId model, Map<String, String> logged, List<Param> params) {
        Map<String, Param> added = new LinkedHashMap<>();
        for (Param param : params) {
            Param sameRequest = added.get(param.key());
            String before = sameRequest == null ? logged.get(param.key()) : sameRequest.value();
            if (before == null) {
                added.put(param.key(), param);
            } else if (!before.equals(param.value())) {
                throw changed(model, param, before);
            }
        }
        return List.copyOf(added.values());
    }

    private static Rejection changed(LoggedModelId model, Param param, String before) {
        return Rejection.of(
                Reason.PARAM_IMMUTABLE,
                "Changing param values is not allowed. Param with key='%s' was already logged with value='%s' for "
                        + "logged model ID='%s'. Attempted logging new value '%s'.",
                param.key(),
                before,
                model,
                param.value());
    }

    @EventSourcingHandler
    void on(LoggedModelEvent.Created event) {
        stream = event.model().stream();
        id = event.model();
        status = LoggedModelStatus.PENDING;
        params = new HashMap<>();
        tagKeys = new HashSet<>();
        rememberParams(event.params());
        rememberTags(event.tags());
    }

    @EventSourcingHandler
    void on(LoggedModelEvent.Finalized event) {
        status = event.status();
    }

    @EventSourcingHandler
    void on(LoggedModelEvent.ParamsLogged event) {
        rememberParams(event.params());
    }

    @EventSourcingHandler
    void on(LoggedModelEvent.TagsSet event) {
        rememberTags(event.tags());
    }

    @EventSourcingHandler
    void on(LoggedModelEvent.TagDeleted event) {
        tagKeys.remove(event.key());
    }

    @EventSourcingHandler
    void on(LoggedModelEvent.Deleted event) {
        deleted = true;
    }

    private void rememberParams(List<Param> added) {
        added.forEach(param -> params.put(param.key(), param.value()));
    }

    private void rememberTags(List<Tag> tags) {
        tags.forEach(tag -> tagKeys.add(tag.key()));
    }
}
