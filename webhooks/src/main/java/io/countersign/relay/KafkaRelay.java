package io.countersign.relay;

import io.countersign.contract.PublicEvent;
import io.countersign.event.DomainEvent;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/**
 * Handles the events of the relay's stream. What a batch brings together is published, in one Kafka transaction, before
 * the batch's own transaction moves the stream's token; so a crash in between repeats events, with the same ids, and
 * loses none.
 */
public final class KafkaRelay {

    private static final String BATCH = KafkaRelay.class.getName();

    private final EventPublisher publisher;
    private final CarriedEvents carried;
    private final String source;

    KafkaRelay(EventPublisher publisher, CarriedEvents carried, String source) {
        this.publisher = publisher;
        this.carried = carried;
        this.source = source;
    }

    @EventHandler
    void on(DomainEvent event, EventMessage<?> message, UnitOfWork<?> unitOfWork) {
        Batch batch = unitOfWork.root().getOrComputeResource(BATCH, key -> begin(unitOfWork));
        batch.events.add(PublicEvent.of((DomainEventMessage<?>) message, source));
        batch.identifiers.add(message.getIdentifier());
    }

    private Batch begin(UnitOfWork<?> unitOfWork) {
        Batch batch = new Batch();
        unitOfWork.root().onPrepareCommit(work -> publish(batch));
        return batch;
    }

    private void publish(Batch batch) {
        if (!batch.events.isEmpty()) {
            publisher.publish(batch.events);
            carried.add(batch.identifiers);
            batch.events.clear();
        }
    }

    private static final class Batch {
        private final List<PublicEvent> events = new ArrayList<>();
        private final List<String> identifiers = new ArrayList<>();
    }
}
