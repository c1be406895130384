package io.countersign.policy;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What policies ask of a registered model.
 *
 * @param tags by key; one that names a person without its value
 */
public record GovernedModel(String name, Map<String, String> tags) {

    /** The tag that holds the model's risk tier, whose names are the organisation's own, for example {@code high}. */
    public static final String RISK_TIER = "countersign.risk-tier";

    /** MLflow's tag for what is a prompt, and no model. */
    public static final String PROMPT = "mlflow.prompt.is_prompt";

    /** The tag that names who answers for the model. */
    public static final String OWNER = "countersign.owner";

    /** The tag that says what the model is for. */
    public static final String PURPOSE = "countersign.purpose";

    public GovernedModel {
        tags = Ordered.map(tags);
    }

    /** The risk tier; null when nobody has set one. */
    public @Nullable String tier() {
        return tags.get(RISK_TIER);
    }

    /** Whether it is a prompt, and no model. */
    public boolean prompt() {
        return "true".equalsIgnoreCase(tags.get(PROMPT));
    }

    /** As it would be once that is done. */
    GovernedModel after(Change change) {
        return switch (change) {
            case Change.Renaming renaming -> new GovernedModel(renaming.to(), tags);
            case Change.OfTag tag -> tag.version() == null ? new GovernedModel(name, with(tag)) : this;
            default -> this;
        };
    }

    private Map<String, String> with(Change.OfTag tag) {
        Map<String, String> after = new TreeMap<>(tags);
        if (tag.value() == null) {
            after.remove(tag.key());
        } else {
            after.put(tag.key(), tag.value());
        }
        return after;
    }
}
