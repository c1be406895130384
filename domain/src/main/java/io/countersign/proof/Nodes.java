package io.countersign.proof;

/** The nodes of a Merkle tree that are complete: those of 2^level leaves, which no later leaf changes. */
@FunctionalInterface
public interface Nodes {

    /**
     * @param level 0 for leaves
     * @param index among those of its level, from 0
     * @throws RuntimeException when there is no such node
     */
    Hash node(int level, long index);
}
