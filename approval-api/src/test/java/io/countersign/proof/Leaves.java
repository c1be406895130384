package io.countersign.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A tree that is kept whole in memory, made straight from the definition (RFC 9162, section 2.1.1). */
final class Leaves implements Nodes {

    private final List<Hash> leaves = new ArrayList<>();

    static Leaves of(Stream<byte[]> entries) {
        Leaves made = new Leaves();
        entries.map(Hash::ofLeaf).forEach(made.leaves::add);
        return made;
    }

    Hash leaf(long index) {
        return leaves.get((int) index);
    }

    Hash root(int size) {
        return size == 0 ? Hash.OF_NOTHING : root(leaves.subList(0, size));
    }

    private static Hash root(List<Hash> some) {
        if (some.size() == 1) {
            return some.getFirst();
        }
        int left = Integer.highestOneBit(some.size() - 1);
        return Hash.ofNode(root(some.subList(0, left)), root(some.subList(left, some.size())));
    }

    @Override
    public Hash node(int level, long index) {
        int first = (int) index << level;
        return root(leaves.subList(first, first + (1 << level)));
    }
}
