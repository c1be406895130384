package io.countersign.trail;

import io.countersign.log.Horizon;
import io.countersign.privacy.BlindWords;
import io.countersign.privacy.Vault;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Follows the log in its order: only up to where no event can come any more before those that were read. Any server may, one
 * at a time; the index is the same whoever does. Safe for many threads.
 */
public final class TrailIndex {

    /** Of what is indexed, and how. A greater one makes the index anew, a smaller one leaves it to newer servers. */
    static final int REVISION = 1;

    /** So many events in one transaction. */
    private static final int AT_ONCE = 8_192;

    private static final int BYTES_AT_ONCE = 32 * 1024 * 1024;
    private static final Duration HORIZON_PATIENCE = Duration.ofMillis(200);
    private static final Duration READERS_PATIENCE = Duration.ofSeconds(2);

    /** So far behind, a reader is told so instead of waiting. */
    private static final long FAR = 50_000;

    private static final long PAUSE_NANOS = Duration.ofMillis(2).toNanos();

    /** What a batch of nothing but metrics ends with; it has nothing for the index and is not fetched. */
    private static final String NOTHING_BUT_METRICS = "\"params\":[],\"tags\":[]}";

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;
    private final Horizon horizon;
    private final IndexTables tables;
    private final Owners owners;
    private final EventIndexing indexing;
    private final ReentrantLock working = new ReentrantLock();

    public TrailIndex(
            JdbcTemplate jdbc, TransactionTemplate transactions, Horizon horizon, Vault vault, BlindWords blind) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.horizon = horizon;
        this.tables = new IndexTables(jdbc);
        this.owners = new Owners(jdbc);
        this.indexing = new EventIndexing(owners, vault, blind);
    }

    private record Head(long position, int revision) {}

    /** Adds what is settled by now. @return how many events were added; 0 also when another server is at it */
    public long advance() {
        return advance(Long.MAX_VALUE);
    }

    private long advance(long untilNanos) {
        if (!working.tryLock()) {
            return 0;
        }
        try {
            long end = horizon.upToNow(HORIZON_PATIENCE);
            long added = 0;
            for (long some = step(end); some > 0; some = step(end)) {
                added += some;
                if (untilNanos != Long.MAX_VALUE && System.nanoTime() - untilNanos > 0) {
                    break;
                }
            }
            return added;
        } finally {
            working.unlock();
        }
    }

    /**
     * Waits until every event is in the index that was committed before the call.
     *
     * @return up to where it reaches
     * @throws Rejection when that takes longer than a reader waits
     */
    long requireUpToNow() {
        long newest = horizon.newest();
        long deadline = System.nanoTime() + READERS_PATIENCE.toNanos();
        long reached = position();
        while (reached < newest) {
            if (newest - reached > FAR || System.nanoTime() - deadline > 0) {
                throw Rejection.of(
                        Reason.TOO_BUSY,
                        "The index of the audit history has come to event %d of %d. Try again.",
                        reached,
                        newest);
            }
            if (advance(deadline) == 0) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            reached = position();
        }
        return reached;
    }

    /** Up to where it reaches; 0 as long as it is of another revision. */
    public long position() {
        return jdbc.queryForList("select position from audit.head where revision = ?", Long.class, REVISION).stream()
                .findFirst()
                .orElse(0L);
    }

    private long step(long end) {
        try {
            return Objects.requireNonNull(transactions.execute(status -> grow(end)));
        } catch (RuntimeException e) {
            owners.forget();
            throw e;
        }
    }

    private long grow(long end) {
        Head head = jdbc
                .query(
                        "select position, revision from audit.head for update skip locked",
                        (row, number) -> new Head(row.getLong("position"), row.getInt("revision")))
                .stream()
                .findFirst()
                .orElse(null);
        if (head == null || head.revision() > REVISION) {
            return 0;
        }
        if (head.revision() < REVISION) {
            tables.clear();
            owners.forget();
            head = new Head(0, REVISION);
        }
        if (head.position() >= end) {
            return 0;
        }
        List<Stored> rows = rows(head.position(), end);
        if (!rows.isEmpty()) {
            tables.add(rows.stream().map(indexing::of).toList());
            owners.store();
        }
        long last = rows.isEmpty() ? end : rows.getLast().position();
        jdbc.update("update audit.head set position = ?, revision = ?", last, REVISION);
        return Math.max(rows.size(), 1);
    }

    private List<Stored> rows(long after, long end) {
        return jdbc.query(
                """
                select global_index, type, aggregate_identifier, sequence_number, event_identifier, time_stamp,
                    payload_type, payload_revision, meta_data,
                    case when bare then ''::bytea else payload end as payload
                from (
                    select e.*, sum(weight) over (order by global_index) - weight as bytes_before
                    from (
                        select *, case when bare then 0 else octet_length(payload) end as weight
                        from (
                            select *, payload_type = 'run.batch-logged'
                                and substring(payload from octet_length(payload) - %1$d) = '%2$s'::bytea as bare
                            from log.domain_event_entry
                            where global_index > ? and global_index <= ?
                            order by global_index limit ?) stretch) e) page
                where bytes_before < ?
                order by global_index""".formatted(NOTHING_BUT_METRICS.length() - 1, NOTHING_BUT_METRICS),
                (row, number) -> Stored.read(row),
                after,
                end,
                AT_ONCE,
                BYTES_AT_ONCE);
    }
}
