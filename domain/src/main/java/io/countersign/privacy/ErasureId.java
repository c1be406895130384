package io.countersign.privacy;

import io.countersign.Identifier;

/** A proposal to erase a person: 32 hexadecimal digits. */
public record ErasureId(String value) implements Identifier {

    @Override
    public String toString() {
        return value;
    }
}
