package io.countersign.catalog;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A registered model as it stands. Times are milliseconds since the epoch.
 *
 * @param createdBy the name of who created it; the subject id once that person is gone
 * @param aliases the version of each alias
 */
public record ModelView(
        String modelId,
        String name,
        @Nullable String description,
        String createdBy,
        long createdAt,
        long updatedAt,
        Map<String, String> tags,
        Map<String, Integer> aliases) {

    /** The tag of MLflow's that makes a registered model a prompt. */
    public static final String PROMPT_TAG = "mlflow.prompt.is_prompt";

    public boolean isPrompt() {
        return "true".equalsIgnoreCase(tags.get(PROMPT_TAG));
    }
}
