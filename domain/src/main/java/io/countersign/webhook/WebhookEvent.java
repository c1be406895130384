package io.countersign.webhook;

import io.countersign.event.DomainEvent;
import io.countersign.identity.SubjectId;

/** What happens to a webhook. What it delivers is not a matter of the log. */
public sealed interface WebhookEvent extends DomainEvent {

    WebhookId webhook();

    record Created(WebhookId webhook, Subscription subscription, SubjectId by) implements WebhookEvent {}

    /**
     * @param subscription as it is from now on
     * @param readdressed whether the address or what the receiver is shown beside the signature was replaced too
     */
    record Changed(WebhookId webhook, Subscription subscription, boolean readdressed, SubjectId by)
            implements WebhookEvent {}

    /** For a time, messages are signed with the secret before this one too. */
    record SecretRotated(WebhookId webhook, SubjectId by) implements WebhookEvent {}

    /** Nothing is sent to the receiver from now on, until somebody makes the webhook active again. */
    record GivenUp(WebhookId webhook, Cause cause) implements WebhookEvent {}

    record Deleted(WebhookId webhook, SubjectId by) implements WebhookEvent {}

    /** Why the server gave a receiver up. */
    enum Cause {

        /** It said that it is gone (410). */
        GONE,

        /** It took nothing for days. */
        FAILING
    }
}
