package io.countersign.search;

import java.util.List;
import java.util.Map;

/** Searches the versions of every registered model. */
public final class ModelVersionSearch {

    private static final Family TAGS = Family.tags(
                    "model_version_tags", "%1$s.model_id = v.model_id and %1$s.version = v.version")
            .indexed();

    private static final Attribute UPDATED = Attribute.integer("last_updated_timestamp", "t.updated_at");
    private static final Attribute NAME = Attribute.text("name", "m.name").orLists();
    private static final Attribute VERSION =
            Attribute.integer("version_number", "v.version").orQuotes();
    private static final Vocabulary VOCABULARY = new Vocabulary(
            List.of(TAGS),
            Map.of(
                    "name",
                    NAME,
                    "version_number",
                    VERSION,
                    "run_id",
                    Attribute.text("run_id", "v.run_id").orNull().orLists(),
                    "source_path",
                    Attribute.text("source_path", "v.source")),
            Map.of(
                    "name",
                    NAME,
                    "version_number",
                    VERSION,
                    "creation_timestamp",
                    Attribute.integer("creation_timestamp", "v.created_at"),
                    "last_updated_timestamp",
                    UPDATED),
            false);

    private static final String WITH_NAMES = "model_versions v join registered_models m on m.model_id = v.model_id";

    private static final Target<FoundVersion> TARGET = in(WITH_NAMES);

    /** Apart, for what no order asks for would be looked up for each row all the same. */
    private static final Target<FoundVersion> WITH_UPDATES =
            in(WITH_NAMES + " join model_version_updates t on t.model_id = v.model_id and t.version = v.version");

    private ModelVersionSearch() {}

    /**
     * Finds the keys of versions.
     *
     * @throws InvalidSearch if anything in the request cannot be understood
     */
    public static CompiledSearch<FoundVersion> compile(RegistrySearchRequest request) {
        Query query = request.query("model versions", new PromptRule(VOCABULARY, TAGS));
        boolean byUpdate = query.orderBy().isEmpty()
                || query.orderBy().stream().anyMatch(clause -> clause.field().equals(UPDATED));
        return SearchCompiler.compile(byUpdate ? WITH_UPDATES : TARGET, query);
    }

    private static Target<FoundVersion> in(String tables) {
        return new Target<>(
                tables,
                List.of("v.model_id", "v.version"),
                (row, number) -> new FoundVersion(row.getString(1), row.getInt(2)),
                VOCABULARY,
                List.of("last_updated_timestamp DESC", "name ASC", "version_number DESC"),
                List.of("name ASC", "version_number DESC"),
                List.of(Attribute.text("model_id", "v.model_id"), VERSION),
                Limit.registry(200_000));
    }
}
