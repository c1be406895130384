package io.countersign.webhook;

import org.jspecify.annotations.Nullable;

/**
 * A webhook as it is now.
 *
 * @param description null when there is none, or its author was erased
 * @param givenUp why the server disabled it; null unless it did, and it still is
 * @param createdAt milliseconds since the epoch, as {@code updatedAt}
 */
public record WebhookView(
        WebhookId id,
        Subscription subscription,
        @Nullable String description,
        WebhookEvent.@Nullable Cause givenUp,
        String createdBy,
        long createdAt,
        long updatedAt) {}
