package io.countersign.registeredmodel;

import io.countersign.Identifier;

/** The id of a transition request. */
public record RequestId(String value) implements Identifier {

    @Override
    public String toString() {
        return value;
    }
}
