package io.countersign.tracking;

import io.countersign.run.ModelOutput;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run used and made, in the order in which it was logged.
 *
 * @param modelInputs ids of logged models
 */
public record RunLinks(List<Dataset> datasets, List<String> modelInputs, List<ModelOutput> modelOutputs) {

    static final RunLinks NONE = new RunLinks(List.of(), List.of(), List.of());

    /** A dataset as a run used it. */
    public record Dataset(
            String name,
            String digest,
            String sourceType,
            String source,
            @Nullable String schema,
            @Nullable String profile,
            Map<String, String> tags) {}
}
