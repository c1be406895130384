package io.countersign.mlflow;

import io.countersign.access.Operation;
import io.countersign.access.Requires;
import io.countersign.mlflow.ModelMessages.ModelVersion;
import io.countersign.modelversion.ModelVersionCommand;
import io.countersign.modelversion.VersionId;
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
    private final Registry registry;
    private final ModelSources sources;
    private final TagSealer sealer;

    ModelVersionRoutes(Sender sender, Registry registry, ModelSources sources, TagSealer sealer) {
        this.sender = sender;
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
        Integer version = sender.send(new RegisteredModelCommand.CreateVersion(
                model,
                origin.source(),
                origin.location(),
                origin.run(),
                request.runLink(),
                origin.loggedModelId(),
                ModelRoutes.described(request.description()),
                tags));
        return single(request.name(), Objects.requireNonNull(version).toString());
    }

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
        sender.send(new RegisteredModelCommand.DeleteVersion(registry.id(request.name()), version, sender.actor()));
        return Empty.INSTANCE;
    }

    @GetMapping("/model-versions/get-download-uri")
    ModelMessages.DownloadUri downloadUri(@Wire ModelMessages.ByVersion request) {
        return new ModelMessages.DownloadUri(
                registry.version(request.name(), request.version()).location());
    }

    @PostMapping("/model-versions/set-tag")
    @Requires(Operation.CHANGE_VERSION)
    Empty setTag(@Wire ModelMessages.SetVersionTag request) {
        VersionId version = registry.versionId(request.name(), request.version());
        sender.send(new ModelVersionCommand.SetTag(version, tag(request.key(), request.value())));
        return Empty.INSTANCE;
    }

    @DeleteMapping("/model-versions/delete-tag")
    @Requires(Operation.CHANGE_VERSION)
    Empty deleteTag(@Wire ModelMessages.DeleteVersionTag request) {
        VersionId version = registry.versionId(request.name(), request.version());
        sender.send(new ModelVersionCommand.DeleteTag(version, request.key()));
        return Empty.INSTANCE;
    }

    @PostMapping("/model-versions/transition-stage")
    @Requires(Operation.CHANGE_STAGE)
    ModelMessages.SingleVersion transition(@Wire ModelMessages.Transition request) {
        sender.send(new RegisteredModelCommand.TransitionStage(
                registry.id(request.name()),
                ModelLimits.requireVersion(request.version()),
                Stage.labelled(request.stage()),
                Boolean.TRUE.equals(request.archiveExistingVersions()),
                sender.actor(),
                null));
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
