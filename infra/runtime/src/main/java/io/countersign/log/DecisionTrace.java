package io.countersign.log;

import java.util.Optional;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/**
 * What one attempt at a decision may rest on, and did: whether it used a cached aggregate, and how many events it
 * appended. A rejection, or a decision to do nothing, that rests on the cache may rest on the past.
 */
final class DecisionTrace {

    private static final String RESOURCE = DecisionTrace.class.getName();

    private final boolean cacheAllowed;
    private boolean usedCache;
    private int appended;

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

    static void append(int events) {
        current().ifPresent(trace -> trace.appended += events);
    }

    boolean mayRestOnThePast() {
        return appended == 0 && usedCache;
    }

    int appended() {
        return appended;
    }

    private static Optional<DecisionTrace> current() {
        return CurrentUnitOfWork.isStarted()
                ? Optional.ofNullable(CurrentUnitOfWork.get().root().getResource(RESOURCE))
                : Optional.empty();
    }
}
