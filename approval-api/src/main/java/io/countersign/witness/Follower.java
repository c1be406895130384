package io.countersign.witness;

import io.countersign.proof.Checkpoint;
import io.countersign.proof.Forged;
import io.countersign.proof.Hash;
import io.countersign.proof.NoteKey;
import io.countersign.proof.SignedNote;
import io.countersign.proof.Unreadable;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks a server again and again what its log has come to, and hands back what the witness signed. Not for many threads. */
public final class Follower {

    private static final Logger LOG = LoggerFactory.getLogger(Follower.class);

    private final LogClient server;
    private final Witness witness;
    private final WitnessState state;
    private final Clock clock;
    private String handedIn = "";
    private String told = "";

    public Follower(LogClient server, Witness witness, WitnessState state, Clock clock) {
        this.server = server;
        this.witness = witness;
        this.state = state;
        this.clock = clock;
    }

    /** What came of one look. */
    public enum Seen {
        /** The log went on, or stands where it stood. */
        FINE,
        /** It does not go on from what it had signed. */
        REWRITTEN,
        /** It did not answer, or nothing that could be read. */
        NOTHING
    }

    /** The key of the log: the one that is given, or that was kept; or, the first time, the server's own word. */
    public static NoteKey logKey(WitnessState state, LogClient server, Optional<NoteKey> given) {
        Optional<NoteKey> kept = state.logKey();
        if (given.isPresent() && kept.isPresent() && !given.equals(kept)) {
            throw new Unreadable(
                    "The directory is of a witness of " + kept.get() + ", and not of " + given.get() + ".");
        }
        NoteKey key = given.or(() -> kept).orElseGet(() -> {
            NoteKey said = server.key();
            LOG.warn(
                    "The log's key is taken from the server itself, as none was given (--log-key): compare {} with what"
                            + " the log's keeper tells you another way.",
                    said);
            return said;
        });
        state.keep(key);
        return key;
    }

    /** Looks once, and cries out when history was rewritten. */
    public Seen look() {
        try {
            Optional<SignedNote> last = witness.last();
            Optional<SignedNote> now = server.checkpoint();
            if (now.isPresent()) {
                handIn(last.isPresent() ? goOn(last.get(), now.get()) : witness.add(0, List.of(), now.get()));
            } else if (last.isPresent()) {
                throw new Forged("The log has signed nothing, and had signed a tree of "
                        + Checkpoint.of(last.get()).size() + " leaves: it was rolled back.");
            }
            told = "";
            return Seen.FINE;
        } catch (Forged e) {
            cry(String.valueOf(e.getMessage()));
            return Seen.REWRITTEN;
        } catch (LogClient.Unanswered | Unreadable | Witness.Refused e) {
            say(String.valueOf(e.getMessage()));
            return Seen.NOTHING;
        }
    }

    /** @return the last that is cosigned */
    private SignedNote goOn(SignedNote last, SignedNote now) {
        now.requireSignedBy(witness.log());
        Checkpoint before = Checkpoint.of(last);
        Checkpoint told = Checkpoint.of(now);
        if (now.text().equals(last.text())) {
            return last;
        }
        try {
            if (told.size() < before.size()) {
                throw new Forged("The log has " + told.size() + " leaves, and had signed " + before.size()
                        + ": it was rolled back.");
            }
            List<Hash> proof =
                    told.size() == before.size() ? List.of() : server.consistency(before.size(), told.size());
            return witness.add(before.size(), proof, now);
        } catch (Forged e) {
            Path evidence = state.keepEvidence(last, now, clock.instant());
            throw new Forged(e.getMessage() + " Both checkpoints are in " + evidence + ".");
        }
    }

    /** A server that does not know the witness serves no signature of it; it is watched all the same. */
    private void handIn(SignedNote cosigned) {
        if (handedIn.equals(cosigned.text())) {
            return;
        }
        try {
            server.handIn(cosigned);
        } catch (LogClient.Unanswered e) {
            LOG.warn(
                    "The server does not take the cosignature; start it with --witness {}. {}",
                    witness.key(),
                    e.getMessage());
        }
        handedIn = cosigned.text();
    }

    /** Once, and not every second. */
    private void cry(String why) {
        String kind = why.replaceAll("evidence-\\d+", "");
        if (!told.equals(kind)) {
            LOG.error("HISTORY WAS REWRITTEN, and is not cosigned. {}", why);
            told = kind;
        }
    }

    private void say(String why) {
        if (!told.equals(why)) {
            LOG.warn("Nothing new is cosigned. {}", why);
            told = why;
        }
    }
}
