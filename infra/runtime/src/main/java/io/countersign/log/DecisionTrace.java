package io.countersign.log;

import java.util.Optional;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.monitoring.MessageMonitor;
import org.axonframework.monitoring.NoOpMessageMonitorCallback;

/**
 * What one attempt at a decision may rest on, and did: whether it used a cached aggregate, and how many events it
 * published. A rejection, or a decision to do nothing, that rests on the cache may rest on the past. Travels in the
 * command's metadata.
 */
final class DecisionTrace {

    static final String METADATA = "decisionTrace";

    /** Counts each event for the command under way. */
    static final MessageMonitor<EventMessage<?>> COUNT = event -> {
        current().ifPresent(trace -> trace.appended++);
        return NoOpMessageMonitorCallback.INSTANCE;
    };

    private final boolean cacheAllowed;
    private boolean usedCache;
    private int appended;

    /** @param cacheAllowed false for a decision that must come from the log */
    DecisionTrace(boolean cacheAllowed) {
        this.cacheAllowed = cacheAllowed;
    }

    /** Whether the decision under way may use a cached aggregate; notes that it does. */
    static boolean useCache() {
        return current().map(DecisionTrace::mayUseCache).orElse(true);
    }

    /** The same for this decision. */
    boolean mayUseCache() {
        usedCache = cacheAllowed;
        return cacheAllowed;
    }

    boolean mayRestOnThePast() {
        return appended == 0 && usedCache;
    }

    int appended() {
        return appended;
    }

    private static Optional<DecisionTrace> current() {
        return CurrentUnitOfWork.isStarted()
                ? Optional.ofNullable((DecisionTrace) CurrentUnitOfWork.get()
                        .root()
                        .getMessage()
                        .getMetaData()
                        .get(METADATA))
                : Optional.empty();
    }
}
