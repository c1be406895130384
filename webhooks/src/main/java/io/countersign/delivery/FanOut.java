package io.countersign.delivery;

import io.countersign.event.DomainEvent;
import io.countersign.payload.ModelNames;
import io.countersign.payload.Occurrence;
import io.countersign.payload.Vocabularies;
import io.countersign.webhook.WebhookEvent;
import io.countersign.webhook.WebhookStatus;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/**
 * Handles the events of the stream that makes deliveries. Those of a batch are written in the transaction that moves the
 * stream's token: an event has all its deliveries or is handled again.
 */
public final class FanOut {

    private static final String BATCH = FanOut.class.getName();

    private final Subscribers subscribers;
    private final Deliveries deliveries;
    private final Vocabularies vocabularies;
    private final ModelNames names;
    private final Runnable made;

    /** @param made called after the commit of deliveries */
    FanOut(Subscribers subscribers, Deliveries deliveries, Vocabularies vocabularies, ModelNames names, Runnable made) {
        this.subscribers = subscribers;
        this.deliveries = deliveries;
        this.vocabularies = vocabularies;
        this.names = names;
        this.made = made;
    }

    @EventHandler
    void on(DomainEvent event, EventMessage<?> message, UnitOfWork<?> unitOfWork) {
        Batch batch = unitOfWork.root().getOrComputeResource(BATCH, key -> begin(unitOfWork));
        Occurrence occurrence = new Occurrence((DomainEventMessage<?>) message, names);
        for (Subscriber subscriber : subscribers.active()) {
            subscriber
                    .tellings(occurrence, vocabularies)
                    .forEach(telling -> batch.made.add(
                            new NewDelivery(subscriber.id(), occurrence.id(), telling, Lane.nameFor(occurrence))));
        }
        if (event instanceof WebhookEvent webhook) {
            note(webhook, batch);
        }
    }

    /** What is not active any more gets nothing, not even what was made for it before. */
    private void note(WebhookEvent event, Batch batch) {
        subscribers.note(event);
        if (silences(event)) {
            write(batch);
            deliveries.drop(event.webhook());
        }
    }

    private static boolean silences(WebhookEvent event) {
        return switch (event) {
            case WebhookEvent.GivenUp e -> true;
            case WebhookEvent.Deleted e -> true;
            case WebhookEvent.Changed e -> e.subscription().status() != WebhookStatus.ACTIVE;
            case WebhookEvent.Created e -> false;
            case WebhookEvent.SecretRotated e -> false;
        };
    }

    private Batch begin(UnitOfWork<?> unitOfWork) {
        Batch batch = new Batch();
        unitOfWork.root().onPrepareCommit(work -> write(batch));
        unitOfWork.root().afterCommit(work -> {
            if (batch.any) {
                made.run();
            }
        });
        unitOfWork.root().onRollback(work -> subscribers.reread());
        return batch;
    }

    private void write(Batch batch) {
        batch.any |= !batch.made.isEmpty();
        deliveries.make(batch.made);
        batch.made.clear();
    }

    private static final class Batch {
        private final List<NewDelivery> made = new ArrayList<>();
        private boolean any;
    }
}
