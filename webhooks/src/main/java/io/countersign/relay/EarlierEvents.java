package io.countersign.relay;

import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Brings to the log's topic what was carried by a release that had the public one alone, before the relay goes on: so that
 * it, too, begins with the first event and has each stream in order. How far it is stands in {@code ops.feeds}, as places
 * without an end once there is nothing left, which is so from the beginning where nothing was carried yet.
 */
final class EarlierEvents {

    /** Its name in {@code ops.feeds}. */
    static final String NAME = "kafka-log";

    private static final int AT_ONCE = 500;

    private final JdbcTemplate jdbc;
    private final EventPublisher publisher;
    private final TransactionTemplate transactions;

    EarlierEvents(JdbcTemplate jdbc, EventPublisher publisher) {
        this.jdbc = jdbc;
        this.publisher = publisher;
        transactions =
                new TransactionTemplate(new JdbcTransactionManager(Objects.requireNonNull(jdbc.getDataSource())));
    }

    /** Whether there are any that the topic may not have. */
    boolean areLeft() {
        jdbc.update("""
                insert into ops.feeds (feed, carried)
                select ?, case when exists (select from ops.feeds where feed = ? and not isempty(carried))
                    then '{}' else '{(,)}' end::int8multirange
                on conflict do nothing""", NAME, Relay.NAME);
        return !Boolean.TRUE.equals(
                jdbc.queryForObject("select upper_inf(carried) from ops.feeds where feed = ?", Boolean.class, NAME));
    }

    /**
     * Carries the next of them; of several servers one at a time.
     *
     * @return whether there may be more
     */
    boolean carrySome() {
        return Boolean.TRUE.equals(transactions.execute(status -> carryNext()));
    }

    private boolean carryNext() {
        jdbc.queryForList("select feed from ops.feeds where feed = ? for update", NAME);
        List<String> next = jdbc.queryForList("""
                select event_identifier from log.domain_event_entry, ops.feeds as relay, ops.feeds as topic
                where relay.feed = ? and topic.feed = ?
                and global_index >= coalesce(upper(topic.carried), case when upper_inf(topic.carried) then null else 0 end)
                and relay.carried @> global_index
                order by global_index limit ?""", String.class, Relay.NAME, NAME, AT_ONCE);
        if (next.isEmpty()) {
            jdbc.update("update ops.feeds set carried = '{(,)}' where feed = ?", NAME);
            return false;
        }
        publisher.publishRows(next);
        jdbc.update("""
                update ops.feeds set carried = int8multirange(int8range(0, (
                    select max(global_index) + 1 from log.domain_event_entry where event_identifier = any (?::text[]))))
                where feed = ?""", next.toArray(String[]::new), NAME);
        return true;
    }
}
