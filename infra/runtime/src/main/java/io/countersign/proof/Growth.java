package io.countersign.proof;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A tree to whose end leaves are put: the last tile of each level, and which of them have changed. Not for many threads. */
final class Growth {

    private final List<Tail> tails = new ArrayList<>();
    private long size;

    /** The last tile of a level; with room for a full one. */
    private static final class Tail {
        private long index;
        private byte[] hashes = new byte[0];
        private int count;
        private @Nullable Long firstEvent;
        private boolean changed;

        void add(Hash hash, @Nullable Long event) {
            if (count * Hash.LENGTH == hashes.length) {
                hashes = Arrays.copyOf(hashes, Math.min(TilePath.FULL, Math.max(8, count * 2)) * Hash.LENGTH);
            }
            if (count == 0) {
                firstEvent = event;
            }
            hash.into(hashes, count++);
            changed = true;
        }

        byte[] stored() {
            return Arrays.copyOf(hashes, count * Hash.LENGTH);
        }
    }

    private Growth() {}

    /** A tree of this size, as the table has it. */
    static Growth of(TileTable tiles, long size) {
        Growth growth = new Growth();
        growth.size = size;
        for (int level = 0; size >>> level * TilePath.HEIGHT > 0; level++) {
            long nodes = size >>> level * TilePath.HEIGHT;
            Tail tail = new Tail();
            tail.index = nodes / TilePath.FULL;
            tail.count = (int) (nodes % TilePath.FULL);
            tail.hashes = tail.count == 0
                    ? new byte[0]
                    : tiles.hashes(level, tail.index).orElseThrow();
            growth.tails.add(tail);
        }
        return growth;
    }

    long size() {
        return size;
    }

    /** @param event whose leaf it is; global_index */
    void add(Hash leaf, long event, TileTable tiles) {
        add(0, leaf, event, tiles);
        size++;
    }

    private void add(int level, Hash hash, @Nullable Long event, TileTable tiles) {
        if (tails.size() == level) {
            tails.add(new Tail());
        }
        Tail tail = tails.get(level);
        tail.add(hash, event);
        if (tail.count == TilePath.FULL) {
            store(level, tail, tiles);
            Hash above = TileTable.within(tail.hashes, 0, TilePath.FULL);
            tail.index++;
            tail.count = 0;
            tail.firstEvent = null;
            add(level + 1, above, null, tiles);
        }
    }

    private static void store(int level, Tail tail, TileTable tiles) {
        tiles.store(level, tail.index, tail.stored(), tail.firstEvent);
        tail.changed = false;
    }

    /** Those that are not full, as far as they have changed. */
    void store(TileTable tiles) {
        for (int level = 0; level < tails.size(); level++) {
            Tail tail = tails.get(level);
            if (tail.changed && tail.count > 0) {
                store(level, tail, tiles);
            }
        }
    }
}
