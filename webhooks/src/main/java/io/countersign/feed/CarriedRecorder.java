package io.countersign.feed;

import io.countersign.event.DomainEvent;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/** Handles the events of a stream beside its own handler: notes, in the same transaction, that they were carried. */
final class CarriedRecorder {

    private final CarriedEvents carried;
    private final String batch;

    CarriedRecorder(CarriedEvents carried, String stream) {
        this.carried = carried;
        this.batch = CarriedRecorder.class.getName() + "/" + stream;
    }

    @EventHandler
    void on(DomainEvent event, EventMessage<?> message, UnitOfWork<?> unitOfWork) {
        unitOfWork
                .root()
                .<List<String>>getOrComputeResource(batch, key -> begin(unitOfWork))
                .add(message.getIdentifier());
    }

    private List<String> begin(UnitOfWork<?> unitOfWork) {
        List<String> ids = new ArrayList<>();
        unitOfWork.root().onPrepareCommit(work -> carried.add(ids));
        return ids;
    }
}
