package io.countersign.proof;

import java.util.ArrayList;
import java.util.List;

/** Roots and proofs of the tree of a size, made of nodes (RFC 9162, section 2.1). The nodes may know of more leaves. */
public final class MerkleTree {

    private final Nodes nodes;
    private final long size;

    /** @param size in leaves; the nodes must know all of them */
    public MerkleTree(Nodes nodes, long size) {
        this.nodes = nodes;
        this.size = size;
    }

    public Hash root() {
        return size == 0 ? Hash.OF_NOTHING : range(0, size);
    }

    /**
     * That a leaf is in the tree: the hashes beside its way to the root, from below.
     *
     * @throws IllegalArgumentException when there is no such leaf
     */
    public List<Hash> inclusion(long index) {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("There is no leaf " + index + " in a tree of " + size + ".");
        }
        List<Hash> proof = new ArrayList<>();
        include(index, 0, size, proof);
        return proof;
    }

    private void include(long index, long first, long count, List<Hash> proof) {
        if (count == 1) {
            return;
        }
        long left = split(count);
        if (index - first < left) {
            include(index, first, left, proof);
            proof.add(range(first + left, count - left));
        } else {
            include(index, first + left, count - left, proof);
            proof.add(range(first, left));
        }
    }

    /**
     * That an earlier tree was the beginning of this one.
     *
     * @param earlier its size; a proof from nothing, or from the same size, is empty
     * @throws IllegalArgumentException when this one is smaller
     */
    public List<Hash> consistency(long earlier) {
        if (earlier < 0 || earlier > size) {
            throw new IllegalArgumentException(
                    "A tree of " + earlier + " leaves is not earlier than one of " + size + ".");
        }
        List<Hash> proof = new ArrayList<>();
        if (earlier > 0 && earlier < size) {
            extend(earlier, 0, size, true, proof);
        }
        return proof;
    }

    /**
     * What it takes to go on from the beginning of this tree: the roots of the complete subtrees that an earlier tree is
     * made of, the largest first, see {@link Frontier}.
     *
     * @throws IllegalArgumentException when this one is smaller
     */
    public List<Hash> frontier(long earlier) {
        if (earlier < 0 || earlier > size) {
            throw new IllegalArgumentException(
                    "A tree of " + earlier + " leaves is not earlier than one of " + size + ".");
        }
        List<Hash> roots = new ArrayList<>();
        long first = 0;
        for (long rest = earlier; rest > 0; rest -= Long.highestOneBit(rest)) {
            roots.add(range(first, Long.highestOneBit(rest)));
            first += Long.highestOneBit(rest);
        }
        return roots;
    }

    /** @param known whether the earlier tree is the whole of what was passed so far, and its root known by that */
    private void extend(long earlier, long first, long count, boolean known, List<Hash> proof) {
        if (earlier == count) {
            if (!known) {
                proof.add(range(first, count));
            }
            return;
        }
        long left = split(count);
        if (earlier <= left) {
            extend(earlier, first, left, known, proof);
            proof.add(range(first + left, count - left));
        } else {
            extend(earlier - left, first + left, count - left, false, proof);
            proof.add(range(first, left));
        }
    }

    private Hash range(long first, long count) {
        if (Long.bitCount(count) == 1 && first % count == 0) {
            int level = Long.numberOfTrailingZeros(count);
            return nodes.node(level, first >>> level);
        }
        long left = split(count);
        return Hash.ofNode(range(first, left), range(first + left, count - left));
    }

    /** The largest power of two that is smaller. */
    private static long split(long count) {
        return Long.highestOneBit(count - 1);
    }
}
