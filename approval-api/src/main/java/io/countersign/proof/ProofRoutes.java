package io.countersign.proof;

import io.countersign.access.Operation;
import io.countersign.access.Requires;
import io.countersign.api.GovernanceRoutes;
import io.countersign.rejection.Invalid;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import io.countersign.wire.Wire;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Proofs for those who do not read the tiles themselves. */
@GovernanceRoutes
@Requires(Operation.READ_PROOFS)
final class ProofRoutes {

    private static final MediaType PROOF = MediaType.valueOf("text/plain;charset=UTF-8");

    private final TileTable tiles;
    private final EntryTable entries;
    private final CheckpointTable checkpoints;
    private final EventProofs proofs;

    ProofRoutes(TileTable tiles, EntryTable entries, CheckpointTable checkpoints, EventProofs proofs) {
        this.tiles = tiles;
        this.entries = entries;
        this.checkpoints = checkpoints;
        this.proofs = proofs;
    }

    /**
     * Which proof is wanted.
     *
     * @param index of a leaf, from 0
     * @param from size of the earlier tree
     * @param size of the tree that the proof is in; that of the newest checkpoint when left out
     */
    record Wanted(
            @Nullable Long index,
            @Nullable Long from,
            @Nullable Long size) {}

    /** @param hashes in base64, from below */
    record Proof(long size, String root, List<String> hashes) {}

    @GetMapping("/log/proofs/inclusion")
    Proof inclusion(@Wire Wanted wanted) {
        long size = size(wanted.size());
        long index = required("index", wanted.index());
        if (index < 0 || index >= size) {
            throw Invalid.value(
                    "index", index, "a tree of " + size + " leaves has those from 0 to " + (size - 1) + ".");
        }
        MerkleTree tree = new MerkleTree(tiles, size);
        return proof(tree, size, tree.inclusion(index));
    }

    @GetMapping("/log/proofs/consistency")
    Proof consistency(@Wire Wanted wanted) {
        long size = size(wanted.size());
        long from = required("from", wanted.from());
        if (from < 0 || from > size) {
            throw Invalid.value("from", from, "no tree of that size came before one of " + size + " leaves.");
        }
        MerkleTree tree = new MerkleTree(tiles, size);
        return proof(tree, size, tree.consistency(from));
    }

    private static long required(String name, @Nullable Long value) {
        if (value == null) {
            throw Invalid.missing(name);
        }
        return value;
    }

    private static Proof proof(MerkleTree tree, long size, List<Hash> hashes) {
        return new Proof(
                size, tree.root().base64(), hashes.stream().map(Hash::base64).toList());
    }

    /** No larger than what was signed: nobody could hold more against anything. */
    private long size(@Nullable Long wanted) {
        long signed = Checkpoint.of(newest()).size();
        if (wanted == null) {
            return signed;
        }
        if (wanted < 1 || wanted > signed) {
            throw Invalid.value("size", wanted, "the newest checkpoint is of a tree of " + signed + " leaves.");
        }
        return wanted;
    }

    private SignedNote newest() {
        return checkpoints
                .latest()
                .orElseThrow(() -> Rejection.of(Reason.PROOF_NOT_FOUND, "Nothing has been signed yet."));
    }

    /** What the log has of an event, as its canonical entry. */
    @GetMapping("/log/events/{event}")
    ResponseEntity<byte[]> entry(@PathVariable String event) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(entries.of(event).orElseThrow(() -> unknown(event)).canonical());
    }

    /** That an event is in the log, verifiable without the log: a file {@code .tlog-proof}. */
    @GetMapping("/log/events/{event}/proof")
    ResponseEntity<String> proof(@PathVariable String event) {
        TlogProof proof =
                proofs.of(event).orElseThrow(() -> entries.of(event).isEmpty() ? unknown(event) : notYet(event));
        return ResponseEntity.ok().contentType(PROOF).body(proof.toString());
    }

    static Rejection notYet(String event) {
        return Rejection.of(Reason.TOO_BUSY, "Event %s is not in a checkpoint yet; ask again in a second.", event);
    }

    private static Rejection unknown(String event) {
        return Rejection.of(Reason.PROOF_NOT_FOUND, "There is no event %s.", event);
    }
}
