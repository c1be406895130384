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
import java.util.Optional;

/** The messages of events, as they are signed and sent. Safe for many threads. */
final class Messages {

    private static final long KEPT_BYTES = 32L * 1024 * 1024;
    private static final Duration KEPT = Duration.ofSeconds(30);

    private final EventsInLog log;
    private final ModelNames names;
    private final Vocabularies vocabularies;
    private final Cache<Key, Message> recent = Caffeine.newBuilder()
            .maximumWeight(KEPT_BYTES)
            .weigher((Key key, Message message) -> message.body().length + 200)
            .expireAfterWrite(KEPT)
            .build();

    private record Key(WebhookKind kind, String event, Telling telling) {}

    Messages(EventsInLog log, ModelNames names, Vocabularies vocabularies) {
        this.log = log;
        this.names = names;
        this.vocabularies = vocabularies;
    }

    /** Empty when the log has no such event. */
    Optional<Message> of(WebhookId webhook, WebhookKind kind, Due due) {
        return kind == WebhookKind.DATABRICKS
                ? made(webhook, kind, due)
                : shared(webhook, new Key(kind, due.event(), due.telling()), due);
    }

    /** All webhooks of the kind get the same bytes, which are made once. */
    @SuppressWarnings("NullAway") // null for what is not kept, which Caffeine's annotations do not say
    private Optional<Message> shared(WebhookId webhook, Key key, Due due) {
        return Optional.ofNullable(
                recent.get(key, absent -> made(webhook, absent.kind(), due).orElse(null)));
    }

    /** Anew for each webhook, which it names, and each time: what people wrote may have been erased meanwhile. */
    private Optional<Message> made(WebhookId webhook, WebhookKind kind, Due due) {
        return log.find(due.event(), due.index())
                .map(event -> Message.of(new Occurrence(event, names), due.telling(), vocabularies.of(kind), webhook));
    }
}
