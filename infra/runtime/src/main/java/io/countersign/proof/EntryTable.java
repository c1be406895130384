package io.countersign.proof;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.jdbc.core.JdbcTemplate;

/** Which event is which leaf, and what its entry is, read from the log itself. Safe for many threads. */
public final class EntryTable {

    static final String COLUMNS = """
            global_index, type, aggregate_identifier, sequence_number, event_identifier, payload_type, payload_revision,
            time_stamp, sha256(payload) as payload, sha256(meta_data) as metadata""";

    private final JdbcTemplate jdbc;

    public EntryTable(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** The leaf that an event is; empty when there is no such event, or it is in the tree only in a moment. */
    public OptionalLong indexOf(String eventId) {
        return jdbc.queryForList("""
                        select tile.index * 256 + (
                            select count(*) from log.domain_event_entry between_them
                            where between_them.global_index >= tile.first_event
                                and between_them.global_index < wanted.global_index)
                        from log.domain_event_entry wanted
                        cross join proof.head
                        cross join lateral (
                            select index, first_event from proof.tiles
                            where level = 0 and first_event <= wanted.global_index
                            order by first_event desc limit 1) tile
                        where wanted.event_identifier = ? and wanted.global_index <= proof.head.last_event""", Long.class, eventId).stream()
                .mapToLong(Long::longValue)
                .findFirst();
    }

    /** The entry of an event; empty when there is none. */
    public Optional<LogEntry> of(String eventId) {
        return jdbc
                .query(
                        "select " + COLUMNS + " from log.domain_event_entry where event_identifier = ?",
                        (row, number) -> read(row),
                        eventId)
                .stream()
                .findFirst();
    }

    public boolean hasStream(String stream) {
        return Boolean.TRUE.equals(jdbc.queryForObject(
                "select exists (select from log.domain_event_entry where aggregate_identifier = ?)",
                Boolean.class,
                stream));
    }

    /** An event as it is stored, with its entry. */
    public record Stored(LogEntry entry, byte[] payload, byte[] metadata) {}

    /** With all of its bytes; empty when there is none. */
    public Optional<Stored> stored(String eventId) {
        return jdbc
                .query(
                        "select " + COLUMNS + ", payload as content, meta_data from log.domain_event_entry"
                                + " where event_identifier = ?",
                        (row, number) -> new Stored(read(row), row.getBytes("content"), row.getBytes("meta_data")),
                        eventId)
                .stream()
                .findFirst();
    }

    /** The first entries of a tile of leaves, as many as are asked for and there. */
    public List<LogEntry> ofTile(long tile, int count) {
        return jdbc.query("select " + COLUMNS + """
                         from log.domain_event_entry
                        where global_index >= (select first_event from proof.tiles where level = 0 and index = ?)
                        order by global_index limit ?""", (row, number) -> read(row), tile, count);
    }

    static LogEntry read(ResultSet row) throws SQLException {
        return new LogEntry(
                row.getString("type"),
                row.getString("aggregate_identifier"),
                row.getLong("sequence_number"),
                row.getString("event_identifier"),
                row.getString("payload_type"),
                row.getString("payload_revision"),
                row.getString("time_stamp"),
                Hash.of(row.getBytes("payload")),
                Hash.of(row.getBytes("metadata")));
    }
}
