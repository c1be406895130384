package io.countersign.delivery;

import io.countersign.payload.Occurrence;
import io.countersign.payload.Telling;
import io.countersign.payload.Vocabularies;
import io.countersign.registeredmodel.ModelId;
import io.countersign.registeredmodel.Stage;
import io.countersign.webhook.BlockedHead;
import io.countersign.webhook.Subscription;
import io.countersign.webhook.WebhookId;
import io.countersign.webhook.WebhookKind;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * An active webhook, as far as it matters for what it is told.
 *
 * @param skips whether what the receiver did not take holds up nothing else
 */
record Subscriber(
        WebhookId id, WebhookKind kind, Set<ModelId> models, Set<String> events, Set<Stage> stages, boolean skips) {

    /** Refused attempts are for administrators, even where they are about a model that somebody else manages. */
    private static final String ADMINISTRATORS_ONLY = "attempt.";

    static Subscriber of(WebhookId id, Subscription subscription) {
        return new Subscriber(
                id,
                subscription.kind(),
                Set.copyOf(subscription.models()),
                Set.copyOf(subscription.events()),
                Set.copyOf(subscription.stages()),
                subscription.blockedHead() == BlockedHead.SKIP);
    }

    List<Telling> tellings(Occurrence occurrence, Vocabularies vocabularies) {
        return concerns(occurrence) ? vocabularies.of(kind).tellings(occurrence, events) : List.of();
    }

    private boolean concerns(Occurrence occurrence) {
        if (!models.isEmpty()
                && (occurrence.type().startsWith(ADMINISTRATORS_ONLY)
                        || occurrence.model().filter(models::contains).isEmpty())) {
            return false;
        }
        return stages.isEmpty() || !Collections.disjoint(stages, occurrence.stages());
    }
}
