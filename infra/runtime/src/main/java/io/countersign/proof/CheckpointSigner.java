package io.countersign.proof;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * Signs what the tree has come to. A log must never sign two trees of which neither begins with the other (C2SP
 * tlog-checkpoint): so each is held against the one that was signed before. Safe for many threads, and many servers.
 */
public final class CheckpointSigner {

    private final TileTable tiles;
    private final CheckpointTable checkpoints;
    private final NoteSigner key;
    private final Clock clock;

    public CheckpointSigner(TileTable tiles, CheckpointTable checkpoints, NoteSigner key, Clock clock) {
        this.tiles = tiles;
        this.checkpoints = checkpoints;
        this.key = key;
        this.clock = clock;
    }

    /** By which what is signed is verified; its name is the log's origin. */
    public NoteKey key() {
        return key.key();
    }

    /**
     * Signs the tree as it is stored now, if it has grown.
     *
     * @return the newest that was signed; empty while there is nothing to sign
     * @throws Forged when the stored tree does not begin with what was signed before: somebody changed it by hand, or
     *     restored a backup
     */
    public Optional<SignedNote> sign() {
        Optional<SignedNote> before = checkpoints.latest();
        long size = checkpoints.size();
        long signed = before.map(Checkpoint::of).map(Checkpoint::size).orElse(0L);
        if (size < signed) {
            throw new Forged(
                    "A tree of " + signed + " leaves was signed, and it has " + size + " now: it was rolled back.");
        }
        return size == signed ? before : Optional.of(sign(size, before));
    }

    private SignedNote sign(long size, Optional<SignedNote> before) {
        MerkleTree tree = new MerkleTree(tiles, size);
        Hash root = tree.root();
        before.ifPresent(note -> requireBeginsWith(note, tree, size, root));
        Instant now = clock.instant();
        SignedNote note = SignedNote.of(new Checkpoint(key.key().name(), size, root).text(), key, now.getEpochSecond());
        checkpoints.keep(size, now, note);
        return note;
    }

    private void requireBeginsWith(SignedNote note, MerkleTree tree, long size, Hash root) {
        note.requireSignedBy(key.key());
        Checkpoint signed = Checkpoint.of(note);
        Proofs.requireConsistent(signed.size(), signed.root(), size, root, tree.consistency(signed.size()));
    }
}
