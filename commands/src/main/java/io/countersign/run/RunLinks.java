package io.countersign.run;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The datasets and models that a run is known to have used and made, so that a repeat changes nothing. */
final class RunLinks {

    private final Set<DatasetInput.Key> datasets = new HashSet<>();
    private final Set<String> inputs = new HashSet<>();
    private final Map<String, Long> outputSteps = new HashMap<>();

    /** Those that are new, the first of each where some are the same. */
    List<DatasetInput> newDatasets(List<DatasetInput> given) {
        Map<DatasetInput.Key, DatasetInput> added = new LinkedHashMap<>();
        given.stream()
                .filter(dataset -> !datasets.contains(dataset.key()))
                .forEach(dataset -> added.putIfAbsent(dataset.key(), dataset));
        return List.copyOf(added.values());
    }

    List<String> newInputs(List<String> models) {
        return models.stream()
                .filter(model -> !inputs.contains(model))
                .distinct()
                .toList();
    }

    /** Those that are new or of another step than before, the last of each where some are the same. */
    List<ModelOutput> newOutputs(List<ModelOutput> given) {
        Map<String, ModelOutput> last = new LinkedHashMap<>();
        given.forEach(output -> last.put(output.modelId(), output));
        return last.values().stream()
                .filter(output -> !Objects.equals(outputSteps.get(output.modelId()), output.step()))
                .toList();
    }

    void remember(RunEvent.InputsLogged event) {
        event.datasets().forEach(dataset -> datasets.add(dataset.key()));
        inputs.addAll(event.models());
    }

    void remember(RunEvent.OutputsLogged event) {
        event.models().forEach(output -> outputSteps.put(output.modelId(), output.step()));
    }
}
