package io.countersign.proof;

import java.util.ArrayList;
import java.util.List;

/**
 * A tree to whose end leaves are put, of which nothing is kept but the roots of the complete subtrees that it is made of: one
 * for each binary digit of its size. Not for many threads.
 */
public final class Frontier {

    private final List<Hash> roots;
    private long size;

    /** Without leaves. */
    public Frontier() {
        this(0, List.of());
    }

    /**
     * @param roots the largest first
     * @throws Unreadable when a tree of that size is made of more or fewer subtrees
     */
    public Frontier(long size, List<Hash> roots) {
        if (size < 0 || Long.bitCount(size) != roots.size()) {
            throw new Unreadable("A tree of " + size + " leaves is not made of " + roots.size() + " subtrees.");
        }
        this.size = size;
        this.roots = new ArrayList<>(roots);
    }

    public void add(Hash leaf) {
        Hash root = leaf;
        for (long rest = size; (rest & 1) == 1; rest >>>= 1) {
            root = Hash.ofNode(roots.removeLast(), root);
        }
        roots.add(root);
        size++;
    }

    /** In leaves. */
    public long size() {
        return size;
    }

    public Hash root() {
        if (roots.isEmpty()) {
            return Hash.OF_NOTHING;
        }
        Hash root = roots.getLast();
        for (int place = roots.size() - 2; place >= 0; place--) {
            root = Hash.ofNode(roots.get(place), root);
        }
        return root;
    }
}
