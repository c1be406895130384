package io.countersign.proof;

import io.countersign.access.Operation;
import io.countersign.access.Requires;
import io.countersign.api.GovernanceRoutes;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;

/** The log as any client of C2SP's tlog-tiles reads it, below {@code /api/governance/v1/log}. */
@GovernanceRoutes
@Requires(Operation.READ_PROOFS)
final class TileRoutes {

    private static final String PREFIX = "/api/governance/v1/log/";
    private static final MediaType TEXT = MediaType.valueOf("text/plain;charset=UTF-8");

    /** What a tile says never changes; and nobody but who may read it shall keep it. */
    private static final CacheControl FOR_EVER =
            CacheControl.maxAge(Duration.ofDays(365)).cachePrivate().immutable();

    private final TileTable tiles;
    private final EntryTable entries;
    private final CheckpointTable checkpoints;
    private final CheckpointSigner signer;

    TileRoutes(TileTable tiles, EntryTable entries, CheckpointTable checkpoints, CheckpointSigner signer) {
        this.tiles = tiles;
        this.entries = entries;
        this.checkpoints = checkpoints;
        this.signer = signer;
    }

    /** By which checkpoints are verified; to be compared with one that came another way. */
    @GetMapping("/log/key")
    ResponseEntity<String> key() {
        return text(signer.key() + "\n");
    }

    @GetMapping("/log/checkpoint")
    ResponseEntity<String> checkpoint() {
        return text(checkpoints
                .latest()
                .orElseThrow(() -> Rejection.of(Reason.PROOF_NOT_FOUND, "Nothing has been signed yet."))
                .toString());
    }

    private static ResponseEntity<String> text(String text) {
        return ResponseEntity.ok()
                .contentType(TEXT)
                .cacheControl(CacheControl.noCache())
                .body(text);
    }

    /** Of what was signed, and no more. */
    @GetMapping("/log/tile/**")
    ResponseEntity<byte[]> tile(HttpServletRequest request) {
        TilePath path = path(request.getRequestURI().substring(PREFIX.length()));
        long size =
                checkpoints.latest().map(Checkpoint::of).map(Checkpoint::size).orElse(0L);
        if (path.width() > TilePath.widthIn(size, path.level(), path.index())) {
            throw Rejection.of(
                    Reason.PROOF_NOT_FOUND, "A tree of %d leaves, of which the checkpoint is, has no %s.", size, path);
        }
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .cacheControl(FOR_EVER)
                .body(path.level() == TilePath.ENTRIES ? bundle(path) : hashes(path));
    }

    private static TilePath path(String text) {
        try {
            return TilePath.parse(text);
        } catch (Unreadable e) {
            throw Rejection.of(Reason.PROOF_NOT_FOUND, "%s", String.valueOf(e.getMessage()));
        }
    }

    private byte[] hashes(TilePath path) {
        byte[] stored = tiles.hashes(path.level(), path.index()).orElseThrow();
        return Arrays.copyOf(stored, path.width() * Hash.LENGTH);
    }

    /** Each with its length before it, in two bytes. */
    private byte[] bundle(TilePath path) {
        List<LogEntry> some = entries.ofTile(path.index(), path.width());
        ByteArrayOutputStream bundle = new ByteArrayOutputStream();
        for (LogEntry entry : some) {
            byte[] canonical = entry.canonical();
            bundle.write(canonical.length >>> Byte.SIZE);
            bundle.write(canonical.length);
            bundle.writeBytes(canonical);
        }
        return bundle.toByteArray();
    }
}
