package io.countersign.proof;

import java.util.Iterator;
import java.util.List;

/** Checks what somebody claims about a tree that they alone have (RFC 9162, sections 2.1.3.2 and 2.1.4.2). */
public final class Proofs {

    private Proofs() {}

    /**
     * That a leaf is in a tree.
     *
     * @throws Unreadable when a proof for this place in such a tree has another length
     * @throws Forged when the leaf is not there, or the tree another
     */
    public static void requireIncluded(Hash leaf, long index, long size, List<Hash> proof, Hash root) {
        if (index < 0 || index >= size) {
            throw new Unreadable("There is no leaf " + index + " in a tree of " + size + ".");
        }
        requireLength(proof, lengthOfInclusion(index, size));
        long place = index;
        long last = size - 1;
        Hash hash = leaf;
        for (Hash beside : proof) {
            if ((place & 1) == 1 || place == last) {
                hash = Hash.ofNode(beside, hash);
                while ((place & 1) == 0) {
                    place >>>= 1;
                    last >>>= 1;
                }
            } else {
                hash = Hash.ofNode(hash, beside);
            }
            place >>>= 1;
            last >>>= 1;
        }
        if (!hash.equals(root)) {
            throw new Forged("What leaf " + index + " says is not what the tree of " + size + " leaves has there.");
        }
    }

    /** As many as there are levels below which the way has something beside it. */
    private static int lengthOfInclusion(long index, long size) {
        int inner = Long.SIZE - Long.numberOfLeadingZeros(index ^ (size - 1));
        return inner + Long.bitCount(index >>> inner);
    }

    /**
     * That a tree begins with an earlier one.
     *
     * @throws Unreadable when a proof between such trees has another length
     * @throws Forged when it does not
     */
    public static void requireConsistent(long earlierSize, Hash earlierRoot, long size, Hash root, List<Hash> proof) {
        if (earlierSize < 0 || earlierSize > size) {
            throw new Unreadable("A tree of " + earlierSize + " leaves is not earlier than one of " + size + ".");
        }
        if (earlierSize == 0 || earlierSize == size) {
            requireLength(proof, 0);
            Hash expected = earlierSize == 0 ? Hash.OF_NOTHING : root;
            requireSame(earlierRoot, expected, earlierSize);
            return;
        }
        requireBeginning(earlierSize, earlierRoot, size, root, proof);
    }

    private static void requireBeginning(long earlierSize, Hash earlierRoot, long size, Hash root, List<Hash> proof) {
        int shared = Long.numberOfTrailingZeros(earlierSize);
        long place = (earlierSize - 1) >>> shared;
        long last = (size - 1) >>> shared;
        boolean whole = Long.bitCount(earlierSize) == 1;
        requireLength(proof, lengthOfInclusion(place, last + 1) + (whole ? 0 : 1));
        Iterator<Hash> beside = proof.iterator();
        Hash earlier = whole ? earlierRoot : beside.next();
        Hash later = earlier;
        while (beside.hasNext()) {
            Hash next = beside.next();
            if ((place & 1) == 1 || place == last) {
                earlier = Hash.ofNode(next, earlier);
                later = Hash.ofNode(next, later);
                while ((place & 1) == 0 && place != 0) {
                    place >>>= 1;
                    last >>>= 1;
                }
            } else {
                later = Hash.ofNode(later, next);
            }
            place >>>= 1;
            last >>>= 1;
        }
        requireSame(earlier, earlierRoot, earlierSize);
        if (!later.equals(root)) {
            throw new Forged("The tree of " + size + " leaves does not begin with that of " + earlierSize + ".");
        }
    }

    private static void requireSame(Hash proven, Hash told, long size) {
        if (!proven.equals(told)) {
            throw new Forged("There are two trees of " + size + " leaves: history was rewritten.");
        }
    }

    private static void requireLength(List<Hash> proof, int length) {
        if (proof.size() != length) {
            throw new Unreadable("A proof of this kind has " + length + " hashes, not " + proof.size() + ".");
        }
    }
}
