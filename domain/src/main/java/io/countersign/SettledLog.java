package io.countersign;

/** Up to where the log will not change any more. */
@FunctionalInterface
public interface SettledLog {

    /**
     * The place of the newest event; whatever {@link SharesTransaction} commands are under way, on any server, their
     * events come after it. Waits for those that were under way when it was called.
     *
     * @return the greatest global index, or -1 of an empty log
     */
    long head();
}
