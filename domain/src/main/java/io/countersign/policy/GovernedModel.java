package io.countersign.policy;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What policies ask of a registered model.
 *
 * @param tier its risk tier; null when nobody has set one
 */
public record GovernedModel(
        String name, Map<String, String> tags, @Nullable String tier) {

    public GovernedModel {
        tags = Map.copyOf(tags);
    }
}
