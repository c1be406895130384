package io.countersign.proof;

import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;

/**
 * All that it takes to verify that an entry is in a log, without asking the log (C2SP tlog-proof).
 *
 * @param extra whatever belongs to the entry; empty when there is nothing
 * @param checkpoint of a tree that has the entry
 */
public record TlogProof(byte[] extra, long index, List<Hash> hashes, SignedNote checkpoint) {

    private static final String HEADER = "c2sp.org/tlog-proof@v1";
    private static final int MOST_HASHES = 63;

    public TlogProof {
        hashes = List.copyOf(hashes);
    }

    /** @throws Unreadable when it is none */
    public static TlogProof parse(String proof) {
        int end = proof.indexOf("\n\n");
        if (!proof.startsWith(HEADER + "\n") || end < 0) {
            throw new Unreadable(
                    "A proof begins with the line " + HEADER + " and has an empty line before its checkpoint.");
        }
        List<String> lines = proof.substring(HEADER.length() + 1, end).lines().toList();
        int next = 0;
        byte[] extra = {};
        if (next < lines.size() && lines.get(next).startsWith("extra ")) {
            extra = Encoding.base64(lines.get(next++).substring("extra ".length()));
        }
        if (next == lines.size() || !lines.get(next).startsWith("index ")) {
            throw new Unreadable("The proof does not say the index of its entry.");
        }
        long index = Encoding.number(lines.get(next++).substring("index ".length()));
        List<String> rest = lines.subList(next, lines.size());
        if (rest.size() > MOST_HASHES) {
            throw new Unreadable("A proof has at most " + MOST_HASHES + " hashes.");
        }
        return new TlogProof(
                extra, index, rest.stream().map(Hash::ofBase64).toList(), SignedNote.parse(proof.substring(end + 2)));
    }

    /**
     * @param leaf of the entry
     * @param log whose signature the checkpoint must have
     * @param witnesses whose cosignatures are looked for
     * @return those of the witnesses that have signed
     * @throws Unreadable when it is no proof of a place in such a tree
     * @throws Forged when the entry is not what the log has there, or the log did not say so
     */
    public List<NoteKey> requireProves(Hash leaf, NoteKey log, Collection<NoteKey> witnesses) {
        checkpoint.requireSignedBy(log);
        List<NoteKey> signers = checkpoint.signedBy(witnesses);
        Checkpoint told = Checkpoint.of(checkpoint);
        if (!told.origin().equals(log.name())) {
            throw new Forged("The checkpoint is of the log " + told.origin() + " and not of " + log.name() + ".");
        }
        Proofs.requireIncluded(leaf, index, told.size(), hashes, told.root());
        return signers;
    }

    @Override
    public String toString() {
        List<String> lines = new ArrayList<>(List.of(HEADER));
        if (extra.length > 0) {
            lines.add("extra " + Base64.getEncoder().encodeToString(extra));
        }
        lines.add("index " + index);
        hashes.forEach(hash -> lines.add(hash.base64()));
        return String.join("\n", lines) + "\n\n" + checkpoint;
    }
}
