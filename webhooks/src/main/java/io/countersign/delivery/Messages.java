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
import org.jspecify.annotations.Nullable;

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

    /** @param webhook null where all webhooks of the kind get the same bytes */
    private record Key(
            WebhookKind kind,
            long index,
            Telling telling,
            @Nullable WebhookId webhook) {}

    Messages(EventsInLog log, ModelNames names, Vocabularies vocabularies) {
        this.log = log;
        this.names = names;
        this.vocabularies = vocabularies;
    }

    /** Empty when the log has no such event. */
    Optional<Message> of(WebhookId webhook, WebhookKind kind, long index, Telling telling) {
        Key key = new Key(kind, index, telling, kind == WebhookKind.DATABRICKS ? webhook : null);
        Message known = recent.getIfPresent(key);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<Message> made = log.at(index)
                .map(event -> Message.of(new Occurrence(event, names), telling, vocabularies.of(kind), webhook));
        made.ifPresent(message -> recent.put(key, message));
        return made;
    }
}
