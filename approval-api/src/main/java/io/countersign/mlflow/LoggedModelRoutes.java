package io.countersign.mlflow;

import io.countersign.Uuid7;
import io.countersign.access.Operation;
import io.countersign.access.Requires;
import io.countersign.experiment.ExperimentId;
import io.countersign.experiment.ExperimentLimits;
import io.countersign.loggedmodel.LoggedModelCommand;
import io.countersign.loggedmodel.LoggedModelId;
import io.countersign.loggedmodel.LoggedModelLimits;
import io.countersign.loggedmodel.LoggedModelStatus;
import io.countersign.mlflow.LoggedModelMessages.Model;
import io.countersign.rejection.Invalid;
import io.countersign.run.Param;
import io.countersign.run.RunId;
import io.countersign.tag.Tag;
import io.countersign.tracking.ExperimentQueries;
import io.countersign.wire.Sender;
import io.countersign.wire.Wire;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** {@code /mlflow/logged-models}: the life of a logged model. */
@MlflowRoutes
@Requires(Operation.READ_TRACKING)
final class LoggedModelRoutes {

    private final Sender sender;
    private final LoggedModels models;
    private final ExperimentQueries experiments;
    private final ModelSources sources;
    private final TagSealer sealer;

    LoggedModelRoutes(
            Sender sender, LoggedModels models, ExperimentQueries experiments, ModelSources sources, TagSealer sealer) {
        this.sender = sender;
        this.models = models;
        this.experiments = experiments;
        this.sources = sources;
        this.sealer = sealer;
    }

    @PostMapping("/logged-models")
    @Requires(Operation.LOG_MODEL)
    LoggedModelMessages.Single create(@Wire LoggedModelMessages.Create request) {
        LoggedModelId model = new LoggedModelId(LoggedModelId.PREFIX + Uuid7.hex());
        ExperimentId experiment = new ExperimentId(request.experimentId());
        LoggedModelLimits.requireType(request.modelType());
        sources.requireRun(request.sourceRunId());
        sender.send(new LoggedModelCommand.Create(
                model,
                experiment,
                name(request.name()),
                request.modelType(),
                request.sourceRunId() == null || request.sourceRunId().isEmpty()
                        ? null
                        : new RunId(request.sourceRunId()),
                artifactUri(experiment, model),
                params(request.params()),
                tags(request.tags())));
        return single(model.value(), false);
    }

    private static String name(@Nullable String given) {
        if (given == null || given.isEmpty()) {
            return RunNames.next();
        }
        LoggedModelLimits.requireName(given);
        return given;
    }

    private String artifactUri(ExperimentId experiment, LoggedModelId model) {
        return experiments
                .byId(experiment.value())
                .map(found -> ArtifactLocations.ofLoggedModel(found.artifactLocation(), model))
                .orElseThrow(() -> ExperimentLimits.unknown(experiment.value()));
    }

    @GetMapping("/logged-models/{model_id}")
    LoggedModelMessages.Single get(@PathVariable("model_id") String modelId, @Wire LoggedModelMessages.Get request) {
        return single(modelId, "true".equalsIgnoreCase(request.allowDeleted()));
    }

    @PatchMapping("/logged-models/{model_id}")
    @Requires(Operation.LOG_MODEL)
    LoggedModelMessages.Single finish(
            @PathVariable("model_id") String modelId, @Wire LoggedModelMessages.Finalize request) {
        sender.send(new LoggedModelCommand.Finalize(new LoggedModelId(modelId), status(request.status())));
        return single(modelId, false);
    }

    @DeleteMapping("/logged-models/{model_id}")
    @Requires(Operation.DELETE_LOGGED_MODEL)
    Empty delete(@PathVariable("model_id") String modelId) {
        sender.send(new LoggedModelCommand.Delete(new LoggedModelId(modelId)));
        return Empty.INSTANCE;
    }

    @PatchMapping("/logged-models/{model_id}/tags")
    @Requires(Operation.LOG_MODEL)
    LoggedModelMessages.Single setTags(
            @PathVariable("model_id") String modelId, @Wire LoggedModelMessages.SetTags request) {
        sender.send(new LoggedModelCommand.SetTags(new LoggedModelId(modelId), tags(request.tags())));
        return single(modelId, false);
    }

    @DeleteMapping("/logged-models/{model_id}/tags/{tag_key}")
    @Requires(Operation.LOG_MODEL)
    Empty deleteTag(@PathVariable("model_id") String modelId, @PathVariable("tag_key") String key) {
        sender.send(new LoggedModelCommand.DeleteTag(new LoggedModelId(modelId), key));
        return Empty.INSTANCE;
    }

    @PostMapping("/logged-models/{model_id}/params")
    @Requires(Operation.LOG_MODEL)
    Empty logParams(@PathVariable("model_id") String modelId, @Wire LoggedModelMessages.LogParams request) {
        sender.send(new LoggedModelCommand.LogParams(new LoggedModelId(modelId), params(request.params())));
        return Empty.INSTANCE;
    }

    private LoggedModelMessages.Single single(String modelId, boolean allowDeleted) {
        return new LoggedModelMessages.Single(Model.of(models.require(modelId, allowDeleted)));
    }

    private static LoggedModelStatus status(String given) {
        for (LoggedModelStatus status : LoggedModelStatus.values()) {
            if (status.wireName().equals(given.toUpperCase(Locale.ROOT))
                    || given.equals(Integer.toString(status.ordinal() + 1))) {
                return status;
            }
        }
        throw Invalid.value(
                "status", given, "use one of LOGGED_MODEL_PENDING, LOGGED_MODEL_READY, LOGGED_MODEL_UPLOAD_FAILED.");
    }

    private static List<Param> params(@Nullable List<KeyValue> given) {
        List<Param> params = Batches.orEmpty(given).stream()
                .map(param -> new Param(param.requireKey("params."), param.valueOrEmpty()))
                .toList();
        LoggedModelLimits.requireParams(params);
        return params;
    }

    private List<Tag> tags(@Nullable List<KeyValue> given) {
        List<Tag> tags = Batches.orEmpty(given).stream()
                .map(tag -> sealer.tag(sender.subject(), tag.requireKey("tags."), tag.valueOrEmpty()))
                .toList();
        LoggedModelLimits.requireTags(tags);
        return tags;
    }
}
