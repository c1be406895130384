package io.countersign.webhook;

import io.countersign.Attributed;
import io.countersign.Command;
import io.countersign.identity.Actor;
import io.countersign.registeredmodel.ModelId;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What can be done about a webhook. Address and secrets go another way, in the same transaction. */
public sealed interface WebhookCommand extends Command, Attributed {

    WebhookId webhook();

    /** The models that the actor has to manage; none where the whole registry is told, which takes an administrator. */
    Set<ModelId> managed();

    @Override
    default String stream() {
        return webhook().stream();
    }

    @Override
    default Rejection notFound() {
        return unknown(webhook());
    }

    /** For whoever looks for one that does not exist, or that they may not see. */
    static Rejection unknown(WebhookId webhook) {
        return Rejection.of(Reason.WEBHOOK_NOT_FOUND, "There is no webhook with the id %s.", webhook);
    }

    record Create(WebhookId webhook, Subscription subscription, Actor actor) implements WebhookCommand {
        @Override
        public Set<ModelId> managed() {
            return Set.copyOf(subscription.models());
        }
    }

    /**
     * @param models that it was for when the actor looked
     * @param readdressed whether the address, or what the receiver is shown beside the signature, is replaced too
     */
    record Change(WebhookId webhook, List<ModelId> models, Subscription subscription, boolean readdressed, Actor actor)
            implements WebhookCommand {
        public Change {
            models = List.copyOf(models);
        }

        @Override
        public Set<ModelId> managed() {
            if (models.isEmpty() || subscription.models().isEmpty()) {
                return Set.of();
            }
            Set<ModelId> both = new LinkedHashSet<>(models);
            both.addAll(subscription.models());
            return both;
        }
    }

    /** @param models that it was for when the actor looked */
    record RotateSecret(WebhookId webhook, List<ModelId> models, Actor actor) implements WebhookCommand {
        public RotateSecret {
            models = List.copyOf(models);
        }

        @Override
        public Set<ModelId> managed() {
            return Set.copyOf(models);
        }
    }

    /** By the server itself. What is not active is left as it is. */
    record GiveUp(WebhookId webhook, WebhookEvent.Cause cause, Actor actor) implements WebhookCommand {
        @Override
        public Set<ModelId> managed() {
            return Set.of();
        }
    }

    /** @param models that it was for when the actor looked */
    record Delete(WebhookId webhook, List<ModelId> models, Actor actor) implements WebhookCommand {
        public Delete {
            models = List.copyOf(models);
        }

        @Override
        public Set<ModelId> managed() {
            return Set.copyOf(models);
        }
    }
}
