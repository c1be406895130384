package io.countersign.delivery;

import io.countersign.payload.Telling;
import io.countersign.webhook.WebhookId;

/** A message that somebody is to get. */
record NewDelivery(WebhookId webhook, String eventId, Telling telling, String lane) {}
