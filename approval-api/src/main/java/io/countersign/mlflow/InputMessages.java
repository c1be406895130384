package io.countersign.mlflow;

import io.countersign.tracking.DatasetQueries.Summary;
import io.countersign.tracking.RunLinks;
import io.countersign.wire.Required;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The messages about what runs use and make. */
final class InputMessages {

    private InputMessages() {}

    record LogInputs(
            @Nullable String runId,
            @Nullable String runUuid,
            @Nullable List<DatasetInput> datasets,
            @Nullable List<ModelInput> models) {}

    record LogOutputs(
            @Nullable String runId,
            @Nullable String runUuid,
            @Required List<ModelOutput> models) {}

    record LogModel(
            @Nullable String runId,
            @Nullable String runUuid,
            @Required String modelJson) {}

    record SearchDatasets(@Nullable List<String> experimentIds) {}

    record FoundDatasets(List<DatasetSummary> datasetSummaries) {}

    record DatasetSummary(
            String experimentId,
            String name,
            String digest,
            @Nullable String context) {

        static DatasetSummary of(Summary summary) {
            return new DatasetSummary(summary.experimentId(), summary.name(), summary.digest(), summary.context());
        }
    }

    record DatasetInput(
            @Nullable List<KeyValue> tags, @Nullable Dataset dataset) {

        static DatasetInput of(RunLinks.Dataset dataset) {
            return new DatasetInput(KeyValue.list(dataset.tags()), Dataset.of(dataset));
        }
    }

    record Dataset(
            @Nullable String name,
            @Nullable String digest,
            @Nullable String sourceType,
            @Nullable String source,
            @Nullable String schema,
            @Nullable String profile) {

        static Dataset of(RunLinks.Dataset dataset) {
            return new Dataset(
                    dataset.name(),
                    dataset.digest(),
                    dataset.sourceType(),
                    dataset.source(),
                    dataset.schema(),
                    dataset.profile());
        }
    }

    record ModelInput(@Nullable String modelId) {}

    record ModelOutput(@Nullable String modelId, @Nullable Long step) {}

    record Inputs(List<DatasetInput> datasetInputs, List<ModelInput> modelInputs) {

        static Inputs of(RunLinks links) {
            return new Inputs(
                    links.datasets().stream().map(DatasetInput::of).toList(),
                    links.modelInputs().stream().map(ModelInput::new).toList());
        }
    }

    record Outputs(List<ModelOutput> modelOutputs) {

        static Outputs of(RunLinks links) {
            return new Outputs(links.modelOutputs().stream()
                    .map(output -> new ModelOutput(output.modelId(), output.step()))
                    .toList());
        }
    }
}
