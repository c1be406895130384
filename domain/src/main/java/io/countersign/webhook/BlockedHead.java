package io.countersign.webhook;

import java.util.Locale;

/** What becomes of the events of a model that follow one which its receiver does not take. */
public enum BlockedHead {

    /** They wait, so that the receiver gets them in order. */
    WAIT,

    /** They go ahead; the one that was not taken is tried again later. */
    SKIP;

    /** As the native API writes it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
