package io.countersign.proof;

import io.countersign.log.Horizon;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes each event of the log a leaf of the tree, in the order of the log and without a gap: only events before which none can
 * come any more. Any server may, one at a time; the tree is the same whoever does. Safe for many threads.
 */
public final class Sequencer {

    /** So many events in one transaction; a few hundred KB of tiles. */
    private static final int AT_ONCE = 8_192;

    private static final Duration PATIENCE = Duration.ofMillis(200);

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;
    private final Horizon horizon;
    private final TileTable tiles;
    private @Nullable Growth tree;

    public Sequencer(JdbcTemplate jdbc, TransactionTemplate transactions, Horizon horizon, TileTable tiles) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.horizon = horizon;
        this.tiles = tiles;
    }

    private record Head(long size, long lastEvent) {}

    private record Row(long event, LogEntry entry) {}

    /** Adds what is settled by now. @return how many leaves were added; 0 also when another server is at it */
    public synchronized long advance() {
        long end = horizon.upToNow(PATIENCE);
        long added = 0;
        for (long some = step(end); some > 0; some = step(end)) {
            added += some;
        }
        return added;
    }

    private long step(long end) {
        try {
            return Objects.requireNonNull(transactions.execute(status -> grow(end)));
        } catch (RuntimeException e) {
            tree = null; // what was added to it is not stored
            throw e;
        }
    }

    private long grow(long end) {
        Head head = jdbc
                .query(
                        "select size, last_event from proof.head for update skip locked",
                        (row, number) -> new Head(row.getLong("size"), row.getLong("last_event")))
                .stream()
                .findFirst()
                .orElse(null);
        if (head == null || head.lastEvent() >= end) {
            return 0;
        }
        Growth grown = tree != null && tree.size() == head.size() ? tree : Growth.of(tiles, head.size());
        tree = grown;
        List<Row> rows = rows(head.lastEvent(), end);
        rows.forEach(row -> grown.add(row.entry().leaf(), row.event(), tiles));
        grown.store(tiles);
        long last = rows.size() < AT_ONCE ? end : rows.getLast().event();
        jdbc.update("update proof.head set size = ?, last_event = ?", grown.size(), last);
        return rows.size();
    }

    /** What is long is hashed where it is, and does not come here. */
    private List<Row> rows(long after, long end) {
        return jdbc.query(
                "select " + EntryTable.COLUMNS
                        + " from log.domain_event_entry where global_index > ? and global_index <= ?"
                        + " order by global_index limit ?",
                (row, number) -> new Row(row.getLong("global_index"), EntryTable.read(row)),
                after,
                end,
                AT_ONCE);
    }
}
