package io.countersign.attempt;

import io.countersign.Identifier;

/** The id of an attempt that was refused: a UUIDv7, so that ids are in the order of time. */
public record AttemptId(String value) implements Identifier {

    public String stream() {
        return "attempt/" + value;
    }

    @Override
    public String toString() {
        return value;
    }
}
