package io.countersign.trail;

import io.countersign.event.DomainEvent;
import io.countersign.log.CurrentEvents;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventEntry;

/** An event as the log holds it. */
record Stored(long position, GenericDomainEventEntry<byte[]> entry) {

    static final String COLUMNS = """
            global_index, type, aggregate_identifier, sequence_number, event_identifier, time_stamp,
            payload_type, payload_revision, payload, meta_data""";

    static Stored read(ResultSet row) throws SQLException {
        return new Stored(
                row.getLong("global_index"),
                new GenericDomainEventEntry<>(
                        row.getString("type"),
                        row.getString("aggregate_identifier"),
                        row.getLong("sequence_number"),
                        row.getString("event_identifier"),
                        row.getString("time_stamp"),
                        row.getString("payload_type"),
                        row.getString("payload_revision"),
                        row.getBytes("payload"),
                        row.getBytes("meta_data")));
    }

    String type() {
        return entry.getPayload().getType().getName();
    }

    byte[] payload() {
        return entry.getPayload().getData();
    }

    DomainEvent event() {
        return (DomainEvent) messages(List.of(this)).getFirst().getPayload();
    }

    /** As this release has them, one for each. */
    static List<? extends DomainEventMessage<?>> messages(List<Stored> stored) {
        return CurrentEvents.read(stored.stream().map(Stored::entry).toList());
    }
}
