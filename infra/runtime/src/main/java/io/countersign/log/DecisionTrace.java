package io.countersign.log;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/**
 * What one attempt at a decision rested on: the cached aggregates that it used, and whether it appended anything. A
 * rejection, or a decision to do nothing, that rests on the cache may rest on the past.
 */
final class DecisionTrace {

    private static final String RESOURCE = DecisionTrace.class.getName();

    private final List<Object> fromCache = new ArrayList<>();
    private boolean appended;

    void follow(UnitOfWork<?> unitOfWork) {
        unitOfWork.root().resources().put(RESOURCE, this);
    }

    static void readFromCache(Object aggregate) {
        current().ifPresent(trace -> trace.fromCache.add(aggregate));
    }

    static void append() {
        current().ifPresent(trace -> trace.appended = true);
    }

    List<Object> fromCache() {
        return fromCache;
    }

    boolean appended() {
        return appended;
    }

    boolean mayRestOnThePast() {
        return !appended && !fromCache.isEmpty();
    }

    private static Optional<DecisionTrace> current() {
        return CurrentUnitOfWork.isStarted()
                ? Optional.ofNullable(CurrentUnitOfWork.get().root().getResource(RESOURCE))
                : Optional.empty();
    }
}
