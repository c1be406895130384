package io.countersign.replica;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads the rows of the log past the event store, which would read old shapes of events as new ones. */
public final class LogRows {

    private final JdbcTemplate jdbc;

    public LogRows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * In the order of the log.
     *
     * @param ids of events that the log has
     */
    public List<StoredEvent> of(Collection<String> ids) {
        List<StoredEvent> rows = jdbc.query(
                "select * from log.domain_event_entry where event_identifier = any (?::text[]) order by global_index",
                (row, number) -> read(row),
                (Object) ids.toArray(String[]::new));
        if (rows.size() != ids.size()) {
            throw new IllegalStateException("The log has " + rows.size() + " of " + ids.size() + " events.");
        }
        return rows;
    }

    private static StoredEvent read(ResultSet row) throws SQLException {
        return new StoredEvent(
                row.getLong("global_index"),
                row.getString("aggregate_identifier"),
                row.getLong("sequence_number"),
                row.getString("type"),
                row.getString("event_identifier"),
                row.getString("payload_type"),
                row.getString("payload_revision"),
                row.getString("time_stamp"),
                row.getBytes("payload"),
                row.getBytes("meta_data"));
    }
}
