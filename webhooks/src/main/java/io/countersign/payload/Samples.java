package io.countersign.payload;

import io.countersign.webhook.WebhookId;
import java.time.Instant;

/** Messages about nothing that happened, by which a receiver is tried. */
public interface Samples {

    /**
     * As the receiver would get it, were it true.
     *
     * @param word one of the kind's
     * @param model the name of the registered model that it is about
     */
    byte[] sample(String word, String model, WebhookId webhook, Instant at);
}
