package io.countersign.signin;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the changes to users and their tokens that this node has heard of. What was read before a change and would be
 * remembered after it belongs to an earlier count, and is not used.
 */
public final class UserChanges {

    private final AtomicLong count = new AtomicLong();
    private volatile boolean hearing;

    /** Some user has changed. */
    public void happened() {
        count.incrementAndGet();
    }

    /** From now on, {@link #happened()} is called for every change that any node makes. */
    void hear() {
        happened();
        hearing = true;
    }

    /** UserChanges may pass unheard. */
    void deafen() {
        hearing = false;
    }

    boolean areHeard() {
        return hearing;
    }

    long count() {
        return count.get();
    }
}
