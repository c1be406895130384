package io.countersign;

/**
 * A handler of events that gathers rows, so that those of many events take one statement. What it gathers belongs to the
 * thread that hands it events; whoever does so ends each series of events by one of these calls.
 */
public interface Gathering {

    /** Writes what was gathered, in the transaction under way. */
    void write();

    /** Forgets what was gathered, for the transaction fails. */
    void discard();
}
