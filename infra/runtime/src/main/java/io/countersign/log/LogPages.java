package io.countersign.log;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventEntry;
import org.axonframework.eventsourcing.EventStreamUtils;
import org.axonframework.serialization.Serializer;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Reads the log page by page, for readers who remember how far they came. Whoever wants to miss nothing reads no further
 * than the {@link Horizon}. Safe for many threads.
 */
public final class LogPages {

    /** So many indexes at once, of which perhaps none is wanted. */
    private static final long STRETCH = 100_000;

    /** A page ends with the event that makes it larger than this. */
    private static final int LARGEST_PAGE_BYTES = 4 * 1024 * 1024;

    private final JdbcTemplate jdbc;
    private final Serializer events = EventSerializer.create();

    public LogPages(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** An event in its place. */
    public record Placed(long index, DomainEventMessage<?> event) {}

    /** @param end up to where every wanted event is on this page or on one before */
    public record Page(List<Placed> events, long end) {}

    private record Row(long index, boolean isLast, GenericDomainEventEntry<byte[]> stored) {}

    /**
     * The next events, oldest first. There may be more of them beyond a page that is not full, or even empty, when it ends
     * before {@code upTo}.
     *
     * @param after the end of the page before; 0 for the first
     * @param upTo no event beyond that index
     * @param names of the events that are wanted, as the log has them; none for all
     * @param limit at least 1
     */
    public Page read(long after, long upTo, Collection<String> names, int limit) {
        long end = Math.min(upTo, after + STRETCH);
        if (end <= after) {
            return new Page(List.of(), after);
        }
        List<Row> rows = rows(after, end, names, limit);
        List<? extends DomainEventMessage<?>> read = EventStreamUtils.upcastAndDeserializeDomainEvents(
                        rows.stream().map(Row::stored), events, EventUpcasters.all())
                .asStream()
                .toList();
        return new Page(
                IntStream.range(0, rows.size())
                        .mapToObj(place -> new Placed(rows.get(place).index(), read.get(place)))
                        .toList(),
                rows.isEmpty() || rows.getLast().isLast() && rows.size() < limit
                        ? end
                        : rows.getLast().index());
    }

    private List<Row> rows(long after, long end, Collection<String> names, int limit) {
        return jdbc.query(
                """
                select global_index, type, aggregate_identifier, sequence_number, event_identifier, time_stamp,
                    payload_type, payload_revision, payload, meta_data, number = found as is_last
                from (
                    select e.*, row_number() over up_to_here as number, count(*) over () as found,
                        sum(octet_length(payload)) over up_to_here - octet_length(payload) as bytes_before
                    from (
                        select * from log.domain_event_entry
                        where global_index > ? and global_index <= ? and (? or payload_type = any (?::text[]))
                        order by global_index limit ?) e
                    window up_to_here as (order by global_index)) page
                where bytes_before < ?
                order by global_index""",
                (row, number) -> row(row),
                after,
                end,
                names.isEmpty(),
                names.toArray(String[]::new),
                limit,
                LARGEST_PAGE_BYTES);
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getLong("global_index"),
                row.getBoolean("is_last"),
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
}
