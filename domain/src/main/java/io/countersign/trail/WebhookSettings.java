package io.countersign.trail;

import io.countersign.registeredmodel.ModelId;
import io.countersign.registeredmodel.Stage;
import io.countersign.webhook.Subscription;
import io.countersign.webhook.WebhookEvent;
import io.countersign.webhook.WebhookStatus;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What changes of webhooks; where they go and what signs their messages is not in the log. */
final class WebhookSettings {

    private static final String STATUS = "status";

    private WebhookSettings() {}

    static Stream<Setting> of(WebhookEvent event) {
        String webhook = event.webhook().stream();
        return switch (event) {
            case WebhookEvent.Created e -> of(webhook, e.subscription());
            case WebhookEvent.Changed e ->
                e.readdressed()
                        ? Stream.concat(
                                of(webhook, e.subscription()), Stream.of(Setting.once(webhook, "address", "changed")))
                        : of(webhook, e.subscription());
            case WebhookEvent.SecretRotated e -> Stream.of(Setting.once(webhook, "secret", "changed"));
            case WebhookEvent.GivenUp e ->
                Stream.of(
                        Setting.to(webhook, STATUS, WebhookStatus.DISABLED),
                        Setting.once(webhook, "gave_up", e.cause()));
            case WebhookEvent.Deleted e -> Stream.of(Setting.once(webhook, "state", "deleted"));
        };
    }

    private static Stream<Setting> of(String webhook, Subscription to) {
        return Stream.of(
                Setting.to(webhook, "name", to.name()),
                Setting.to(webhook, "description", to.description()),
                Setting.to(webhook, "kind", to.kind().label()),
                Setting.to(
                        webhook,
                        "models",
                        to.models().stream().map(ModelId::value).collect(Collectors.joining(", "))),
                Setting.to(webhook, "events", String.join(", ", to.events())),
                Setting.to(
                        webhook,
                        "stages",
                        to.stages().stream().map(Stage::label).collect(Collectors.joining(", "))),
                Setting.to(webhook, STATUS, to.status()),
                Setting.to(webhook, "blocked_head", to.blockedHead().label()),
                Setting.to(webhook, "job", to.job() == null ? null : to.job().path()));
    }
}
