package io.countersign.verifier;

import io.countersign.proof.Checkpoint;
import io.countersign.proof.Forged;
import io.countersign.proof.Frontier;
import io.countersign.proof.Hash;
import io.countersign.proof.NoteKey;
import io.countersign.proof.SignedNote;
import io.countersign.proof.TilePath;
import io.countersign.proof.Unreadable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code log DIR|FILE}: every hash of a log is made again, from its entries up to the root that was signed. */
final class LogCheck {

    private final Tiles tiles;
    private final Checkpoint checkpoint;
    private final Frontier tree = new Frontier();

    /** The last tile of each level, as far as it was made. */
    private final List<byte[]> made = new ArrayList<>();

    private long entries;

    private LogCheck(Path directory, Checkpoint checkpoint) {
        this.tiles = new Tiles(directory, checkpoint.size());
        this.checkpoint = checkpoint;
    }

    static List<String> report(Arguments arguments) throws IOException {
        Path log = arguments.files(1, 1).getFirst();
        return Files.isDirectory(log) ? ofTiles(log, arguments) : ofExport(log, arguments);
    }

    private static List<String> ofTiles(Path log, Arguments arguments) throws IOException {
        NoteKey key = arguments.key();
        List<NoteKey> witnesses = arguments.witnesses();
        SignedNote note = Checkpoints.read(arguments.file("--checkpoint").orElse(log.resolve("checkpoint")));
        LogCheck check = new LogCheck(log, Checkpoints.verified(note, key, witnesses));
        check.verify();
        List<String> report = new ArrayList<>();
        report.add(check.checkpoint.size() + " leaves, " + check.entries + " of them made of their entries");
        report.addAll(Checkpoints.words(note, witnesses));
        return report;
    }

    private static List<String> ofExport(Path log, Arguments arguments) throws IOException {
        NoteKey key = arguments.key();
        List<NoteKey> witnesses = arguments.witnesses();
        try (InputStream in = Reading.open(log)) {
            ExportCheck.Result result = ExportCheck.verify(in, key, witnesses, line -> {});
            Optional<Path> known = arguments.file("--checkpoint");
            if (known.isPresent()) {
                ExportCheck.requireSame(result.header().checkpoint(), Checkpoints.read(known.get()));
            }
            if (result.header().range() == null
                    || result.header().range().first() > 0
                    || result.header().range().end() < result.checkpoint().size()) {
                throw new Unreadable("It is an export of some events, and not of the whole log; use 'export'.");
            }
            List<String> report = new ArrayList<>();
            report.add(result.lines() + " leaves, all of them made of their entries, " + result.contents()
                    + " entries of what their events say");
            report.addAll(Checkpoints.words(result.header().checkpoint(), witnesses));
            return report;
        }
    }

    private void verify() throws IOException {
        long last = (checkpoint.size() + TilePath.FULL - 1) / TilePath.FULL;
        for (long index = 0; index < last; index++) {
            Optional<byte[]> stored = tiles.hashes(0, index);
            Optional<List<byte[]>> bundle = tiles.entries(index);
            if (stored.isEmpty() && bundle.isEmpty()) {
                throw new Unreadable("There is neither " + path(0, index) + " nor " + path(TilePath.ENTRIES, index)
                        + ", and the tree of the checkpoint has them.");
            }
            take(index, bundle.isPresent() ? hashed(bundle.get()) : stored.orElseThrow());
            bundle.ifPresent(some -> entries += some.size());
        }
        endOfLevels();
        if (!tree.root().equals(checkpoint.root())) {
            throw new Forged("These " + checkpoint.size() + " leaves have the root "
                    + tree.root().base64() + ", and "
                    + checkpoint.root().base64() + " was signed.");
        }
    }

    private TilePath path(int level, long index) {
        return new TilePath(level, index, TilePath.widthIn(checkpoint.size(), Math.max(level, 0), index));
    }

    private static byte[] hashed(List<byte[]> entries) {
        byte[] hashes = new byte[entries.size() * Hash.LENGTH];
        for (int place = 0; place < entries.size(); place++) {
            Hash.ofLeaf(entries.get(place)).into(hashes, place);
        }
        return hashes;
    }

    private void take(long index, byte[] leaves) throws IOException {
        requireAsStored(0, index, leaves);
        int count = leaves.length / Hash.LENGTH;
        for (int place = 0; place < count; place++) {
            tree.add(Hash.at(leaves, place));
        }
        if (count == TilePath.FULL) {
            add(1, index, Tiles.root(leaves, 0, TilePath.FULL));
        }
    }

    /** @param place among the nodes of its level of tiles */
    private void add(int level, long place, Hash hash) throws IOException {
        if (made.size() < level) {
            made.add(new byte[TilePath.FULL * Hash.LENGTH]);
        }
        byte[] tile = made.get(level - 1);
        int within = (int) (place % TilePath.FULL);
        hash.into(tile, within);
        if (within == TilePath.FULL - 1) {
            requireAsStored(level, place / TilePath.FULL, tile);
            add(level + 1, place / TilePath.FULL, Tiles.root(tile, 0, TilePath.FULL));
        }
    }

    private void endOfLevels() throws IOException {
        for (int level = 1; level <= made.size(); level++) {
            long index = (checkpoint.size() >>> level * TilePath.HEIGHT) / TilePath.FULL;
            int width = TilePath.widthIn(checkpoint.size(), level, index);
            if (width > 0) {
                requireAsStored(level, index, java.util.Arrays.copyOf(made.get(level - 1), width * Hash.LENGTH));
            }
        }
    }

    private void requireAsStored(int level, long index, byte[] made) throws IOException {
        byte[] stored = tiles.hashes(level, index).orElse(made);
        for (int place = 0; place * Hash.LENGTH < made.length; place++) {
            if (!Hash.at(made, place).equals(Hash.at(stored, place))) {
                throw new Forged("Hash " + place + " in " + path(level, index) + " is not that of "
                        + (level == 0 ? "entry " + (index * TilePath.FULL + place) : "the tile below it") + ".");
            }
        }
    }
}
