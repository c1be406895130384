package io.countersign.mlflow;

import io.countersign.catalog.ModelView;
import io.countersign.tag.Tag;
import java.util.List;

/** Prompts are registered models with a tag of MLflow's; their versions have a text in another tag and no files. */
final class Prompts {

    private Prompts() {}

    static boolean areMarkedBy(List<Tag> tags) {
        return tags.stream()
                .anyMatch(tag -> tag.key().equals(ModelView.PROMPT_TAG) && "true".equalsIgnoreCase(tag.value()));
    }
}
