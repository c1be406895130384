package io.countersign.mlflow;

import io.countersign.identity.SubjectId;
import io.countersign.rejection.Invalid;
import io.countersign.run.DatasetInput;
import io.countersign.run.InputLimits;
import io.countersign.run.ModelOutput;
import io.countersign.run.RunCommand;
import io.countersign.run.RunId;
import io.countersign.tag.Tag;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads what is said of a run's inputs and outputs, within the limits of the contract. */
@Component
final class Inputs {

    private final TagSealer sealer;

    Inputs(TagSealer sealer) {
        this.sealer = sealer;
    }

    RunCommand.LogInputs inputs(RunId run, InputMessages.LogInputs request, SubjectId sender) {
        List<InputMessages.DatasetInput> given = Batches.orEmpty(request.datasets());
        InputLimits.requireCount(given.size());
        List<DatasetInput> datasets = new ArrayList<>(given.size());
        for (int i = 0; i < given.size(); i++) {
            datasets.add(dataset(given.get(i), "datasets[" + i + "].", sender));
        }
        return new RunCommand.LogInputs(run, datasets, models(Batches.orEmpty(request.models())));
    }

    private DatasetInput dataset(InputMessages.DatasetInput given, String path, SubjectId sender) {
        InputMessages.Dataset dataset = given.dataset();
        if (dataset == null) {
            throw Invalid.missing(path + "dataset");
        }
        DatasetInput read = new DatasetInput(
                required(dataset.name(), path + "dataset.name"),
                required(dataset.digest(), path + "dataset.digest"),
                required(dataset.sourceType(), path + "dataset.source_type"),
                required(dataset.source(), path + "dataset.source"),
                orNull(dataset.schema()),
                orNull(dataset.profile()),
                tags(Batches.orEmpty(given.tags()), path, sender));
        InputLimits.require(read);
        return read;
    }

    /** The last of each key. */
    private List<Tag> tags(List<KeyValue> given, String path, SubjectId sender) {
        Map<String, Tag> tags = new LinkedHashMap<>();
        for (KeyValue tag : given) {
            String key = tag.requireKey(path + "tags.");
            InputLimits.requireTag(key, tag.valueOrEmpty());
            tags.put(key, sealer.tag(sender, key, tag.valueOrEmpty()));
        }
        return List.copyOf(tags.values());
    }

    private static List<String> models(List<InputMessages.ModelInput> given) {
        return given.stream().map(model -> modelId(model.modelId())).toList();
    }

    static RunCommand.LogOutputs outputs(RunId run, List<InputMessages.ModelOutput> given) {
        return new RunCommand.LogOutputs(
                run,
                given.stream()
                        .map(model ->
                                new ModelOutput(modelId(model.modelId()), model.step() == null ? 0 : model.step()))
                        .toList());
    }

    private static String modelId(@Nullable String given) {
        String id = required(given, "models.model_id");
        InputLimits.requireModelId(id);
        return id;
    }

    private static String required(@Nullable String text, String path) {
        if (text == null || text.isEmpty()) {
            throw Invalid.missing(path);
        }
        return text;
    }

    private static @Nullable String orNull(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }
}
