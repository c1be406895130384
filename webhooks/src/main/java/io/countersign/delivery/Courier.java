package io.countersign.delivery;

import io.countersign.egress.Outcome;

/** Brings one message to a receiver once. */
@FunctionalInterface
interface Courier {

    /** Never fails: what goes wrong is the outcome. */
    Outcome bring(Message message, Endpoint endpoint);
}
