package io.countersign.delivery;

import io.countersign.payload.Occurrence;
import io.countersign.webhook.WebhookId;

/**
 * What one receiver gets in order: the events of one model, or some of those that belong to none.
 *
 * @param name a model's id, or one of a few names for the rest
 * @param skips whether what the receiver did not take holds up nothing else
 */
record Lane(WebhookId webhook, String name, boolean skips) {

    private static final int OTHERS = 8;

    static String nameFor(Occurrence occurrence) {
        return occurrence
                .model()
                .map(model -> model.value())
                .orElseGet(() -> "other-"
                        + Math.floorMod(
                                occurrence.message().getAggregateIdentifier().hashCode(), OTHERS));
    }
}
