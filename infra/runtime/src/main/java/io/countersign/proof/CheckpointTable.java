package io.countersign.proof;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/** What was signed of the tree, and by whom it was cosigned. Safe for many threads. */
public final class CheckpointTable {

    private static final String NOTE = """
            select note || coalesce((
                select string_agg(line, '' order by witness) from proof.cosignatures c where c.size = k.size), '')
            from proof.checkpoints k""";

    private static final String COSIGNED_BY_ALL = " where size = ("
            + "select size from proof.cosignatures where witness = any (?)"
            + " group by size having count(*) = ? order by size desc limit 1)";

    private final JdbcTemplate jdbc;

    public CheckpointTable(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<SignedNote> latest() {
        return one(NOTE + " order by size desc limit 1");
    }

    /** The one of a tree of just so many leaves. */
    public Optional<SignedNote> ofSize(long size) {
        return one(NOTE + " where size = ?", size);
    }

    /** The newest that each of these has cosigned; empty where there is none, and where nobody is asked to. */
    Optional<SignedNote> latestCosignedBy(Collection<NoteKey> witnesses) {
        String[] keys = witnesses.stream().map(NoteKey::toString).distinct().toArray(String[]::new);
        return keys.length == 0 ? Optional.empty() : one(NOTE + COSIGNED_BY_ALL, keys, keys.length);
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

    /** In place of the one that the same witness made before. */
    void keep(long size, NoteKey witness, SignedNote.Line line) {
        jdbc.update("""
                insert into proof.cosignatures (size, witness, line) values (?, ?, ?)
                on conflict (size, witness) do update set line = excluded.line""", size, witness.toString(), line.toString());
    }

    /** Those of larger trees than one size and up to another, the smallest first, as they were signed. */
    List<SignedNote> after(long size, long upTo, int limit) {
        return jdbc
                .queryForList(
                        "select note from proof.checkpoints where size > ? and size <= ? order by size limit ?",
                        String.class,
                        size,
                        upTo,
                        limit)
                .stream()
                .map(SignedNote::parse)
                .toList();
    }

    /** How many leaves the tree has, signed or not. */
    public long size() {
        Long size = jdbc.queryForObject("select size from proof.head", Long.class);
        return size == null ? 0 : size;
    }
}
