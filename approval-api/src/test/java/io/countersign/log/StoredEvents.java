package io.countersign.log;

import io.countersign.Uuid7;
import io.countersign.assembly.InProcessServer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The log as it lies in the database. */
public record StoredEvents(InProcessServer server) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    public static StoredEvents of(InProcessServer server) {
        return new StoredEvents(server);
    }

    /** Appends an event past the server, so that the test decides when the transaction ends, and how old the event is. */
    public static void append(Connection connection, String stream, Instant time) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into log.domain_event_entry (aggregate_identifier, sequence_number, event_identifier,
                    type, payload_type, payload_revision, time_stamp, payload, meta_data)
                values (?, 0, ?, 'Run', 'run.restored', '1', ?, '{"run":"1"}', '{}')""")) {
            insert.setString(1, stream);
            insert.setString(2, Uuid7.next().toString());
            insert.setString(3, time.toString());
            insert.executeUpdate();
        }
    }

    /** The events of a stream, in order. */
    public List<Row> of(String stream) {
        return server.ownersSql()
                .query(
                        "select * from log.domain_event_entry where aggregate_identifier = ? order by sequence_number",
                        (row, number) -> new Row(
                                row.getLong("global_index"),
                                row.getLong("sequence_number"),
                                row.getString("event_identifier"),
                                row.getString("payload_type"),
                                row.getString("payload_revision"),
                                row.getString("time_stamp"),
                                json(row.getBytes("payload")),
                                json(row.getBytes("meta_data"))),
                        stream);
    }

    public long count() {
        return server.ownersSql()
                .query("select count(*) from log.domain_event_entry", (row, number) -> row.getLong(1))
                .getFirst();
    }

    private static JsonNode json(byte[] text) {
        return JSON.readTree(new String(text, StandardCharsets.UTF_8));
    }

    /** One event. */
    public record Row(
            long index,
            long sequence,
            String id,
            String type,
            String revision,
            String time,
            JsonNode payload,
            JsonNode metadata) {}
}
