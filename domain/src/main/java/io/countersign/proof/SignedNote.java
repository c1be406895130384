package io.countersign.proof;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A text with the signatures of those who stand for it (C2SP signed-note).
 *
 * @param text ends with a line feed
 */
public record SignedNote(String text, List<Line> signatures) {

    private static final String DASH = "— ";
    private static final int ID_BYTES = 4;

    /** More of either is nobody's honest note. */
    private static final int MOST_SIGNATURES = 100;

    private static final int LONGEST = 1_000_000;

    public SignedNote {
        signatures = List.copyOf(signatures);
        if (!text.endsWith("\n") || text.chars().anyMatch(c -> c < ' ' && c != '\n')) {
            throw new Unreadable("The text of a note ends with a line feed and has no other control characters.");
        }
    }

    /**
     * One signature.
     *
     * @param name of whose key it is said to be
     * @param idAndSignature the first four bytes say which key of that name
     */
    public record Line(String name, byte[] idAndSignature) {

        boolean isOf(NoteKey key) {
            return name.equals(key.name()) && Arrays.equals(key.id(), Arrays.copyOf(idAndSignature, ID_BYTES));
        }

        byte[] signature() {
            return Arrays.copyOfRange(idAndSignature, ID_BYTES, idAndSignature.length);
        }

        @Override
        public String toString() {
            return DASH + name + " " + Base64.getEncoder().encodeToString(idAndSignature) + "\n";
        }
    }

    /** @throws Unreadable when the bytes are no signed note */
    public static SignedNote parse(byte[] bytes) {
        if (bytes.length > LONGEST) {
            throw new Unreadable("A note has at most " + LONGEST + " bytes.");
        }
        return parse(Encoding.utf8(bytes));
    }

    /** @throws Unreadable when it is none */
    public static SignedNote parse(String note) {
        int end = note.lastIndexOf("\n\n");
        if (end < 0 || end + 2 == note.length() || !note.endsWith("\n")) {
            throw new Unreadable("A note is a text, an empty line and signatures, and ends with a line feed.");
        }
        List<Line> signatures = new ArrayList<>();
        for (String line : note.substring(end + 2, note.length() - 1).split("\n", -1)) {
            signatures.add(line(line));
            if (signatures.size() > MOST_SIGNATURES) {
                throw new Unreadable("A note has at most " + MOST_SIGNATURES + " signatures.");
            }
        }
        return new SignedNote(note.substring(0, end + 1), signatures);
    }

    private static Line line(String line) {
        String[] parts = line.startsWith(DASH) ? line.substring(DASH.length()).split(" ", -1) : new String[0];
        if (parts.length != 2 || !NoteKey.isName(parts[0])) {
            throw new Unreadable("'" + Encoding.shortened(line) + "' is no signature; one is '— name base64'.");
        }
        byte[] idAndSignature = Encoding.base64(parts[1]);
        if (idAndSignature.length <= ID_BYTES) {
            throw new Unreadable("The signature of '" + parts[0] + "' has no bytes.");
        }
        return new Line(parts[0], idAndSignature);
    }

    /** The text with one signature. */
    public static SignedNote of(String text, NoteSigner signer, long time) {
        return new SignedNote(text, List.of()).with(signer, time);
    }

    /** The same with one more signature. @param time seconds since the epoch, of a cosignature */
    public SignedNote with(NoteSigner signer, long time) {
        byte[] signature = signer.sign(text, time);
        byte[] idAndSignature = ByteBuffer.allocate(ID_BYTES + signature.length)
                .put(signer.key().id())
                .put(signature)
                .array();
        List<Line> more = new ArrayList<>(signatures);
        more.add(new Line(signer.key().name(), idAndSignature));
        return new SignedNote(text, more);
    }

    /**
     * Signatures of keys that are not known are passed over, as anybody may add some.
     *
     * @return those of the keys that have signed
     * @throws Forged when a known key did not make a signature that says to be its own
     */
    public List<NoteKey> signedBy(Collection<NoteKey> known) {
        List<NoteKey> signers = new ArrayList<>();
        for (NoteKey key : known) {
            List<Line> theirs =
                    signatures.stream().filter(line -> line.isOf(key)).toList();
            if (theirs.stream().anyMatch(line -> !key.made(line.signature(), text))) {
                throw new Forged("The signature of " + key.name()
                        + " is not one of this text: it was changed, or signed by another.");
            }
            if (!theirs.isEmpty()) {
                signers.add(key);
            }
        }
        return signers;
    }

    /** @throws Forged unless the key has signed */
    public void requireSignedBy(NoteKey key) {
        if (signedBy(List.of(key)).isEmpty()) {
            throw new Forged("There is no signature of " + key + ".");
        }
    }

    /** When a witness says to have seen it, in seconds since the epoch; empty when it has not signed. */
    public Optional<Long> cosignedAt(NoteKey witness) {
        return newestOf(witness).map(line -> NoteKey.timeOf(line.signature()));
    }

    /** What a witness signed it with the last time. @throws Forged when what says to be its signature is not */
    public Optional<Line> newestOf(NoteKey witness) {
        signedBy(List.of(witness));
        return signatures.stream()
                .filter(line -> line.isOf(witness))
                .max(Comparator.comparing(line -> NoteKey.timeOf(line.signature())));
    }

    @Override
    public String toString() {
        StringBuilder note = new StringBuilder(text).append('\n');
        signatures.forEach(note::append);
        return note.toString();
    }
}
