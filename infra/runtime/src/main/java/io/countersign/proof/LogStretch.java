package io.countersign.proof;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.springframework.jdbc.core.JdbcTemplate;

/** Every leaf from one to another, page by page, with what they are proven by. Of one thread, once. */
public final class LogStretch {

    private static final int PAGE = 500;

    private final JdbcTemplate jdbc;
    private final SignedNote checkpoint;
    private final LogExport.Range range;
    private long left;
    private long after;

    private LogStretch(JdbcTemplate jdbc, SignedNote checkpoint, LogExport.Range range, long after) {
        this.jdbc = jdbc;
        this.checkpoint = checkpoint;
        this.range = range;
        this.left = range.end() - range.first();
        this.after = after;
    }

    private record Bounds(long first, long end) {}

    /**
     * All that a time takes, with the leaves around it that show so.
     *
     * @param margin by which events may be out of the order of their times
     */
    static LogStretch of(
            JdbcTemplate jdbc, Nodes nodes, SignedNote checkpoint, Instant from, Instant to, Duration margin) {
        long size = Checkpoint.of(checkpoint).size();
        Bounds bounds = bounds(jdbc, size, from.minus(margin), to.plus(margin));
        MerkleTree tree = new MerkleTree(nodes, size);
        Long event = jdbc.queryForObject(
                "select first_event from proof.tiles where level = 0 and index = ?",
                Long.class,
                bounds.first() / TilePath.FULL);
        return new LogStretch(
                jdbc,
                checkpoint,
                LogExport.Range.of(tree, bounds.first(), bounds.end()),
                event == null ? 0 : event - 1);
    }

    /** From the last tile that begins early enough up to the first leaf of one that begins late enough. */
    private static Bounds bounds(JdbcTemplate jdbc, long size, Instant from, Instant to) {
        Bounds found = jdbc.queryForObject(
                """
                select max(tile.index) filter (where event.time_stamp::timestamptz <= ?) as first,
                    min(tile.index) filter (where event.time_stamp::timestamptz >= ?) as last
                from proof.tiles tile join log.domain_event_entry event on event.global_index = tile.first_event
                where tile.level = 0 and tile.index * 256 < ?""", (row, number) -> bounds(row, size), Timestamp.from(from), Timestamp.from(to), size);
        return found == null ? new Bounds(0, size) : found;
    }

    private static Bounds bounds(ResultSet row, long size) throws SQLException {
        long first = row.getLong("first") * TilePath.FULL;
        long last = row.getLong("last");
        boolean toTheEnd = row.wasNull();
        return new Bounds(first, toTheEnd ? size : Math.max(first, last * TilePath.FULL) + 1);
    }

    public SignedNote checkpoint() {
        return checkpoint;
    }

    public LogExport.Range range() {
        return range;
    }

    /** Whether the log went on after it. */
    boolean endsBeforeTheCheckpoint() {
        return range.end() < Checkpoint.of(checkpoint).size();
    }

    /**
     * The next leaves; empty behind the last.
     *
     * @param told streams whose events are read with what they say; of others payload and metadata are empty
     */
    public List<EntryTable.Stored> next(Predicate<String> told) {
        List<EntryTable.Stored> page = left == 0 ? List.of() : read(told, (int) Math.min(PAGE, left));
        left -= page.size();
        if (page.isEmpty() && left > 0) {
            throw new Forged("There are " + left + " events fewer than leaves of the tree that was signed.");
        }
        return page;
    }

    private List<EntryTable.Stored> read(Predicate<String> told, int count) {
        return jdbc
                .query(
                        "select " + EntryTable.COLUMNS + " from log.domain_event_entry"
                                + " where global_index > ? order by global_index limit ?",
                        (row, number) -> {
                            after = Math.max(after, row.getLong("global_index"));
                            return EntryTable.read(row);
                        },
                        after,
                        count)
                .stream()
                .map(entry -> told.test(entry.stream()) ? whole(entry) : bare(entry))
                .toList();
    }

    private EntryTable.Stored whole(LogEntry entry) {
        return new EntryTable(jdbc).stored(entry.id()).orElseThrow();
    }

    private static EntryTable.Stored bare(LogEntry entry) {
        return new EntryTable.Stored(entry, new byte[0], new byte[0]);
    }
}
