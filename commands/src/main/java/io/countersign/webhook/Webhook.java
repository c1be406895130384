package io.countersign.webhook;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;
import static org.axonframework.modelling.command.AggregateLifecycle.markDeleted;

import io.countersign.registeredmodel.ModelId;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import java.util.List;
import java.util.Set;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;

/** Decides on one webhook. */
@SuppressWarnings("NullAway.Init") // filled by the first event
public class Webhook {

    @AggregateIdentifier
    private String stream;

    private Subscription subscription;

    Webhook() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.ALWAYS)
    void handle(WebhookCommand.Create command) {
        apply(new WebhookEvent.Created(
                command.webhook(), command.subscription(), command.actor().subject()));
    }

    @CommandHandler
    void handle(WebhookCommand.Change command) {
        requireAsSeen(command.models());
        if (command.subscription().kind() != subscription.kind()) {
            throw Rejection.of(Reason.PARAMETER_INVALID, "A webhook's kind stays: create another one instead.");
        }
        if (command.readdressed() || !command.subscription().equals(subscription)) {
            apply(new WebhookEvent.Changed(
                    command.webhook(),
                    command.subscription(),
                    command.readdressed(),
                    command.actor().subject()));
        }
    }

    @CommandHandler
    void handle(WebhookCommand.RotateSecret command) {
        requireAsSeen(command.models());
        apply(new WebhookEvent.SecretRotated(command.webhook(), command.actor().subject()));
    }

    @CommandHandler
    void handle(WebhookCommand.GiveUp command) {
        if (subscription.status() == WebhookStatus.ACTIVE) {
            apply(new WebhookEvent.GivenUp(command.webhook(), command.cause()));
        }
    }

    @CommandHandler
    void handle(WebhookCommand.Delete command) {
        requireAsSeen(command.models());
        apply(new WebhookEvent.Deleted(command.webhook(), command.actor().subject()));
    }

    /** The guard has looked at the models that the command names, and at no others. */
    private void requireAsSeen(List<ModelId> models) {
        if (!Set.copyOf(models).equals(Set.copyOf(subscription.models()))) {
            throw Rejection.of(
                    Reason.WEBHOOK_MOVED_ON, "Somebody changed this webhook at the same time: look again, and repeat.");
        }
    }

    @EventSourcingHandler
    void on(WebhookEvent.Created event) {
        stream = event.webhook().stream();
        subscription = event.subscription();
    }

    @EventSourcingHandler
    void on(WebhookEvent.Changed event) {
        subscription = event.subscription();
    }

    @EventSourcingHandler
    void on(WebhookEvent.GivenUp event) {
        subscription = subscription.as(WebhookStatus.DISABLED);
    }

    @EventSourcingHandler
    void on(WebhookEvent.Deleted event) {
        markDeleted();
    }
}
