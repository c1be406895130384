package io.countersign.log;

import java.util.Optional;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/**
 * What one attempt at a decision may rest on, and did: whether it used a cached aggregate, and whether it appended
 * anything. A rejection, or a decision to do nothing, that rests on the cache may rest on the past.
 */
final class DecisionTrace {

    private static final String RESOURCE = DecisionTrace.class.getName();

    private final boolean cacheAllowed;
    private boolean usedCache;
    private boolean appended;

    /** @param cacheAllowed false for a decision that must come from the log */
    DecisionTrace(boolean cacheAllowed) {
        this.cacheAllowed = cacheAllowed;
    }

    void follow(UnitOfWork<?> unitOfWork) {
        unitOfWork.root().resources().put(RESOURCE, this);
    }

    /** Whether the decision under way may use a cached aggregate; notes that it does. */
    static boolean useCache() {
        return current().map(trace -> trace.usedCache = trace.cacheAllowed).orElse(true);
    }

    static void append() {
        current().ifPresent(trace -> trace.appended = true);
    }

    boolean mayRestOnThePast() {
        return !appended && usedCache;
    }

    private static Optional<DecisionTrace> current() {
        return CurrentUnitOfWork.isStarted()
                ? Optional.ofNullable(CurrentUnitOfWork.get().root().getResource(RESOURCE))
                : Optional.empty();
    }
}
