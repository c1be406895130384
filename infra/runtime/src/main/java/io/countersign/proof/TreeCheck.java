package io.countersign.proof;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Makes the tree again of the stored events and compares it with the one that was made when they were new, and with every
 * checkpoint that was signed. So it finds what was done to rows later, also where somebody made the tree anew to hide it.
 * Of one thread, once.
 */
public final class TreeCheck {

    private static final int AT_ONCE = 8_192;
    private static final int MOST_FINDINGS = 20;

    private final JdbcTemplate jdbc;
    private final TileTable tiles;
    private final Optional<NoteKey> key;
    private final List<String> findings = new ArrayList<>();
    private final Frontier tree = new Frontier();
    private final Deque<Row> rows = new ArrayDeque<>();
    private final CheckpointTable checkpoints;
    private final Deque<SignedNote> notes = new ArrayDeque<>();
    private final long newest;
    private long noted;
    private long signed;
    private long moved = -1;
    private boolean aligned = true;

    /** @param key by which checkpoints are verified; without it, only their roots are compared */
    public TreeCheck(JdbcTemplate jdbc, Optional<NoteKey> key) {
        this.jdbc = jdbc;
        this.tiles = new TileTable(jdbc);
        this.key = key;
        this.checkpoints = new CheckpointTable(jdbc);
        this.newest =
                checkpoints.latest().map(Checkpoint::of).map(Checkpoint::size).orElse(0L);
    }

    private record Row(long event, LogEntry entry, Hash leaf) {

        String words() {
            return "Event %s (%s, number %d of stream %s, of %s)"
                    .formatted(entry.id(), entry.type(), entry.sequence(), entry.stream(), entry.time());
        }
    }

    private record Head(long size, long lastEvent) {}

    /** How many events there are to look at. */
    public long events() {
        return head().size();
    }

    private Head head() {
        return jdbc
                .query(
                        "select size, last_event from proof.head",
                        (row, number) -> new Head(row.getLong("size"), row.getLong("last_event")))
                .stream()
                .findFirst()
                .orElse(new Head(0, 0));
    }

    /**
     * @param progress is told how many events were looked at
     * @return a sentence for each thing that is not as it was; none when all is
     */
    public List<String> run(LongConsumer progress) {
        Head head = head();
        long after = 0;
        do {
            after = read(after, head.lastEvent());
            while (rows.size() > 1 || rows.size() == 1 && after < 0) {
                take(rows.removeFirst());
            }
            progress.accept(tree.size());
        } while (after >= 0);
        if (tree.size() != head.size()) {
            found("The tree has " + head.size() + " leaves, and the log " + tree.size() + " events that are in it.");
        }
        if (newest > tree.size()) {
            found("A tree of " + newest + " leaves was signed, and the log has " + tree.size()
                    + " events that are in it: it was rolled back.");
        }
        return findings;
    }

    /** @return the last that was read; -1 at the end */
    private long read(long after, long end) {
        List<Row> page = jdbc.query(
                "select " + EntryTable.COLUMNS + " from log.domain_event_entry"
                        + " where global_index > ? and global_index <= ? order by global_index limit ?",
                (row, number) -> {
                    LogEntry entry = EntryTable.read(row);
                    return new Row(row.getLong("global_index"), entry, entry.leaf());
                },
                after,
                end,
                AT_ONCE);
        rows.addAll(page);
        return page.size() < AT_ONCE ? -1 : page.getLast().event();
    }

    private void take(Row row) {
        if (aligned) {
            compare(row, tree.size());
        }
        tree.add(row.leaf());
        for (SignedNote note = note(); note != null && Checkpoint.of(note).size() <= tree.size(); note = note()) {
            compare(note, Checkpoint.of(note));
            notes.removeFirst();
        }
    }

    private @Nullable SignedNote note() {
        if (notes.isEmpty() && noted < newest) {
            notes.addAll(checkpoints.after(noted, newest, AT_ONCE));
            noted = notes.isEmpty() ? newest : Checkpoint.of(notes.getLast()).size();
        }
        return notes.peekFirst();
    }

    private void compare(Row row, long index) {
        Optional<Hash> leaf = leaf(index);
        if (leaf.isEmpty() || leaf.get().equals(row.leaf()) || index == moved) {
            return;
        }
        Optional<Hash> following = leaf(index + 1);
        boolean here = following.filter(row.leaf()::equals).isPresent();
        boolean there = !rows.isEmpty() && rows.getFirst().leaf().equals(leaf.get());
        if (here && there) {
            found(row.words() + " was leaf " + (index + 1) + ", and is before the one that was leaf " + index
                    + ": they were reordered.");
            moved = index + 1;
        } else if (here) {
            found("Leaf " + index + " is of an event that is not there any more: it stood before " + lower(row.words())
                    + ".");
            aligned = false;
        } else if (there) {
            found(row.words() + " is none of the events that the tree was made of: it was put before leaf " + index
                    + ".");
            aligned = false;
        } else {
            found(row.words() + " is not what it was when it became leaf " + index + ".");
        }
    }

    private static String lower(String sentence) {
        return Character.toLowerCase(sentence.charAt(0)) + sentence.substring(1);
    }

    private Optional<Hash> leaf(long index) {
        int place = (int) (index % TilePath.FULL);
        return tiles.hashes(0, index / TilePath.FULL)
                .filter(hashes -> hashes.length > place * Hash.LENGTH)
                .map(hashes -> Hash.at(hashes, place));
    }

    private void compare(SignedNote note, Checkpoint checkpoint) {
        try {
            key.ifPresent(note::requireSignedBy);
        } catch (Forged e) {
            found("The checkpoint of " + checkpoint.size() + " leaves is not the log's: " + e.getMessage());
            return;
        }
        if (checkpoint.size() == tree.size() && checkpoint.root().equals(tree.root())) {
            signed = checkpoint.size();
        } else if (findings.isEmpty()) {
            found("Leaves 0 to " + (signed - 1) + " are as they were signed, and those up to "
                    + (checkpoint.size() - 1)
                    + " are not: an event among them was changed, dropped or put there, and the tree made anew.");
        }
    }

    private void found(String finding) {
        if (findings.size() < MOST_FINDINGS) {
            findings.add(finding);
        }
    }
}
