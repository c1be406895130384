package io.countersign.mlflow;

import io.countersign.rejection.Invalid;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import io.countersign.wire.StorableText;
import io.countersign.wire.WireJson;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads the description of a model that clients before MLflow 3 send when they log one to a run. */
final class ModelEntries {

    private static final JsonMapper COMPACT = JsonMapper.builder().build();
    private static final List<String> MANDATORY = List.of("artifact_path", "flavors", "run_id", "utc_time_created");
    private static final List<String> KEPT = List.of("run_id", "utc_time_created", "artifact_path", "model_uuid");

    private ModelEntries() {}

    /** What of the description goes into the run's list of models: not the flavors' own settings. */
    static String entry(String modelJson) {
        ObjectNode model = read(modelJson);
        List<String> missing =
                MANDATORY.stream().filter(field -> !model.has(field)).toList();
        if (!missing.isEmpty()) {
            throw Rejection.of(Reason.PARAMETER_INVALID, "Model json is missing mandatory fields: %s", missing);
        }
        ObjectNode entry = COMPACT.createObjectNode();
        KEPT.stream().filter(model::has).forEach(field -> entry.set(field, model.get(field)));
        entry.set("flavors", flavors(model.get("flavors")));
        return storable(COMPACT.writeValueAsString(entry));
    }

    /** By its escapes a text within a text says what neither could hold itself. */
    private static String storable(String entry) {
        StorableText.problem(entry).ifPresent(problem -> {
            throw Invalid.value("model_json", "…", problem);
        });
        return entry;
    }

    private static ObjectNode read(String modelJson) {
        try {
            if (WireJson.MAPPER.readTree(modelJson) instanceof ObjectNode model) {
                return model;
            }
        } catch (JacksonException e) {
            // said below
        }
        throw Rejection.of(
                Reason.PARAMETER_INVALID,
                "Malformed model info. \n %s \n is not a valid JSON.",
                modelJson.length() > 200 ? modelJson.substring(0, 200) + "…" : modelJson);
    }

    private static ObjectNode flavors(JsonNode given) {
        if (!(given instanceof ObjectNode)) {
            throw Invalid.value("model_json", given.toString(), "its flavors must be an object.");
        }
        ObjectNode flavors = COMPACT.createObjectNode();
        for (Map.Entry<String, JsonNode> flavor : given.properties()) {
            flavors.set(flavor.getKey(), withoutConfig(flavor.getValue()));
        }
        return flavors;
    }

    private static JsonNode withoutConfig(JsonNode flavor) {
        return flavor instanceof ObjectNode settings ? settings.deepCopy().without("config") : flavor;
    }
}
