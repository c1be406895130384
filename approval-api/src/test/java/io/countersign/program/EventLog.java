package io.countersign.program;

import io.countersign.database.DatabaseAddress;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Reads a server's log past the server. */
record EventLog(DatabaseAddress database) {

    /** A row of the log. */
    record Entry(String stream, long sequence, String id, String type, String payload) {}

    List<Entry> all() {
        return read("select aggregate_identifier, sequence_number, event_identifier, payload_type, payload "
                + "from log.domain_event_entry order by global_index");
    }

    /**
     * Without what the server writes by itself: what it finds in its own time that versions consist of, and that it
     * refused what somebody tried, and who came in.
     */
    List<Entry> asked() {
        return all().stream()
                .filter(entry -> !entry.type().startsWith("model-version.artifacts-"))
                .filter(entry -> !entry.type().equals("attempt.refused"))
                .filter(entry -> !entry.type().startsWith("access."))
                .toList();
    }

    private List<Entry> read(String sql) {
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            List<Entry> entries = new ArrayList<>();
            while (rows.next()) {
                entries.add(new Entry(
                        rows.getString(1),
                        rows.getLong(2),
                        rows.getString(3),
                        rows.getString(4),
                        new String(rows.getBytes(5), StandardCharsets.UTF_8)));
            }
            return entries;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void execute(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
    }
}
