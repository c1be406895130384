package io.countersign.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.countersign.delivery.Health;
import io.countersign.registeredmodel.Stage;
import io.countersign.wire.Required;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The messages of the native routes on webhooks. */
final class WebhookMessages {

    private WebhookMessages() {}

    /**
     * @param kind {@code countersign} when it is left out
     * @param secret drawn by the server when it is left out
     * @param models by their names; none for the whole registry
     */
    record Create(
            @Nullable String kind,
            @Nullable String name,
            @Nullable String description,
            @Required String url,
            @Nullable String secret,
            @Nullable String authorization,
            @Required List<String> events,
            @Nullable List<String> models,
            @Nullable List<String> stages,
            @Nullable String status,
            @Nullable String blockedHead,
            @Nullable Job job) {}

    /** What is left out stays as it is. */
    record Change(
            @Nullable String name,
            @Nullable String description,
            @Nullable String url,
            @Nullable String authorization,
            @Nullable List<String> events,
            @Nullable List<String> models,
            @Nullable List<String> stages,
            @Nullable String status,
            @Nullable String blockedHead,
            @Nullable Job job) {}

    /** @param parameters of the build, each with the member of the event that it takes */
    record Job(
            @Required String path,
            @Nullable Map<String, String> parameters,
            @Nullable String check) {

        static @Nullable Job of(@Nullable JenkinsJob job) {
            return job == null ? null : new Job(job.path(), job.parameters(), job.check());
        }
    }

    /** @param secret drawn by the server when it is left out */
    record Rotate(@Nullable String secret) {}

    /** @param secret shown once, and only when the server drew it */
    record One(
            String webhookId,
            String kind,
            @Nullable String name,
            @Nullable String description,
            String url,
            boolean authorized,
            List<String> events,
            @JsonInclude(JsonInclude.Include.ALWAYS) List<String> models,
            @JsonInclude(JsonInclude.Include.ALWAYS) List<String> stages,
            String status,
            String blockedHead,
            @Nullable Job job,
            @Nullable String disabledBecause,
            @Nullable Instant formerSecretUntil,
            String createdBy,
            Instant createdAt,
            Instant updatedAt,
            State deliveries) {

        static One of(WebhookView view, List<String> models, io.countersign.delivery.Endpoint endpoint, Health health) {
            Subscription subscription = view.subscription();
            return new One(
                    view.id().value(),
                    subscription.kind().label(),
                    subscription.name(),
                    view.description(),
                    endpoint.url(),
                    endpoint.authorization() != null,
                    subscription.events(),
                    models,
                    subscription.stages().stream().map(Stage::label).toList(),
                    subscription.status().name(),
                    subscription.blockedHead().label(),
                    Job.of(subscription.job()),
                    view.givenUp() == null ? null : view.givenUp().name().toLowerCase(Locale.ROOT),
                    endpoint.formerUntil() == null ? null : Instant.ofEpochMilli(endpoint.formerUntil()),
                    view.createdBy(),
                    Instant.ofEpochMilli(view.createdAt()),
                    Instant.ofEpochMilli(view.updatedAt()),
                    new State(health.pending(), health.failingSince(), health.lastSuccess(), health.lastFailure()));
        }
    }

    /** How the receiver does. */
    record State(
            long pending,
            @Nullable Instant failingSince,
            @Nullable Instant lastSuccess,
            @Nullable Instant lastFailure) {}

    record Page(
            @JsonInclude(JsonInclude.Include.ALWAYS) List<One> webhooks,
            @Nullable String nextPageToken) {}
}
