package io.countersign.feed;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.axonframework.eventhandling.DomainEventMessage;
import org.springframework.jdbc.core.JdbcTemplate;

/** Remembers which events a stream has carried, as ranges of the log's global index. */
final class CarriedEvents {

    private final JdbcTemplate jdbc;
    private final String stream;

    CarriedEvents(JdbcTemplate jdbc, String stream) {
        this.jdbc = jdbc;
        this.stream = stream;
    }

    /**
     * In the transaction that also moves the stream's token. The log is asked for the places of the events: where an event
     * fills a gap, the token that comes with it has the place of a younger one.
     *
     * @param events by their identifiers, at least one
     */
    void add(Collection<String> events) {
        jdbc.update("""
                insert into ops.feeds (feed, carried)
                select ?, range_agg(int8range(global_index, global_index + 1))
                from log.domain_event_entry where event_identifier = any (?::text[])
                on conflict (feed) do update set carried = feeds.carried + excluded.carried""", stream, events.toArray(String[]::new));
    }

    static List<String> identifiers(List<DomainEventMessage<?>> events) {
        return events.stream().<String>map(DomainEventMessage::getIdentifier).toList();
    }

    /** The newest index in the log; 0 when it is empty. */
    long head() {
        return Objects.requireNonNull(
                jdbc.queryForObject("select coalesce(max(global_index), 0) from log.domain_event_entry", Long.class));
    }

    /** Events up to this index that the stream has passed by, oldest first. */
    List<Long> missedUpTo(long index, int limit) {
        return jdbc.queryForList("""
                select global_index from log.domain_event_entry, ops.feeds
                where feed = ? and not carried @> global_index and global_index <= ? and global_index < upper(carried)
                and global_index >= (
                    select coalesce(min(upper(run)) filter (where lower(run) <= 1), 0) from unnest(carried) as run)
                order by global_index limit ?""", Long.class, stream, index, limit);
    }

    /** Nothing up to this index is missing: what is not in the log by now was given to a transaction that failed. */
    void settleUpTo(long index) {
        jdbc.update("""
                update ops.feeds set carried = carried + int8multirange(int8range(0, ? + 1))
                where feed = ? and upper(carried) > ?""", index, stream, index);
    }
}
