package io.countersign.proof;

import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/** What was signed of the tree. Safe for many threads. */
public final class CheckpointTable {

    private final JdbcTemplate jdbc;

    public CheckpointTable(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<SignedNote> latest() {
        return one("select note from proof.checkpoints order by size desc limit 1");
    }

    /** The first one of a tree of so many leaves or more; empty while nothing was signed of such. */
    public Optional<SignedNote> ofAtLeast(long size) {
        return one("select note from proof.checkpoints where size >= ? order by size limit 1", size);
    }

    private Optional<SignedNote> one(String sql, Object... arguments) {
        return jdbc.queryForList(sql, String.class, arguments).stream()
                .findFirst()
                .map(SignedNote::parse);
    }

    /** Unless there is one of that size already. */
    void keep(long size, Instant at, SignedNote note) {
        jdbc.update(
                "insert into proof.checkpoints (size, signed_at, note) values (?, ?, ?) on conflict do nothing",
                size,
                at.toEpochMilli(),
                note.toString());
    }

    /** How many leaves the tree has, signed or not. */
    public long size() {
        Long size = jdbc.queryForObject("select size from proof.head", Long.class);
        return size == null ? 0 : size;
    }
}
