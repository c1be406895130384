package io.countersign.log;

import org.axonframework.config.Configuration;
import org.axonframework.eventsourcing.AggregateFactory;
import org.axonframework.eventsourcing.AggregateSnapshotter;

/**
 * Takes snapshots of the aggregates that Axon is configured with. Its snapshotter for Spring knows only those that are
 * Spring beans, and fails for all others.
 */
final class Snapshots extends AggregateSnapshotter {

    private final Configuration axon;

    Snapshots(Builder builder, Configuration axon) {
        super(builder);
        this.axon = axon;
    }

    @Override
    protected AggregateFactory<?> getAggregateFactory(Class<?> aggregate) {
        return axon.aggregateFactory(aggregate);
    }
}
