package io.countersign.contract;

import io.countersign.registeredmodel.ModelId;
import io.countersign.registeredmodel.Stage;
import io.countersign.webhook.Subscription;
import io.countersign.webhook.WebhookEvent;
import java.util.Locale;

/** The public data of what happens to webhooks. Their addresses and secrets are in no event at all. */
final class PublicWebhooks {

    private PublicWebhooks() {}

    static Data of(WebhookEvent event) {
        Data data = Data.with("webhook_id", event.webhook().value());
        return switch (event) {
            case WebhookEvent.Created e -> subscription(data, e.subscription()).and("by_id", e.by().value());
            case WebhookEvent.Changed e ->
                subscription(data, e.subscription())
                        .and("readdressed", e.readdressed())
                        .and("by_id", e.by().value());
            case WebhookEvent.SecretRotated e -> data.and("by_id", e.by().value());
            case WebhookEvent.GivenUp e -> data.and("cause", e.cause().name().toLowerCase(Locale.ROOT));
            case WebhookEvent.Deleted e -> data.and("by_id", e.by().value());
        };
    }

    private static Data subscription(Data data, Subscription subscription) {
        return data.and("kind", subscription.kind().label())
                .and("name", subscription.name())
                .and(
                        "model_ids",
                        subscription.models().stream().map(ModelId::value).toList())
                .and("events", subscription.events())
                .and("stages", subscription.stages().stream().map(Stage::label).toList())
                .and("status", subscription.status().name())
                .and("origin", subscription.origin())
                .and(
                        "job",
                        subscription.job() == null ? null : subscription.job().path());
    }
}
