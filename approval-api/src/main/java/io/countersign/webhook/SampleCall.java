package io.countersign.webhook;

import io.countersign.Uuid7;
import io.countersign.delivery.WebhookEngine;
import io.countersign.egress.Outcome;
import io.countersign.payload.Samples;
import io.countersign.payload.Vocabularies;
import io.countersign.registeredmodel.ModelId;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** Calls a receiver at once with a message about nothing that happened, whatever the webhook's status. */
@Component
final class SampleCall {

    private static final String NO_MODEL = "example";

    private final WebhookDesk desk;
    private final WebhookEngine engine;
    private final Vocabularies vocabularies;
    private final WebhookNames names;
    private final Clock clock;

    SampleCall(WebhookDesk desk, WebhookEngine engine, Vocabularies vocabularies, WebhookNames names, Clock clock) {
        this.desk = desk;
        this.engine = engine;
        this.vocabularies = vocabularies;
        this.names = names;
        this.clock = clock;
    }

    /** @param word in which the webhook's kind tells of an event */
    Outcome to(WebhookView webhook, String word) {
        WebhookKind kind = webhook.subscription().kind();
        Samples samples = vocabularies.samples(kind);
        return engine.sendNow(
                desk.endpoint(webhook),
                Uuid7.next().toString(),
                vocabularies.of(kind).contentType(),
                samples.sample(word, model(webhook), webhook.id(), clock.instant()));
    }

    private String model(WebhookView webhook) {
        return webhook.subscription().models().stream()
                .findFirst()
                .map((ModelId model) -> names.of(model))
                .orElse(NO_MODEL);
    }
}
