package io.countersign.simulation;

import io.countersign.policy.Change;
import io.countersign.policy.GovernedModel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Is told what happened, in the order in which it did. */
public interface Onlooker {

    /**
     * A change was made.
     *
     * @param change and what else it did
     * @return whether it wants to be told how that came about
     */
    boolean asks(GovernedModel model, List<Change> change, Instant at);

    /** How a change came about that it asked for. */
    void decided(PastDecision decision);

    /**
     * Somebody approved.
     *
     * @param groups that they were in
     * @param after how long after the first request
     */
    void approved(Set<String> groups, Duration after);

    /**
     * Requests ended without the change.
     *
     * @param at when that was; the time of the last event for what is open still
     */
    void ended(Ending how, int requests, GovernedModel model, Change change, Instant at);

    /** How requests end when the change is not made. */
    enum Ending {
        REJECTED,
        CANCELLED,
        EXPIRED,
        /** It does not: they are open. */
        OPEN
    }
}
