package io.countersign.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.database.ConnectionPools;
import io.countersign.database.DatabaseAddress;
import io.countersign.replica.LogRecord;
import io.countersign.replica.LogRows;
import io.countersign.replica.StoredEvent;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;

/** The topic that carries the log's own rows. */
public record LogTopic(String bootstrapServers, String name) {

    /**
     * Every row of the log is on the topic, byte for byte, each stream in its order; what comes again is the same.
     *
     * @return how many records it has
     */
    public int requireRowsOf(DatabaseAddress database, Duration patience) {
        JdbcTemplate sql = new JdbcTemplate(ConnectionPools.forOwner(database));
        List<String> ids = sql.queryForList("select event_identifier from log.domain_event_entry", String.class);
        List<StoredEvent> carried = new TopicReader<>(bootstrapServers, name, LogRecord::read, StoredEvent::id)
                .readUntilSeen(Set.copyOf(ids), patience);
        Map<String, StoredEvent> rows = new HashMap<>();
        new LogRows(sql)
                .of(carried.stream().map(StoredEvent::id).distinct().toList())
                .forEach(row -> rows.put(row.id(), row));
        StreamOrder order = new StreamOrder();
        carried.forEach(each -> {
            requireSame(each, Objects.requireNonNull(rows.get(each.id())));
            order.require(each.aggregate(), each.sequence(), each.id());
        });
        return carried.size();
    }

    private static void requireSame(StoredEvent carried, StoredEvent row) {
        assertThat(carried.payload()).as("payload of %s", row.id()).isEqualTo(row.payload());
        assertThat(carried.metadata()).as("metadata of %s", row.id()).isEqualTo(row.metadata());
        assertThat(List.of(
                        carried.index(),
                        carried.aggregate(),
                        carried.sequence(),
                        carried.aggregateType(),
                        carried.type(),
                        carried.revision(),
                        carried.time()))
                .as("the rest of %s", row.id())
                .isEqualTo(List.of(
                        row.index(),
                        row.aggregate(),
                        row.sequence(),
                        row.aggregateType(),
                        row.type(),
                        row.revision(),
                        row.time()));
    }
}
