package io.countersign.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Whatever the size of a tree: its proofs are good for what they prove, and for nothing else. */
class AnyProofTest {

    private static final int MOST = 300;
    private static final Leaves TREE = Leaves.of(IntStream.range(0, MOST).mapToObj(i -> ("leaf " + i).getBytes()));
    private static final Leaves OTHER =
            Leaves.of(IntStream.range(0, MOST).mapToObj(i -> (i == 100 ? "other" : "leaf " + i).getBytes()));

    @Example
    void everyLeafOfEverySmallTreeIsProvenAndEveryTreeBeforeIt() {
        for (int size = 1; size <= 70; size++) {
            MerkleTree tree = new MerkleTree(TREE, size);
            assertThat(tree.root()).isEqualTo(TREE.root(size));
            for (int index = 0; index < size; index++) {
                Proofs.requireIncluded(TREE.leaf(index), index, size, tree.inclusion(index), tree.root());
            }
            for (int earlier = 0; earlier <= size; earlier++) {
                Proofs.requireConsistent(earlier, TREE.root(earlier), size, tree.root(), tree.consistency(earlier));
            }
        }
    }

    @Property(tries = 500)
    void aProofIsOfNoOtherPlaceLeafOrTree(
            @ForAll @IntRange(min = 2, max = MOST) int size,
            @ForAll @IntRange(max = MOST - 1) int place,
            @ForAll @IntRange(max = 10_000) int bit) {
        int index = place % size;
        Hash root = TREE.root(size);
        List<Hash> proof = new MerkleTree(TREE, size).inclusion(index);
        int elsewhere = (index + 1) % size;
        refused(() -> Proofs.requireIncluded(TREE.leaf(elsewhere), index, size, proof, root));
        refused(() -> Proofs.requireIncluded(TREE.leaf(index), elsewhere, size, proof, root));
        refused(() -> Proofs.requireIncluded(TREE.leaf(index), index, size, flipped(proof, bit), root));
        refused(() -> Proofs.requireIncluded(TREE.leaf(index), index, size, proof.subList(1, proof.size()), root));
        refused(() -> Proofs.requireIncluded(TREE.leaf(index), index, size, longer(proof), root));
        refused(() -> Proofs.requireIncluded(TREE.leaf(index), index, size, proof, TREE.root(size - 1)));
    }

    @Property(tries = 500)
    void whatWasRewrittenIsFoundFromWhereItWas(
            @ForAll @IntRange(min = 101, max = MOST) int earlier, @ForAll @IntRange(min = 101, max = MOST) int later) {
        int size = Math.max(earlier, later);
        int before = Math.min(earlier, later);
        MerkleTree rewritten = new MerkleTree(OTHER, size);
        assertThatThrownBy(() -> Proofs.requireConsistent(
                        before, TREE.root(before), size, rewritten.root(), rewritten.consistency(before)))
                .isInstanceOf(Forged.class);
        assertThatThrownBy(() -> Proofs.requireConsistent(
                        before,
                        TREE.root(before),
                        size,
                        rewritten.root(),
                        new MerkleTree(TREE, size).consistency(before)))
                .isInstanceOf(Forged.class);
    }

    private static void refused(Runnable check) {
        assertThatThrownBy(check::run).isInstanceOfAny(Forged.class, Unreadable.class);
    }

    private static List<Hash> flipped(List<Hash> proof, int bit) {
        List<Hash> changed = new ArrayList<>(proof);
        int place = bit / 256 % proof.size();
        byte[] bytes = changed.get(place).bytes();
        bytes[bit % 256 / 8] ^= (byte) (1 << bit % 8);
        changed.set(place, Hash.of(bytes));
        return changed;
    }

    private static List<Hash> longer(List<Hash> proof) {
        List<Hash> more = new ArrayList<>(proof);
        more.add(Hash.OF_NOTHING);
        return more;
    }
}
