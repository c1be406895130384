package io.countersign.proof;

import java.util.Collection;
import java.util.List;

/** Those whose cosignatures the server takes and serves, as it was told. Safe for many threads. */
public final class Witnesses {

    private final CheckpointTable checkpoints;
    private final List<NoteKey> known;

    public Witnesses(CheckpointTable checkpoints, Collection<NoteKey> known) {
        this.checkpoints = checkpoints;
        this.known = List.copyOf(known);
    }

    public List<NoteKey> known() {
        return known;
    }

    /**
     * Keeps what witnesses signed beside the checkpoint that they signed.
     *
     * @param cosigned a checkpoint of this log with their signatures
     * @return whose there were
     * @throws Forged when no such checkpoint was signed here, or a signature is not of whom it says
     */
    public List<NoteKey> take(SignedNote cosigned) {
        long size = Checkpoint.of(cosigned).size();
        boolean ours = checkpoints
                .ofSize(size)
                .filter(signed -> signed.text().equals(cosigned.text()))
                .isPresent();
        if (!ours) {
            throw new Forged("This log signed no such checkpoint of a tree of " + size + " leaves.");
        }
        List<NoteKey> signers = cosigned.signedBy(known);
        signers.forEach(signer ->
                checkpoints.keep(size, signer, cosigned.newestOf(signer).orElseThrow()));
        return signers;
    }
}
