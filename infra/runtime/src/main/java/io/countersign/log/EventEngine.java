package io.countersign.log;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.jdbc.UnitOfWorkAwareConnectionProviderWrapper;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.jdbc.EventSchema;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.eventsourcing.snapshotting.SnapshotFilter;
import org.axonframework.serialization.Serializer;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.jdbc.support.JdbcTransactionManager;

/**
 * Reads and appends events in {@code log.domain_event_entry}.
 *
 * <p>A transaction that is still open leaves a gap in the global index. Axon forgets a gap when later events are a minute
 * newer or 10,000 indexes ahead, and would then never deliver what the transaction commits. Here a transaction ends
 * within 30 s and a gap is kept for five minutes, however many events pass.
 */
public final class EventEngine extends JdbcEventStorageEngine {

    static final int MAX_GAP_OFFSET = 1_000_000;
    static final Duration GAP_TIMEOUT = Duration.ofMinutes(5);

    /** Between two reads of what is new. Under load each commit would cause one otherwise, for an event or two. */
    private static final long PACE_NANOS = Duration.ofMillis(25).toNanos();

    private volatile long lastRead = System.nanoTime() - PACE_NANOS;

    private EventEngine(Builder builder) {
        super(builder);
    }

    /** @param mayBlock whether the reader follows the end of the log, where it is held back a little */
    @Override
    public Stream<? extends TrackedEventMessage<?>> readEvents(TrackingToken trackingToken, boolean mayBlock) {
        if (mayBlock) {
            LockSupport.parkNanos(lastRead + PACE_NANOS - System.nanoTime());
            lastRead = System.nanoTime();
        }
        return super.readEvents(trackingToken, mayBlock);
    }

    public static JdbcEventStorageEngine create(
            ConnectionProvider connections,
            TransactionManager transactions,
            Serializer events,
            Serializer snapshots,
            SnapshotFilter snapshotFilter) {
        return new EventEngine(JdbcEventStorageEngine.builder()
                .connectionProvider(connections)
                .transactionManager(transactions)
                .eventSerializer(events)
                .snapshotSerializer(snapshots)
                .snapshotFilter(snapshotFilter)
                .upcasterChain(EventUpcasters.all())
                .schema(AxonTables.EVENTS)
                .persistenceExceptionResolver(new LogConflicts())
                .readEventDataWithGaps(EventEngine::readWithGaps)
                .maxGapOffset(MAX_GAP_OFFSET)
                .gapTimeout(Math.toIntExact(GAP_TIMEOUT.toMillis())));
    }

    /** For tools that read the log beside a server. */
    public static JdbcEventStorageEngine reading(DataSource source) {
        Serializer events = EventSerializer.create();
        return create(
                connections(source),
                new SpringTransactionManager(new JdbcTransactionManager(source)),
                events,
                events,
                SnapshotFilter.rejectAll());
    }

    /** The gaps go as one array: as a parameter each, as Axon has them, more than 65,535 would be refused. */
    private static PreparedStatement readWithGaps(
            Connection connection, EventSchema schema, long index, int batchSize, List<Long> gaps) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(
                "select %1$s from %2$s where (%3$s > ? and %3$s <= ?) or %3$s = any (?) order by %3$s"
                        .formatted(schema.trackedEventFields(), schema.domainEventTable(), schema.globalIndexColumn()));
        statement.setLong(1, index);
        statement.setLong(2, index + batchSize);
        statement.setArray(3, connection.createArrayOf("int8", gaps.toArray()));
        return statement;
    }

    public static ConnectionProvider connections(DataSource source) {
        return new UnitOfWorkAwareConnectionProviderWrapper(new SpringDataSourceConnectionProvider(source));
    }
}
