package io.countersign.search;

import java.util.List;
import java.util.Map;

/** Searches registered models by name and tags. */
public final class RegisteredModelSearch {

    private static final Family TAGS =
            Family.tags("registered_model_tags", "%1$s.model_id = m.model_id").indexed();

    private static final Attribute NAME = Attribute.text("name", "m.name").orLists();
    private static final Attribute UPDATED = Attribute.integer("last_updated_timestamp", "m.updated_at");
    private static final Vocabulary VOCABULARY = new Vocabulary(
            List.of(TAGS),
            Map.of("name", NAME),
            Map.of(
                    "name", NAME,
                    "creation_timestamp", Attribute.integer("creation_timestamp", "m.created_at"),
                    "last_updated_timestamp", UPDATED,
                    "timestamp", UPDATED),
            false);

    private static final Target<String> TARGET = new Target<>(
            "registered_models m",
            List.of("m.model_id"),
            (row, number) -> row.getString(1),
            VOCABULARY,
            List.of("name ASC"),
            List.of("name ASC"),
            List.of(Attribute.text("model_id", "m.model_id")),
            Limit.registry(1_000));

    private RegisteredModelSearch() {}

    /**
     * Finds model ids.
     *
     * @throws InvalidSearch if anything in the request cannot be understood
     */
    public static CompiledSearch<String> compile(RegistrySearchRequest request) {
        return SearchCompiler.compile(TARGET, request.query("registered models", new PromptRule(VOCABULARY, TAGS)));
    }
}
