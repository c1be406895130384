package io.countersign.bench;

import io.countersign.Uuid7;
import io.countersign.event.DomainEvent;
import io.countersign.event.EventMetadata;
import io.countersign.identity.SubjectId;
import io.countersign.log.EventSerializer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;

/** Appends events to a log as a server would have stored them, many at once. Not for several threads. */
final class LogWriter implements AutoCloseable {

    private static final int BATCH = 500;

    private final Serializer serializer = EventSerializer.create();
    private final Map<String, Long> sequences = new HashMap<>();
    private final PreparedStatement insert;
    private final UnaryOperator<Instant> clock;
    private int waiting;

    LogWriter(Connection connection) throws SQLException {
        this(connection, UnaryOperator.identity());
    }

    /** @param clock when an event happens instead */
    LogWriter(Connection connection, UnaryOperator<Instant> clock) throws SQLException {
        this.clock = clock;
        insert = connection.prepareStatement("""
                insert into log.domain_event_entry (aggregate_identifier, sequence_number, type, event_identifier,
                    payload_type, payload_revision, time_stamp, payload, meta_data)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)""");
    }

    void append(String type, String stream, Instant at, SubjectId actor, DomainEvent event) throws SQLException {
        SerializedObject<byte[]> payload = serializer.serialize(event, byte[].class);
        SerializedObject<byte[]> metadata = serializer.serialize(
                MetaData.from(Map.of(EventMetadata.ACTOR, actor.value(), EventMetadata.AUTHENTICATION, "basic")),
                byte[].class);
        insert.setString(1, stream);
        insert.setLong(2, sequences.merge(stream, 1L, Long::sum) - 1);
        insert.setString(3, type);
        insert.setString(4, Uuid7.next().toString());
        insert.setString(5, payload.getType().getName());
        insert.setString(6, payload.getType().getRevision());
        insert.setString(7, clock.apply(at).toString());
        insert.setBytes(8, payload.getData());
        insert.setBytes(9, metadata.getData());
        insert.addBatch();
        if (++waiting == BATCH) {
            flush();
        }
    }

    private void flush() throws SQLException {
        insert.executeBatch();
        waiting = 0;
    }

    @Override
    public void close() throws SQLException {
        flush();
        insert.close();
    }
}
