package io.countersign.thread;

import io.countersign.Identifier;

/** The id of a thread of comments on a request. */
public record ThreadId(String value) implements Identifier {

    @Override
    public String toString() {
        return value;
    }
}
