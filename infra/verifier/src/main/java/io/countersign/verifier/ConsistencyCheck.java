package io.countersign.verifier;

import io.countersign.proof.Checkpoint;
import io.countersign.proof.Forged;
import io.countersign.proof.Hash;
import io.countersign.proof.JsonReader;
import io.countersign.proof.MerkleTree;
import io.countersign.proof.NoteKey;
import io.countersign.proof.Proofs;
import io.countersign.proof.SignedNote;
import io.countersign.proof.Unreadable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** {@code consistency OLD NEW [PROOF]}. */
final class ConsistencyCheck {

    private ConsistencyCheck() {}

    static List<String> report(Arguments arguments) throws IOException {
        NoteKey key = arguments.key();
        List<NoteKey> witnesses = arguments.witnesses();
        List<Path> files = arguments.files(2, 3);
        SignedNote earlier = Checkpoints.read(files.get(0));
        SignedNote later = Checkpoints.read(files.get(1));
        Checkpoint before = Checkpoints.verified(earlier, key, List.of());
        Checkpoint now = Checkpoints.verified(later, key, witnesses);
        if (now.size() < before.size()) {
            throw new Forged("The newer checkpoint is of " + now.size() + " leaves and the older of " + before.size()
                    + ": history was rolled back, or they are named the wrong way round.");
        }
        Proofs.requireConsistent(before.size(), before.root(), now.size(), now.root(), proof(arguments, before, now));
        return Stream.concat(
                        Stream.of("the tree of " + now.size() + " leaves begins with that of " + before.size()),
                        Checkpoints.words(later, witnesses).stream())
                .toList();
    }

    private static List<Hash> proof(Arguments arguments, Checkpoint before, Checkpoint now) throws IOException {
        List<Path> files = arguments.files(2, 3);
        if (files.size() == 3) {
            return read(files.get(2));
        }
        if (before.size() == now.size() || before.size() == 0) {
            return List.of();
        }
        Path tiles = arguments
                .file("--tiles")
                .orElseThrow(() -> new Unreadable("Between trees of " + before.size() + " and " + now.size()
                        + " leaves it takes a proof, as a third file, or --tiles."));
        return new MerkleTree(new Tiles(tiles, now.size()), now.size()).consistency(before.size());
    }

    /** As the server's API answers it, or hashes in base64, one a line. */
    private static List<Hash> read(Path file) throws IOException {
        byte[] bytes = Reading.whole(file, Reading.NOTE);
        if (bytes.length > 0 && bytes[0] == '{') {
            if (JsonReader.read(bytes) instanceof Map<?, ?> proof && proof.get("hashes") instanceof List<?> hashes) {
                return hashes.stream()
                        .map(hash -> Hash.ofBase64(String.valueOf(hash)))
                        .toList();
            }
            throw new Unreadable(file + " is no proof: it has no list 'hashes'.");
        }
        return new String(bytes, StandardCharsets.US_ASCII)
                .lines()
                .map(Hash::ofBase64)
                .toList();
    }
}
