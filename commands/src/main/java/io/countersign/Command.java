package io.countersign;

import io.countersign.rejection.Rejection;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** A wish to change something, addressed to the one stream that decides on it. */
public interface Command {

    /** The name of that stream. */
    @TargetAggregateIdentifier
    String stream();

    /** What to tell the caller when that stream has no events. */
    Rejection notFound();
}
