package io.countersign.delivery;

import io.countersign.egress.Outcome;
import io.countersign.jenkins.TriggeredBuild;
import java.util.Optional;

/** Brings one message to a receiver once. */
interface Courier {

    /** Never fails: what goes wrong is the outcome. */
    Outcome bring(Message message, Endpoint endpoint);

    /** What has to be followed from here on, now that the message was brought. */
    default Optional<TriggeredBuild> began(Message message, Endpoint endpoint, Outcome outcome) {
        return Optional.empty();
    }

    /** Finds out whether the receiver is there; with a message that is about nothing, where that does no harm. */
    default Outcome greet(Message message, Endpoint endpoint) {
        return bring(message, endpoint);
    }
}
