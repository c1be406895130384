package io.countersign.delivery;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.countersign.payload.ModelNames;
import io.countersign.payload.Occurrence;
import io.countersign.payload.Telling;
import io.countersign.payload.Vocabularies;
import io.countersign.webhook.WebhookId;
import io.countersign.webhook.WebhookKind;
import java.time.Duration;
import org.axonframework.eventhandling.DomainEventMessage;

/** The messages of events, as they are signed and sent. Safe for many threads. */
final class Messages {

    private static final long KEPT_BYTES = 32L * 1024 * 1024;
    private static final Duration KEPT = Duration.ofSeconds(30);

    private final ModelNames names;
    private final Vocabularies vocabularies;
    private final Cache<Key, Message> recent = Caffeine.newBuilder()
            .maximumWeight(KEPT_BYTES)
            .weigher((Key key, Message message) -> message.body().length + 200)
            .expireAfterWrite(KEPT)
            .build();

    private record Key(WebhookKind kind, String event, Telling telling) {}

    Messages(ModelNames names, Vocabularies vocabularies) {
        this.names = names;
        this.vocabularies = vocabularies;
    }

    /** One webhook's own where it is named in them; else all webhooks of the kind get the same bytes, made once. */
    Message of(WebhookId webhook, WebhookKind kind, DomainEventMessage<?> event, Telling telling) {
        return kind == WebhookKind.DATABRICKS
                ? made(webhook, kind, event, telling)
                : recent.get(
                        new Key(kind, event.getIdentifier(), telling), absent -> made(webhook, kind, event, telling));
    }

    /** Each time, or nearly so: what people wrote may have been erased meanwhile. */
    private Message made(WebhookId webhook, WebhookKind kind, DomainEventMessage<?> event, Telling telling) {
        return Message.of(new Occurrence(event, names), telling, vocabularies.of(kind), webhook);
    }
}
