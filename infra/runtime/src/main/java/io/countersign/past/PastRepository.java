package io.countersign.past;

import io.countersign.log.StreamHeads;
import java.util.List;
import org.axonframework.common.lock.NullLockFactory;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.annotation.ParameterResolverFactory;

/**
 * Aggregates as they were at the point as of which the thread asks, made of their events up to there. To be asked alone: what
 * would be applied to one of them is decided on the past. Safe for many threads.
 */
public final class PastRepository<T> extends EventSourcingRepository<T> {

    private final EventStore store;
    private final StreamHeads heads;

    public PastRepository(
            Class<T> aggregate, EventStore store, ParameterResolverFactory parameters, StreamHeads heads) {
        super(EventSourcingRepository.builder(aggregate)
                .eventStore(store)
                .parameterResolverFactory(parameters)
                .lockFactory(NullLockFactory.INSTANCE));
        this.store = store;
        this.heads = heads;
    }

    /** Without snapshots, which are of now. */
    @Override
    protected DomainEventStream readEvents(String aggregate) {
        long head = heads.of(List.of(aggregate)).getOrDefault(aggregate, -1L);
        return store.readEvents(aggregate, 0).filter(event -> event.getSequenceNumber() <= head);
    }
}
