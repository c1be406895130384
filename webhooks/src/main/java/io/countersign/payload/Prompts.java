package io.countersign.payload;

import io.countersign.tag.Tag;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Prompts as MLflow's clients make them: registered models whose tags say so, with each version's text in a tag. */
final class Prompts {

    private static final String MARKED = "mlflow.prompt.is_prompt";
    private static final String TEXT = "mlflow.prompt.text";
    private static final Set<String> INTERNAL = Set.of(MARKED, TEXT, "_mlflow_prompt_type");

    static final Tag MARK = Tag.of(MARKED, "true");

    private Prompts() {}

    static Tag text(String text) {
        return Tag.of(TEXT, text);
    }

    static boolean areMarkedBy(List<Tag> tags) {
        return tags.stream().anyMatch(tag -> tag.key().equals(MARKED) && "true".equalsIgnoreCase(tag.value()));
    }

    /** Null when there is none. */
    static @Nullable String text(List<Tag> tags) {
        return tags.stream()
                .filter(tag -> tag.key().equals(TEXT))
                .map(Tag::value)
                .findFirst()
                .orElse(null);
    }

    /** Without those by which MLflow's clients make prompts of models. */
    static List<Tag> ownTags(List<Tag> tags) {
        return tags.stream().filter(tag -> !INTERNAL.contains(tag.key())).toList();
    }
}
