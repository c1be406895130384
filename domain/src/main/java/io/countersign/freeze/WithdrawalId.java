package io.countersign.freeze;

import io.countersign.Identifier;

/** One withdrawal's id. */
public record WithdrawalId(String value) implements Identifier {

    @Override
    public String toString() {
        return value;
    }
}
