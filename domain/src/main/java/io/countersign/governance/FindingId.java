package io.countersign.governance;

import io.countersign.Identifier;

/** What an approver found: 32 hexadecimal digits. */
public record FindingId(String value) implements Identifier {

    @Override
    public String toString() {
        return value;
    }
}
