package io.countersign.webhook;

import io.countersign.privacy.SealedText;
import io.countersign.registeredmodel.ModelId;
import io.countersign.registeredmodel.Stage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a webhook is for. Its address and its secrets are kept elsewhere, for they are no matter of history.
 *
 * @param name null where its kind has none
 * @param models whose events it gets; none for those of the whole registry
 * @param events in the words of its kind, at least one
 * @param stages to or from which a change has to lead; none when that does not matter
 * @param origin scheme, host and port of the receiver
 * @param job what is built; null unless it is of kind {@link WebhookKind#JENKINS}
 */
public record Subscription(
        WebhookKind kind,
        @Nullable String name,
        @Nullable SealedText description,
        List<ModelId> models,
        List<String> events,
        List<Stage> stages,
        WebhookStatus status,
        BlockedHead blockedHead,
        String origin,
        @Nullable JenkinsJob job) {

    public Subscription {
        models = List.copyOf(models);
        events = List.copyOf(events);
        stages = List.copyOf(stages);
    }

    /** The same, with another status. */
    public Subscription as(WebhookStatus other) {
        return new Subscription(kind, name, description, models, events, stages, other, blockedHead, origin, job);
    }
}
