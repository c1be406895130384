package io.countersign.jenkins;

import java.util.Locale;

/** How far a build has come. */
public enum BuildState {

    /** It waits for an executor. */
    QUEUED,
    RUNNING,
    ENDED,

    /** Somebody took it out of the queue. */
    CANCELLED,

    /** Nobody can say any more what came of it. */
    LOST;

    /** As the table and the native API write it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean isOpen() {
        return this == QUEUED || this == RUNNING;
    }
}
