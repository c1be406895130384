package io.countersign.witness;

import io.countersign.proof.Checkpoint;
import io.countersign.proof.Forged;
import io.countersign.proof.Hash;
import io.countersign.proof.NoteKey;
import io.countersign.proof.NoteSigner;
import io.countersign.proof.Proofs;
import io.countersign.proof.SignedNote;
import io.countersign.proof.Unreadable;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Cosigns a checkpoint if it goes on from the last that it cosigned (C2SP tlog-witness). Safe for many threads. */
public final class Witness {

    private final WitnessState state;
    private final NoteKey log;
    private final NoteSigner key;
    private final Clock clock;

    /** @param log the key of the one log that it follows */
    public Witness(WitnessState state, NoteKey log, NoteSigner key, Clock clock) {
        this.state = state;
        this.log = log;
        this.key = key;
        this.clock = clock;
    }

    public NoteKey key() {
        return key.key();
    }

    public NoteKey log() {
        return log;
    }

    /** The last that it cosigned. */
    public Optional<SignedNote> last() {
        return state.last();
    }

    /** What it was asked does not fit what it remembers: nothing that a log should do, and no proof of a lie yet. */
    public static final class Refused extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final Why why;
        private final long size;

        private Refused(Why why, long size, String message) {
            super(message, null, false, false);
            this.why = why;
            this.size = size;
        }

        Why why() {
            return why;
        }

        /** Of the tree that was cosigned last. */
        long size() {
            return size;
        }
    }

    /** The cases that C2SP tlog-witness tells apart. */
    enum Why {
        UNKNOWN_LOG,
        NOT_SIGNED,
        SMALLER_THAN_OLD,
        OLD_IS_NOT_LAST
    }

    /**
     * @param old size of the tree that was cosigned last, as the caller knows it; 0 for none
     * @param proof that the tree of the checkpoint goes on from it
     * @return the checkpoint with the witness's signature, which is remembered
     * @throws Refused when it is asked about another log, or another old size
     * @throws Unreadable when the proof is none between trees of those sizes
     * @throws Forged when the log contradicts what it said before
     */
    public synchronized SignedNote add(long old, List<Hash> proof, SignedNote checkpoint) {
        Checkpoint told = Checkpoint.of(checkpoint);
        Optional<SignedNote> last = state.last();
        long known = last.map(Checkpoint::of).map(Checkpoint::size).orElse(0L);
        requireSigned(checkpoint, told, known);
        if (old > told.size()) {
            throw new Refused(
                    Why.SMALLER_THAN_OLD, known, "The old size " + old + " is larger than " + told.size() + ".");
        }
        if (old != known) {
            throw new Refused(Why.OLD_IS_NOT_LAST, known, "The last that was cosigned has " + known + " leaves.");
        }
        Hash root = last.map(Checkpoint::of).map(Checkpoint::root).orElse(Hash.OF_NOTHING);
        Proofs.requireConsistent(known, root, told.size(), told.root(), proof);
        SignedNote cosigned = new SignedNote(
                        checkpoint.text(), List.of(checkpoint.newestOf(log).orElseThrow()))
                .with(key, clock.instant().getEpochSecond());
        state.keep(cosigned);
        return cosigned;
    }

    /** What it remembers may be told without a proof to whoever lost it. */
    private void requireSigned(SignedNote checkpoint, Checkpoint told, long known) {
        if (!told.origin().equals(log.name())) {
            throw new Refused(Why.UNKNOWN_LOG, known, "The log " + told.origin() + " is not followed here.");
        }
        try {
            checkpoint.requireSignedBy(log);
        } catch (Forged e) {
            throw new Refused(Why.NOT_SIGNED, known, String.valueOf(e.getMessage()));
        }
    }
}
