package io.countersign.replica;

import io.countersign.startup.StartupError;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Events on their way into a log, in a temporary table of the one transaction that is to append them: each once, in no
 * order yet, and not in memory.
 */
final class Staging {

    private static final int AT_ONCE = 200;
    private static final int BYTES_AT_ONCE = 8 * 1024 * 1024;

    private static final String INSERT = """
            insert into staged_events (global_index, aggregate_identifier, sequence_number, type, event_identifier,
                payload_type, payload_revision, time_stamp, payload, meta_data)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (event_identifier) do nothing""";

    private final Connection connection;
    private final List<StoredEvent> waiting = new ArrayList<>();
    private long bytesWaiting;

    Staging(Connection connection) throws SQLException {
        this.connection = connection;
        execute("create temporary table staged_events (like log.domain_event_entry) on commit drop");
        execute("alter table staged_events add primary key (event_identifier)");
    }

    /** @throws StartupError when it was added before and was another then */
    void add(StoredEvent event) throws SQLException {
        waiting.add(event);
        bytesWaiting += event.payload().length;
        if (waiting.size() >= AT_ONCE || bytesWaiting >= BYTES_AT_ONCE) {
            flush();
        }
    }

    private void flush() throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (StoredEvent event : waiting) {
                set(insert, event);
                insert.addBatch();
            }
            int[] added = insert.executeBatch();
            for (int i = 0; i < added.length; i++) {
                if (added[i] == 0) {
                    requireSame(waiting.get(i));
                }
            }
        }
        waiting.clear();
        bytesWaiting = 0;
    }

    private static void set(PreparedStatement statement, StoredEvent event) throws SQLException {
        statement.setLong(1, event.index());
        statement.setString(2, event.aggregate());
        statement.setLong(3, event.sequence());
        statement.setString(4, event.aggregateType());
        statement.setString(5, event.id());
        statement.setString(6, event.type());
        statement.setString(7, event.revision());
        statement.setString(8, event.time());
        statement.setBytes(9, event.payload());
        statement.setBytes(10, event.metadata());
    }

    private void requireSame(StoredEvent event) throws SQLException {
        try (PreparedStatement same = connection.prepareStatement("""
                select from staged_events where (global_index, aggregate_identifier, sequence_number, type,
                    event_identifier, payload_type, payload_revision, time_stamp, payload, meta_data)
                = (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")) {
            set(same, event);
            try (ResultSet rows = same.executeQuery()) {
                if (!rows.next()) {
                    throw StartupError.of(
                            "The topic has event %s (%s of %s) twice, and not the same: nothing was restored.",
                            event.id(), event.sequence(), event.aggregate());
                }
            }
        }
    }

    /**
     * Appends all to the log, in its order and under their own indexes.
     *
     * @return how many
     * @throws StartupError when a stream lacks an event, or two claim one place
     */
    long append() throws SQLException {
        flush();
        requireEachStreamWhole();
        requireEachPlaceOnce();
        return execute("""
                insert into log.domain_event_entry (global_index, aggregate_identifier, sequence_number, type,
                    event_identifier, payload_type, payload_revision, time_stamp, payload, meta_data)
                select global_index, aggregate_identifier, sequence_number, type,
                    event_identifier, payload_type, payload_revision, time_stamp, payload, meta_data
                from staged_events order by global_index""");
    }

    private void requireEachStreamWhole() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("""
                        select aggregate_identifier, sequence_number, place from (
                            select aggregate_identifier, sequence_number, global_index, row_number() over (
                                partition by aggregate_identifier order by sequence_number) - 1 as place
                            from staged_events) numbered
                        where sequence_number <> place order by global_index limit 1""")) {
            if (rows.next()) {
                throw rows.getLong(2) < rows.getLong(3)
                        ? StartupError.of(
                                "The topic has two events with number %d of %s: nothing was restored.",
                                rows.getLong(2), rows.getString(1))
                        : StartupError.of(
                                "The topic lacks event %d of %s, and has event %d: nothing was restored.",
                                rows.getLong(3), rows.getString(1), rows.getLong(2));
            }
        }
    }

    private void requireEachPlaceOnce() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select global_index from staged_events "
                        + "group by global_index having count(*) > 1 order by global_index limit 1")) {
            if (rows.next()) {
                throw StartupError.of(
                        "The topic has two events with index %d in the log: nothing was restored.", rows.getLong(1));
            }
        }
    }

    private long execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeLargeUpdate(sql);
        }
    }
}
