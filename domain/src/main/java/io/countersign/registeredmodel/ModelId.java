package io.countersign.registeredmodel;

import io.countersign.Identifier;

/** A registered model's id, which stays when its name changes: 32 hexadecimal digits. */
public record ModelId(String value) implements Identifier {

    /** The name of the stream that holds its governance. */
    public String stream() {
        return "model/" + value;
    }

    @Override
    public String toString() {
        return value;
    }
}
