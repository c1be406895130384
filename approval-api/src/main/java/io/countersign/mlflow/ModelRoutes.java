package io.countersign.mlflow;

import io.countersign.Uuid7;
import io.countersign.access.Operation;
import io.countersign.access.Requires;
import io.countersign.catalog.VersionQueries;
import io.countersign.catalog.VersionView;
import io.countersign.decision.Decisions;
import io.countersign.mlflow.ModelMessages.ModelVersion;
import io.countersign.mlflow.ModelMessages.RegisteredModel;
import io.countersign.past.AsOf;
import io.countersign.policy.Change;
import io.countersign.registeredmodel.ModelId;
import io.countersign.registeredmodel.ModelLimits;
import io.countersign.registeredmodel.RegisteredModelCommand;
import io.countersign.registeredmodel.Stage;
import io.countersign.rejection.Invalid;
import io.countersign.tag.Tag;
import io.countersign.wire.Registry;
import io.countersign.wire.Sender;
import io.countersign.wire.Wire;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;

/** {@code /mlflow/registered-models}. */
@MlflowRoutes
@Requires(Operation.READ_REGISTRY)
final class ModelRoutes {

    private final Sender sender;
    private final Decisions decisions;
    private final Registry registry;
    private final VersionQueries versions;
    private final TagSealer sealer;

    ModelRoutes(Sender sender, Decisions decisions, Registry registry, VersionQueries versions, TagSealer sealer) {
        this.sender = sender;
        this.decisions = decisions;
        this.registry = registry;
        this.versions = versions;
        this.sealer = sealer;
    }

    @PostMapping("/registered-models/create")
    @Requires(Operation.REGISTER_MODEL)
    ModelMessages.SingleModel create(@Wire ModelMessages.Create request) {
        ModelLimits.requireName(request.name());
        List<Tag> tags = Batches.orEmpty(request.tags()).stream()
                .map(tag -> tag(tag.requireKey("tags."), tag.value()))
                .toList();
        ModelId model = new ModelId(Uuid7.hex());
        String description = described(request.description());
        decisions.sendNew(facts ->
                new RegisteredModelCommand.Create(model, request.name(), description, tags, sender.actor(), facts));
        return single(request.name());
    }

    @AsOf
    @GetMapping("/registered-models/get")
    ModelMessages.SingleModel get(@Wire ModelMessages.ByName request) {
        return single(request.name());
    }

    @PostMapping("/registered-models/rename")
    @Requires(Operation.RENAME_MODEL)
    ModelMessages.SingleModel rename(@Wire ModelMessages.Rename request) {
        ModelLimits.requireName(request.newName());
        ModelId model = registry.id(request.name());
        decisions.send(
                model,
                new Change.Renaming(request.newName()),
                facts -> new RegisteredModelCommand.Rename(model, request.newName(), sender.actor(), facts));
        return single(request.newName());
    }

    @PatchMapping("/registered-models/update")
    @Requires(Operation.CHANGE_MODEL)
    ModelMessages.SingleModel update(@Wire ModelMessages.Update request) {
        String description = described(request.description());
        if (description != null) {
            sender.send(new RegisteredModelCommand.ChangeDescription(registry.id(request.name()), description));
        }
        return single(request.name());
    }

    @DeleteMapping("/registered-models/delete")
    @Requires(Operation.DELETE_MODEL)
    Empty delete(@Wire ModelMessages.ByName request) {
        ModelId model = registry.id(request.name());
        decisions.send(
                model,
                new Change.DeletionOfModel(),
                facts -> new RegisteredModelCommand.Delete(model, sender.actor(), facts));
        return Empty.INSTANCE;
    }

    @PostMapping("/registered-models/set-tag")
    @Requires(Operation.CHANGE_MODEL)
    Empty setTag(@Wire ModelMessages.SetTag request) {
        ModelId model = registry.id(request.name());
        Tag tag = tag(request.key(), request.value());
        decisions.send(
                model,
                new Change.OfTag(null, tag.key(), tag.value()),
                facts -> new RegisteredModelCommand.SetTag(model, tag, sender.actor(), facts));
        return Empty.INSTANCE;
    }

    @DeleteMapping("/registered-models/delete-tag")
    @Requires(Operation.CHANGE_MODEL)
    Empty deleteTag(@Wire ModelMessages.DeleteTag request) {
        ModelId model = registry.id(request.name());
        decisions.send(
                model,
                new Change.OfTag(null, request.key(), null),
                facts -> new RegisteredModelCommand.DeleteTag(model, request.key(), sender.actor(), facts));
        return Empty.INSTANCE;
    }

    @PostMapping("/registered-models/alias")
    @Requires(Operation.SET_ALIAS)
    Empty setAlias(@Wire ModelMessages.SetAlias request) {
        ModelLimits.requireAlias(request.alias());
        int version = ModelLimits.requireVersion(request.version());
        ModelId model = registry.id(request.name());
        decisions.send(
                model,
                new Change.OfAlias(request.alias(), version, null),
                facts -> new RegisteredModelCommand.SetAlias(model, request.alias(), version, sender.actor(), facts));
        return Empty.INSTANCE;
    }

    @DeleteMapping("/registered-models/alias")
    @Requires(Operation.DELETE_ALIAS)
    Empty deleteAlias(@Wire ModelMessages.ByAlias request) {
        ModelId model = registry.id(request.name());
        decisions.send(
                model,
                new Change.OfAlias(request.alias(), null, null),
                facts -> new RegisteredModelCommand.DeleteAlias(model, request.alias(), sender.actor(), facts));
        return Empty.INSTANCE;
    }

    @AsOf
    @GetMapping("/registered-models/alias")
    ModelMessages.SingleVersion getByAlias(@Wire ModelMessages.ByAlias request) {
        return new ModelMessages.SingleVersion(ModelVersion.of(registry.aliased(request.name(), request.alias())));
    }

    @AsOf
    @RequestMapping(
            path = "/registered-models/get-latest-versions",
            method = {RequestMethod.GET, RequestMethod.POST})
    ModelMessages.FoundVersions latestVersions(@Wire ModelMessages.LatestVersions request) {
        Set<String> stages = Batches.orEmpty(request.stages()).stream()
                .map(stage -> Stage.labelled(stage).label())
                .collect(Collectors.toSet());
        List<ModelVersion> latest = latest(registry.id(request.name())).stream()
                .filter(version -> stages.isEmpty() || stages.contains(version.stage()))
                .map(ModelVersion::of)
                .toList();
        return new ModelMessages.FoundVersions(latest, null);
    }

    private ModelMessages.SingleModel single(String name) {
        registry.id(name);
        return new ModelMessages.SingleModel(RegisteredModel.of(registry.model(name), latest(registry.id(name))));
    }

    private List<VersionView> latest(ModelId model) {
        return versions.latest(List.of(model.value())).getOrDefault(model.value(), List.of());
    }

    private Tag tag(String key, @Nullable String value) {
        String text = value == null ? "" : value;
        ModelLimits.requireTag(key, text);
        return sealer.tag(sender.subject(), key, text);
    }

    static @Nullable String described(@Nullable String description) {
        if (description != null && description.length() > ModelLimits.MAX_DESCRIPTION) {
            throw Invalid.tooLong("description", ModelLimits.MAX_DESCRIPTION);
        }
        return description;
    }
}
