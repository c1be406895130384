package io.countersign.loggedmodel;

import io.countersign.Identifier;

/** A logged model's id: {@code m-} and 32 hexadecimal digits. */
public record LoggedModelId(String value) implements Identifier {

    public static final String PREFIX = "m-";

    /** The name of the stream that holds its events. */
    public String stream() {
        return "logged-model/" + value;
    }

    @Override
    public String toString() {
        return value;
    }
}
