package io.countersign.accesslog;

import io.countersign.Identifier;

/** The id of one entry: a UUIDv7, so that ids are in the order of time. */
public record AccessId(String value) implements Identifier {

    public String stream() {
        return "access/" + value;
    }

    @Override
    public String toString() {
        return value;
    }
}
