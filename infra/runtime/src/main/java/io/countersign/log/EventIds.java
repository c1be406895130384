package io.countersign.log;

import io.countersign.Uuid7;
import org.axonframework.common.IdentifierFactory;

/** Gives every message and event an id that sorts by time. */
public final class EventIds extends IdentifierFactory {

    @Override
    public String generateIdentifier() {
        return Uuid7.next().toString();
    }
}
