package io.countersign.verifier;

import io.countersign.proof.Hash;
import io.countersign.proof.Nodes;
import io.countersign.proof.TilePath;
import io.countersign.proof.Unreadable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The tiles of a log (C2SP tlog-tiles) in a directory, under the names by which they are served. */
final class Tiles implements Nodes {

    private static final int LARGEST_BUNDLE = TilePath.FULL * (2 + 0xFFFF);

    private final Path directory;
    private final long size;

    /** @param size of the tree that they are read as */
    Tiles(Path directory, long size) {
        this.directory = directory;
        this.size = size;
    }

    /** Empty when it is not there. @throws Unreadable when it has another length than it should */
    Optional<byte[]> hashes(int level, long index) throws IOException {
        int width = TilePath.widthIn(size, level, index);
        Path file = directory.resolve(new TilePath(level, index, width).toString());
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        byte[] hashes = Reading.whole(file, TilePath.FULL * Hash.LENGTH);
        if (hashes.length != width * Hash.LENGTH) {
            throw new Unreadable(file + " has " + hashes.length + " bytes, not " + width * Hash.LENGTH + ".");
        }
        return Optional.of(hashes);
    }

    /** The entries of a tile of leaves; empty when they are not there. */
    Optional<List<byte[]>> entries(long index) throws IOException {
        int width = TilePath.widthIn(size, 0, index);
        Path file = directory.resolve(new TilePath(TilePath.ENTRIES, index, width).toString());
        return Files.exists(file)
                ? Optional.of(entries(file, Reading.whole(file, LARGEST_BUNDLE), width))
                : Optional.empty();
    }

    /** Each has its length before it, in two bytes. */
    private static List<byte[]> entries(Path file, byte[] bundle, int count) {
        List<byte[]> entries = new ArrayList<>();
        int place = 0;
        while (place + 2 <= bundle.length) {
            int length = Byte.toUnsignedInt(bundle[place]) << Byte.SIZE | Byte.toUnsignedInt(bundle[place + 1]);
            if (place + 2 + length > bundle.length) {
                break;
            }
            entries.add(Arrays.copyOfRange(bundle, place + 2, place + 2 + length));
            place += 2 + length;
        }
        if (place != bundle.length || entries.size() != count) {
            throw new Unreadable(file + " is no bundle of " + count + " entries.");
        }
        return entries;
    }

    @Override
    public Hash node(int level, long index) {
        int height = level % TilePath.HEIGHT;
        long first = index << height;
        byte[] tile = tile(level / TilePath.HEIGHT, first / TilePath.FULL);
        return root(tile, (int) (first % TilePath.FULL), 1 << height);
    }

    private byte[] tile(int level, long index) {
        try {
            return hashes(level, index)
                    .orElseThrow(() -> new Unreadable("There is no "
                            + new TilePath(level, index, TilePath.widthIn(size, level, index)) + " in " + directory
                            + "."));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Over so many hashes of a tile, a power of two. */
    static Hash root(byte[] tile, int first, int count) {
        return count == 1
                ? Hash.at(tile, first)
                : Hash.ofNode(root(tile, first, count / 2), root(tile, first + count / 2, count / 2));
    }
}
