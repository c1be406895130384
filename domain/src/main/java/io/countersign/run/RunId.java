package io.countersign.run;

import io.countersign.Identifier;

/** A run's id: 32 hexadecimal digits when the server chose it. */
public record RunId(String value) implements Identifier {

    /** The name of the stream that holds its events. */
    public String stream() {
        return "run/" + value;
    }

    @Override
    public String toString() {
        return value;
    }
}
