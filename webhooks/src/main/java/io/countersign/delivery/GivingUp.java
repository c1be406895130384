package io.countersign.delivery;

import io.countersign.webhook.WebhookEvent;
import io.countersign.webhook.WebhookId;

/** The way to have a receiver given up, which is an event. */
@FunctionalInterface
public interface GivingUp {

    /** Does nothing when the webhook is not active any more. */
    void giveUp(WebhookId webhook, WebhookEvent.Cause cause);
}
