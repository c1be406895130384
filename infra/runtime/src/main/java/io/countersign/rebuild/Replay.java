package io.countersign.rebuild;

import com.zaxxer.hikari.HikariDataSource;
import io.countersign.database.ConnectionPools;
import io.countersign.database.DatabaseAddress;
import io.countersign.log.EventEngine;
import io.countersign.log.EventHandlers;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Streams the log through event handlers, from the first event on, in transactions of many events. */
final class Replay implements AutoCloseable {

    private static final int EVENTS_PER_TRANSACTION = 500;

    private final HikariDataSource source;
    private final TransactionTemplate transactions;
    private final JdbcEventStorageEngine engine;
    private final EventHandlers handlers;
    private @Nullable TrackingToken position;
    private long replayed;

    Replay(DatabaseAddress address, String schema, ViewHandlers handlers) {
        source = ConnectionPools.forSchema(address, 2, schema);
        transactions = new TransactionTemplate(new JdbcTransactionManager(source));
        engine = EventEngine.reading(source);
        this.handlers = new EventHandlers(new JdbcTemplate(source), handlers.inReplay(source));
    }

    /** Every event that is committed now and was not replayed yet; reports how many were replayed in all. */
    void catchUp(LongConsumer progress) {
        try (Stream<? extends TrackedEventMessage<?>> events = engine.readEvents(position, false)) {
            Iterator<? extends TrackedEventMessage<?>> next = events.iterator();
            while (next.hasNext()) {
                progress.accept(replay(batch(next)));
            }
        }
    }

    private static List<TrackedEventMessage<?>> batch(Iterator<? extends TrackedEventMessage<?>> events) {
        List<TrackedEventMessage<?>> batch = new ArrayList<>(EVENTS_PER_TRANSACTION);
        while (batch.size() < EVENTS_PER_TRANSACTION && events.hasNext()) {
            batch.add(events.next());
        }
        return batch;
    }

    private long replay(List<TrackedEventMessage<?>> batch) {
        transactions.executeWithoutResult(status -> handlers.accept(batch));
        position = batch.getLast().trackingToken();
        replayed += batch.size();
        return replayed;
    }

    @Override
    public void close() {
        source.close();
    }
}
