package io.countersign.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.countersign.delivery.Endpoint;
import io.countersign.egress.Outcome;
import io.countersign.wire.EnumText;
import io.countersign.wire.Required;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The messages of MLflow's routes on webhooks, as {@code webhooks.proto} of MLflow 3.17 has them. */
final class MlflowWebhookMessages {

    private MlflowWebhookMessages() {}

    record Create(
            @Required String name,
            @Required String url,
            @Required List<Event> events,
            @Nullable String description,
            @Nullable String secret,
            @Nullable EnumText status) {}

    /** What is left out stays as it is. */
    record Update(
            @Nullable String name,
            @Nullable String url,
            @Nullable List<Event> events,
            @Nullable String description,
            @Nullable String secret,
            @Nullable EnumText status) {}

    record Find(@Nullable Integer maxResults, @Nullable String pageToken) {}

    /** @param event the first of the webhook's own when it is left out */
    record Test(@Nullable Event event) {}

    record Event(@Nullable EnumText entity, @Nullable EnumText action) {}

    record Single(Webhook webhook) {}

    record Page(List<Webhook> webhooks, @Nullable String nextPageToken) {}

    record Webhook(
            String webhookId,
            @Nullable String name,
            @Nullable String description,
            String url,
            List<Told> events,
            String status,
            long creationTimestamp,
            long lastUpdatedTimestamp) {

        static Webhook of(WebhookView view, Endpoint endpoint) {
            Subscription subscription = view.subscription();
            return new Webhook(
                    view.id().value(),
                    subscription.name(),
                    view.description(),
                    endpoint.url(),
                    subscription.events().stream().map(Told::of).toList(),
                    known(subscription.status()).name(),
                    view.createdAt(),
                    view.updatedAt());
        }

        /** MLflow's clients know nothing of trials, in which no event is told either. */
        private static WebhookStatus known(WebhookStatus status) {
            return status == WebhookStatus.ACTIVE ? status : WebhookStatus.DISABLED;
        }
    }

    /** An event as answers have it. */
    record Told(String entity, String action) {

        static Told of(String word) {
            String[] parts = word.toUpperCase(Locale.ROOT).split("\\.", 2);
            return new Told(parts[0], parts[1]);
        }
    }

    record Tested(Result result) {}

    /** @param success whether a message would count as delivered; a redirection, which is not followed, is no success */
    record Result(
            boolean success,
            @Nullable Integer responseStatus,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String responseBody,

            @Nullable String errorMessage) {

        static Result of(Outcome outcome) {
            Integer status = outcome.status();
            return new Result(
                    outcome.succeeded(),
                    status,
                    status == null ? null : new String(outcome.answer(), StandardCharsets.UTF_8),
                    outcome.error());
        }
    }
}
