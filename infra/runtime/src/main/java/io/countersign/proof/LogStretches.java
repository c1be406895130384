package io.countersign.proof;

import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/** Finds what part of the log a time takes. Safe for many threads. */
public final class LogStretches {

    private final JdbcTemplate jdbc;
    private final TileTable tiles;
    private final CheckpointTable checkpoints;
    private final Witnesses witnesses;

    public LogStretches(JdbcTemplate jdbc, TileTable tiles, CheckpointTable checkpoints, Witnesses witnesses) {
        this.jdbc = jdbc;
        this.tiles = tiles;
        this.checkpoints = checkpoints;
        this.witnesses = witnesses;
    }

    /**
     * By a checkpoint that all witnesses saw, where one is of later than the time; else by the newest.
     *
     * @return empty while nothing is signed
     */
    public Optional<LogStretch> of(Instant from, Instant to) {
        return checkpoints
                .latestCosignedBy(witnesses.known())
                .map(note -> of(note, from, to))
                .filter(LogStretch::endsBeforeTheCheckpoint)
                .or(() -> checkpoints.latest().map(note -> of(note, from, to)));
    }

    private LogStretch of(SignedNote note, Instant from, Instant to) {
        return LogStretch.of(jdbc, tiles, note, from, to, PackManifest.MARGIN);
    }
}
