package io.countersign.proof;

import java.util.List;
import java.util.Optional;

/** Makes receipts of decisions, and signs nothing that the log does not have. Safe for many threads. */
public final class Receipts {

    private final EventProofs proofs;
    private final NoteSigner key;

    public Receipts(EventProofs proofs, NoteSigner key) {
        this.proofs = proofs;
        this.key = key;
    }

    /**
     * @return empty when the event is in no checkpoint yet
     * @throws Unreadable when it decides nothing
     * @throws Forged when it is not what it was when it became a leaf: somebody changed it by hand
     */
    public Optional<Receipt> of(EntryTable.Stored event) {
        return proofs.of(event.entry().id()).map(proof -> receipt(event, proof));
    }

    /** The same by one checkpoint. @param index of the event's leaf */
    public Receipt of(EntryTable.Stored event, long index, SignedNote checkpoint) {
        return receipt(event, proofs.proof(index, checkpoint));
    }

    private Receipt receipt(EntryTable.Stored event, TlogProof proof) {
        proof.requireProves(event.entry().leaf(), key.key(), List.of());
        Receipt receipt = Receipt.of(event.entry(), event.payload(), event.metadata(), proof, key);
        receipt.requireTrue(key.key(), List.of());
        return receipt;
    }
}
