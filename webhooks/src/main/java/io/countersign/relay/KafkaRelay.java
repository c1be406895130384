package io.countersign.relay;

import io.countersign.event.DomainEvent;
import io.countersign.feed.StreamMeters;
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
    private final StreamMeters meters;

    KafkaRelay(EventPublisher publisher, StreamMeters meters) {
        this.publisher = publisher;
        this.meters = meters;
    }

    @EventHandler
    void on(DomainEvent event, EventMessage<?> message, UnitOfWork<?> unitOfWork) {
        Batch batch = unitOfWork.root().getOrComputeResource(BATCH, key -> begin(unitOfWork));
        batch.events.add((DomainEventMessage<?>) message);
    }

    private Batch begin(UnitOfWork<?> unitOfWork) {
        Batch batch = new Batch();
        unitOfWork.root().onPrepareCommit(work -> publish(batch));
        return batch;
    }

    private void publish(Batch batch) {
        if (!batch.events.isEmpty()) {
            meters.measure(batch.events.size(), () -> publisher.publish(batch.events));
            batch.events.clear();
        }
    }

    private static final class Batch {
        private final List<DomainEventMessage<?>> events = new ArrayList<>();
    }
}
