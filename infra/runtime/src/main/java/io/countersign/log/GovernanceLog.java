package io.countersign.log;

import io.countersign.event.DomainEvent;
import io.countersign.event.EventMetadata;
import io.countersign.event.Recorded;
import io.countersign.identity.SubjectId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventEntry;
import org.axonframework.eventsourcing.EventStreamUtils;
import org.axonframework.serialization.Serializer;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Reads what happened to models, versions and users, in the order of the log. It reads page by page, each in a statement
 * of its own: however long the log is, nothing is held open and no more than a page is in memory. Safe for many threads.
 */
public final class GovernanceLog {

    private static final int PAGE = 500;

    private final JdbcTemplate jdbc;
    private final Serializer events = EventSerializer.create();

    public GovernanceLog(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** An event as it is stored, in its place. */
    private record Row(long index, GenericDomainEventEntry<byte[]> stored) {}

    /**
     * Every event that was committed when it began. Those of one model are complete up to some moment: while one is
     * being written, none follows it.
     */
    public void replay(Consumer<Recorded> reader) {
        long head = head();
        long last = -1;
        List<Row> page = page(last, head);
        while (!page.isEmpty()) {
            EventStreamUtils.upcastAndDeserializeDomainEvents(
                            page.stream().map(Row::stored), events, EventUpcasters.all())
                    .asStream()
                    .map(GovernanceLog::recorded)
                    .forEach(reader);
            last = page.getLast().index();
            page = page.size() < PAGE ? new ArrayList<>() : page(last, head);
        }
    }

    private long head() {
        Long head =
                jdbc.queryForObject("select coalesce(max(global_index), -1) from log.domain_event_entry", Long.class);
        return head == null ? -1 : head;
    }

    /** @param after the place of the last event that was read */
    private List<Row> page(long after, long head) {
        return jdbc.query("""
                select global_index, type, aggregate_identifier, sequence_number, event_identifier, time_stamp,
                    payload_type, payload_revision, payload, meta_data
                from log.domain_event_entry
                where type in ('RegisteredModel', 'ModelVersion', 'User') and global_index > ? and global_index <= ?
                order by global_index limit ?""", (row, number) -> row(row), after, head, PAGE);
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
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

    private static Recorded recorded(DomainEventMessage<?> event) {
        Object actor = event.getMetaData().get(EventMetadata.ACTOR);
        return new Recorded(
                (DomainEvent) event.getPayload(),
                event.getIdentifier(),
                event.getTimestamp(),
                actor == null ? SubjectId.SYSTEM : new SubjectId(actor.toString()));
    }
}
