package io.countersign.delivery;

import io.countersign.egress.Outcome;
import io.countersign.jenkins.TriggeredBuild;
import java.time.Instant;
import java.util.Optional;

/**
 * What came of sending one message once.
 *
 * @param at when it was sent
 * @param began the build that the receiver promised; empty where it promised none
 * @param next when it is sent again; empty when it arrived, or is given up
 */
record Attempt(
        Lane lane, Due due, Instant at, Outcome outcome, Optional<TriggeredBuild> began, Optional<Instant> next) {

    /** The delivery's state from now on, as it is stored. */
    String state() {
        if (outcome.succeeded()) {
            return "delivered";
        }
        return next.isPresent() ? "pending" : "exhausted";
    }
}
