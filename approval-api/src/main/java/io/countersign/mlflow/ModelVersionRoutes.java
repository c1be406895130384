package io.countersign.mlflow;

import io.countersign.access.Operation;
import io.countersign.access.Requires;
import io.countersign.decision.Changes;
import io.countersign.decision.Decisions;
import io.countersign.mlflow.ModelMessages.ModelVersion;
import io.countersign.modelversion.ModelVersionCommand;
import io.countersign.modelversion.VersionId;
import io.countersign.past.AsOf;
import io.countersign.policy.Change;
import io.countersign.registeredmodel.ModelId;
import io.countersign.registeredmodel.ModelLimits;
import io.countersign.registeredmodel.RegisteredModelCommand;
import io.countersign.registeredmodel.Stage;
import io.countersign.tag.Tag;
import io.countersign.wire.Registry;
import io.countersign.wire.Sender;
import io.countersign.wire.Wire;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PostMapping;

/** {@code /mlflow/model-versions}. */
@MlflowRoutes
@Requires(Operation.READ_REGISTRY)
final class ModelVersionRoutes {

    private final Sender sender;
    private final Decisions decisions;
    private final Changes changes;
    private final Registry registry;
    private final ModelSources sources;
    private final TagSealer sealer;

    ModelVersionRoutes(
            Sender sender,
            Decisions decisions,
            Changes changes,
            Registry registry,
            ModelSources sources,
            TagSealer sealer) {
        this.sender = sender;
        this.decisions = decisions;
        this.changes = changes;
        this.registry = registry;
        this.sources = sources;
        this.sealer = sealer;
    }

    @PostMapping("/model-versions/create")
    @Requires(Operation.CREATE_VERSION)
    ModelMessages.SingleVersion create(@Wire ModelMessages.CreateVersion request) {
        ModelId model = registry.id(request.name());
        List<Tag> tags = Batches.orEmpty(request.tags()).stream()
                .map(tag -> tag(tag.requireKey("tags."), tag.value()))
                .toList();
        ModelSources.Origin origin = Prompts.areMarkedBy(tags)
                ? ModelSources.ofPrompt(request.source())
                : sources.resolve(request.source(), request.runId(), request.modelId());
        String description = ModelRoutes.described(request.description());
        Integer version = decisions.sendNew(facts -> new RegisteredModelCommand.CreateVersion(
                model,
                origin.source(),
                origin.location(),
                origin.run(),
                request.runLink(),
                origin.loggedModelId(),
                description,
                tags,
                sender.actor(),
                facts));
        return single(request.name(), Objects.requireNonNull(version).toString());
    }

    @AsOf
    @GetMapping("/model-versions/get")
    ModelMessages.SingleVersion get(@Wire ModelMessages.ByVersion request) {
        return single(request.name(), request.version());
    }

    @PatchMapping("/model-versions/update")
    @Requires(Operation.CHANGE_VERSION)
    ModelMessages.SingleVersion update(@Wire ModelMessages.UpdateVersion request) {
        VersionId version = registry.versionId(request.name(), request.version());
        String description = ModelRoutes.described(request.description());
        if (description != null) {
            sender.send(new ModelVersionCommand.ChangeDescription(version, description));
        }
        return single(request.name(), request.version());
    }

    @DeleteMapping("/model-versions/delete")
    @Requires(Operation.DELETE_VERSION)
    Empty delete(@Wire ModelMessages.ByVersion request) {
        int version = ModelLimits.requireVersion(request.version());
        ModelId model = registry.id(request.name());
        decisions.send(
                model,
                new Change.DeletionOfVersion(version, Stage.NONE),
                facts -> new RegisteredModelCommand.DeleteVersion(model, version, sender.actor(), facts));
        return Empty.INSTANCE;
    }

    @AsOf
    @GetMapping("/model-versions/get-download-uri")
    ModelMessages.DownloadUri downloadUri(@Wire ModelMessages.ByVersion request) {
        return new ModelMessages.DownloadUri(
                registry.version(request.name(), request.version()).location());
    }

    @PostMapping("/model-versions/set-tag")
    @Requires(Operation.CHANGE_VERSION)
    Empty setTag(@Wire ModelMessages.SetVersionTag request) {
        VersionId version = registry.versionId(request.name(), request.version());
        Tag tag = tag(request.key(), request.value());
        decisions.send(
                version.model(),
                new Change.OfTag(version.number(), tag.key(), tag.value()),
                facts -> new ModelVersionCommand.SetTag(version, tag, sender.actor(), facts));
        return Empty.INSTANCE;
    }

    @DeleteMapping("/model-versions/delete-tag")
    @Requires(Operation.CHANGE_VERSION)
    Empty deleteTag(@Wire ModelMessages.DeleteVersionTag request) {
        VersionId version = registry.versionId(request.name(), request.version());
        decisions.send(
                version.model(),
                new Change.OfTag(version.number(), request.key(), null),
                facts -> new ModelVersionCommand.DeleteTag(version, request.key(), sender.actor(), facts));
        return Empty.INSTANCE;
    }

    @PostMapping("/model-versions/transition-stage")
    @Requires(Operation.CHANGE_STAGE)
    ModelMessages.SingleVersion transition(@Wire ModelMessages.Transition request) {
        changes.transition(
                registry.id(request.name()),
                new Change.ToStage(
                        ModelLimits.requireVersion(request.version()), Stage.NONE, Stage.labelled(request.stage())),
                Boolean.TRUE.equals(request.archiveExistingVersions()),
                null);
        return single(request.name(), request.version());
    }

    private ModelMessages.SingleVersion single(String name, String version) {
        return new ModelMessages.SingleVersion(ModelVersion.of(registry.version(name, version)));
    }

    private Tag tag(String key, @Nullable String value) {
        String text = value == null ? "" : value;
        ModelLimits.requireTag(key, text);
        return sealer.tag(sender.subject(), key, text);
    }
}
