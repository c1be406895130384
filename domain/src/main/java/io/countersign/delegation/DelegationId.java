package io.countersign.delegation;

import io.countersign.Identifier;

/** What tells one delegation from all others. */
public record DelegationId(String value) implements Identifier {

    @Override
    public String toString() {
        return value;
    }
}
