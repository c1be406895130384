package io.countersign.mlflow;

import io.countersign.access.Operation;
import io.countersign.access.Requires;
import io.countersign.experiment.ExperimentCommand;
import io.countersign.experiment.ExperimentDirectory;
import io.countersign.experiment.ExperimentId;
import io.countersign.experiment.ExperimentLimits;
import io.countersign.mlflow.ExperimentMessages.Experiment;
import io.countersign.rejection.Invalid;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import io.countersign.run.RunLimits;
import io.countersign.tag.Keys;
import io.countersign.tag.Tag;
import io.countersign.tracking.ExperimentQueries;
import io.countersign.wire.Sender;
import io.countersign.wire.Wire;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

/** {@code /mlflow/experiments}. */
@MlflowRoutes
@Requires(Operation.READ_TRACKING)
final class ExperimentRoutes {

    private final Sender sender;
    private final ExperimentDirectory directory;
    private final ExperimentQueries experiments;
    private final TagSealer sealer;

    ExperimentRoutes(Sender sender, ExperimentDirectory directory, ExperimentQueries experiments, TagSealer sealer) {
        this.sender = sender;
        this.directory = directory;
        this.experiments = experiments;
        this.sealer = sealer;
    }

    @PostMapping("/experiments/create")
    @Requires(Operation.CREATE_EXPERIMENT)
    ExperimentMessages.Created create(@Wire ExperimentMessages.Create request) {
        ExperimentLimits.requireName(request.name());
        List<Tag> tags = Batches.orEmpty(request.tags()).stream()
                .map(tag -> tag(tag.requireKey("tags."), tag.valueOrEmpty()))
                .toList();
        ExperimentId id = directory.nextId();
        sender.send(new ExperimentCommand.Create(id, request.name(), location(request.artifactLocation(), id), tags));
        return new ExperimentMessages.Created(id.value());
    }

    private static String location(@Nullable String given, ExperimentId id) {
        if (given == null || given.isEmpty()) {
            return ArtifactLocations.ofExperiment(id);
        }
        ExperimentLimits.requireLocation(given);
        return ArtifactLocations.requireRemote(given, "artifact_location");
    }

    @GetMapping("/experiments/get")
    ExperimentMessages.Single get(@Wire ExperimentMessages.ById request) {
        return experiments
                .byId(request.experimentId())
                .map(found -> new ExperimentMessages.Single(Experiment.of(found)))
                .orElseThrow(() -> ExperimentLimits.unknown(request.experimentId()));
    }

    @GetMapping("/experiments/get-by-name")
    ExperimentMessages.Single getByName(@Wire ExperimentMessages.ByName request) {
        return experiments
                .byName(request.experimentName())
                .map(found -> new ExperimentMessages.Single(Experiment.of(found)))
                .orElseThrow(() -> Rejection.of(
                        Reason.EXPERIMENT_NOT_FOUND,
                        "Could not find experiment with name '%s'",
                        request.experimentName()));
    }

    @PostMapping("/experiments/delete")
    @Requires(Operation.DELETE_EXPERIMENT)
    Empty delete(@Wire ExperimentMessages.ById request) {
        sender.send(new ExperimentCommand.Delete(new ExperimentId(request.experimentId())));
        return Empty.INSTANCE;
    }

    @PostMapping("/experiments/restore")
    @Requires(Operation.RESTORE_EXPERIMENT)
    Empty restore(@Wire ExperimentMessages.ById request) {
        sender.send(new ExperimentCommand.Restore(new ExperimentId(request.experimentId())));
        return Empty.INSTANCE;
    }

    @PostMapping("/experiments/update")
    @Requires(Operation.RENAME_EXPERIMENT)
    Empty update(@Wire ExperimentMessages.Update request) {
        if (request.newName() == null || request.newName().isBlank()) {
            throw Invalid.missing("new_name");
        }
        ExperimentLimits.requireName(request.newName());
        sender.send(new ExperimentCommand.Rename(new ExperimentId(request.experimentId()), request.newName()));
        return Empty.INSTANCE;
    }

    @PostMapping("/experiments/set-experiment-tag")
    @Requires(Operation.CHANGE_EXPERIMENT)
    Empty setTag(@Wire ExperimentMessages.SetTag request) {
        Tag tag = tag(request.key(), request.value() == null ? "" : request.value());
        sender.send(new ExperimentCommand.SetTag(new ExperimentId(request.experimentId()), tag));
        return Empty.INSTANCE;
    }

    @PostMapping("/experiments/delete-experiment-tag")
    @Requires(Operation.CHANGE_EXPERIMENT)
    Empty deleteTag(@Wire ExperimentMessages.DeleteTag request) {
        sender.send(new ExperimentCommand.DeleteTag(new ExperimentId(request.experimentId()), request.key()));
        return Empty.INSTANCE;
    }

    private Tag tag(String key, String value) {
        Keys.require(key, "key");
        return sealer.tag(sender.subject(), key, RunLimits.truncated(value, ExperimentLimits.MAX_TAG_VALUE));
    }
}
