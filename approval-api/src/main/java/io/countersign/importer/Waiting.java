package io.countersign.importer;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the policies here did not let an import do by itself, so that it was asked for: open requests of one model. */
record Waiting(List<JsonNode> changes) {

    /** The version as it will be once the stage is approved that it has there; empty when nobody asked for that. */
    Optional<JsonNode> inStage(JsonNode version, JsonNode there) {
        String stage = Facts.text(there, "current_stage");
        boolean asked = changes.stream()
                .filter(change -> Facts.text(change, "kind").equals("stage"))
                .filter(change -> Facts.text(change, "version").equals(Facts.text(there, "version")))
                .anyMatch(change -> Facts.text(change, "stage").equals(stage));
        return asked ? Optional.of(((ObjectNode) version.deepCopy()).put("current_stage", stage)) : Optional.empty();
    }

    /** The aliases of the model there that were asked for here. */
    List<JsonNode> aliases(JsonNode there) {
        return MlflowReader.list(there.path("aliases")).stream()
                .filter(this::isAskedFor)
                .toList();
    }

    private boolean isAskedFor(JsonNode alias) {
        return changes.stream()
                .filter(change -> Facts.text(change, "kind").equals("alias"))
                .anyMatch(change -> Facts.text(change, "alias").equals(Facts.text(alias, "alias"))
                        && Facts.text(change, "version").equals(Facts.text(alias, "version")));
    }

    /** The model as it will be with these aliases too. */
    static JsonNode withAliases(JsonNode model, List<JsonNode> more) {
        if (more.isEmpty()) {
            return model;
        }
        ObjectNode complete = (ObjectNode) model.deepCopy();
        ArrayNode aliases = complete.withArray("aliases");
        more.forEach(aliases::add);
        return complete;
    }
}
