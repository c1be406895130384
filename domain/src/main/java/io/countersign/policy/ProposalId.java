package io.countersign.policy;

import io.countersign.Identifier;

/** A proposal to change what policies say: 32 hexadecimal digits. */
public record ProposalId(String value) implements Identifier {

    @Override
    public String toString() {
        return value;
    }
}
