package io.countersign.delivery;

import io.countersign.event.DomainEvent;
import io.countersign.feed.StreamMeters;
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
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Handles the events of the stream that makes deliveries. Those of a batch are written in the transaction that moves the
 * stream's token: an event has all its deliveries or is handled again.
 */
public final class FanOut {

    private static final String BATCH = FanOut.class.getName();

    private final JdbcTemplate jdbc;
    private final Deliveries deliveries;
    private final Vocabularies vocabularies;
    private final ModelNames names;
    private final StreamMeters meters;
    private final Runnable made;

    /** @param made called after the commit of deliveries */
    FanOut(JdbcTemplate jdbc, Vocabularies vocabularies, ModelNames names, StreamMeters meters, Runnable made) {
        this.jdbc = jdbc;
        this.deliveries = new Deliveries(jdbc);
        this.vocabularies = vocabularies;
        this.names = names;
        this.meters = meters;
        this.made = made;
    }

    @EventHandler
    void on(DomainEvent event, EventMessage<?> message, UnitOfWork<?> unitOfWork) {
        unitOfWork.root().getOrComputeResource(BATCH, key -> begin(unitOfWork)).add((DomainEventMessage<?>) message);
    }

    /** Makes what the stream did not make of events that it had passed by; what there is stays as it is. */
    void repair(List<DomainEventMessage<?>> events) {
        Batch batch = new Batch();
        events.forEach(batch::add);
        batch.write();
        made.run();
    }

    private Batch begin(UnitOfWork<?> unitOfWork) {
        Batch batch = new Batch();
        unitOfWork.root().onPrepareCommit(work -> meters.measure(batch.events, batch::write));
        unitOfWork.root().afterCommit(work -> {
            if (batch.any) {
                made.run();
            }
        });
        return batch;
    }

    /** The receivers are read anew for each: another server may have run the stream in between. */
    private final class Batch {

        private final Subscribers subscribers = new Subscribers(jdbc);
        private final List<NewDelivery> tellings = new ArrayList<>();
        private int events;
        private boolean any;

        void add(DomainEventMessage<?> message) {
            events++;
            Occurrence occurrence = new Occurrence(message, names);
            for (Subscriber subscriber : subscribers.active()) {
                subscriber
                        .tellings(occurrence, vocabularies)
                        .forEach(telling -> tellings.add(
                                new NewDelivery(subscriber.id(), occurrence.id(), telling, Lane.nameFor(occurrence))));
            }
            if (message.getPayload() instanceof WebhookEvent webhook) {
                note(webhook);
            }
        }

        /** What is not active any more gets nothing, not even what was made for it before. */
        private void note(WebhookEvent event) {
            subscribers.note(event);
            if (silences(event)) {
                write();
                deliveries.drop(event.webhook());
            }
        }

        private boolean silences(WebhookEvent event) {
            return switch (event) {
                case WebhookEvent.GivenUp e -> true;
                case WebhookEvent.Deleted e -> true;
                case WebhookEvent.Changed e -> e.subscription().status() != WebhookStatus.ACTIVE;
                case WebhookEvent.Created e -> false;
                case WebhookEvent.SecretRotated e -> false;
            };
        }

        void write() {
            any |= !tellings.isEmpty();
            deliveries.make(tellings);
            tellings.clear();
        }
    }
}
