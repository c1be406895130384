package io.countersign.policy;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where a policy applies.
 *
 * @param models any of these; when empty, to all
 * @param tags that the model must carry, all of them
 * @param tiers any of these; when empty, whatever the model's risk tier
 * @param triggers any of these; never empty
 */
public record Scope(List<NamePattern> models, Map<String, String> tags, Set<String> tiers, List<Trigger> triggers) {

    public Scope {
        models = List.copyOf(models);
        tags = Map.copyOf(tags);
        tiers = Set.copyOf(tiers);
        triggers = List.copyOf(triggers);
    }

    /** A change by which the model would slip out of the policy's reach is as much its business as those it names. */
    public boolean covers(GovernedModel model, Change change) {
        return covers(model)
                && (triggers.stream().anyMatch(trigger -> trigger.fires(change)) || !covers(model.after(change)));
    }

    /** Prompts ride on the registry and are no models: they are covered by what names their tag. */
    private boolean covers(GovernedModel model) {
        return (!model.prompt() || tags.containsKey(GovernedModel.PROMPT))
                && (models.isEmpty() || models.stream().anyMatch(pattern -> pattern.matches(model.name())))
                && tags.entrySet().stream()
                        .allMatch(tag -> tag.getValue().equals(model.tags().get(tag.getKey())))
                && (tiers.isEmpty() || (model.tier() != null && tiers.contains(model.tier())));
    }
}
