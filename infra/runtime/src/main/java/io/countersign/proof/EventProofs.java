package io.countersign.proof;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Proofs that single events are in the log. Safe for many threads. */
public final class EventProofs {

    private final EntryTable entries;
    private final TileTable tiles;
    private final CheckpointTable checkpoints;
    private final Witnesses witnesses;

    public EventProofs(EntryTable entries, TileTable tiles, CheckpointTable checkpoints, Witnesses witnesses) {
        this.entries = entries;
        this.tiles = tiles;
        this.checkpoints = checkpoints;
        this.witnesses = witnesses;
    }

    /**
     * By the newest checkpoint that all witnesses saw, if it has the event; else by the newest.
     *
     * @return empty when there is no such event, or it is in no checkpoint yet
     */
    public Optional<TlogProof> of(String eventId) {
        OptionalLong index = entries.indexOf(eventId);
        return index.isEmpty()
                ? Optional.empty()
                : candidates()
                        .filter(note -> Checkpoint.of(note).size() > index.getAsLong())
                        .findFirst()
                        .map(note -> proof(index.getAsLong(), note));
    }

    private Stream<SignedNote> candidates() {
        return Stream.of(checkpoints.latestCosignedBy(witnesses.known()), checkpoints.latest())
                .flatMap(Optional::stream);
    }

    /** By that checkpoint. @param index of a leaf that its tree has */
    TlogProof proof(long index, SignedNote checkpoint) {
        List<Hash> hashes = new MerkleTree(tiles, Checkpoint.of(checkpoint).size()).inclusion(index);
        return new TlogProof(new byte[0], index, hashes, checkpoint);
    }
}
