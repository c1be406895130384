package io.countersign.verifier;

import io.countersign.proof.Checkpoint;
import io.countersign.proof.Forged;
import io.countersign.proof.NoteKey;
import io.countersign.proof.SignedNote;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** What a log signed of itself, and others saw. */
final class Checkpoints {

    private Checkpoints() {}

    static SignedNote read(Path file) throws IOException {
        return SignedNote.parse(Reading.whole(file, Reading.NOTE));
    }

    /**
     * @param witnesses each of which must have cosigned it
     * @throws Forged unless all of them did, and the log signed it
     */
    static Checkpoint verified(SignedNote note, NoteKey log, Collection<NoteKey> witnesses) {
        note.requireSignedBy(log);
        witnesses.forEach(note::requireSignedBy);
        Checkpoint told = Checkpoint.of(note);
        if (!told.origin().equals(log.name())) {
            throw new Forged("The checkpoint is of the log " + told.origin() + " and not of " + log.name() + ".");
        }
        return told;
    }

    /** As people read it. */
    static List<String> words(SignedNote note, Collection<NoteKey> witnesses) {
        Checkpoint told = Checkpoint.of(note);
        String tree = "the log " + told.origin() + " had " + told.size() + " leaves and the root "
                + told.root().base64();
        return java.util.stream.Stream.concat(
                        java.util.stream.Stream.of(tree),
                        witnesses.stream().map(witness -> witness.name() + " saw it so at " + seenAt(note, witness)))
                .toList();
    }

    private static String seenAt(SignedNote note, NoteKey witness) {
        return note.cosignedAt(witness)
                .map(seconds -> Instant.ofEpochSecond(seconds).toString())
                .orElse("no time");
    }
}
