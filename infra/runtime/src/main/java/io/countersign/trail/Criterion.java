package io.countersign.trail;

import java.util.Arrays;

/**
 * Something by which few events are found, in the order of the log.
 *
 * @param column of the entries that has the key; empty when it is a mark
 * @param keys any of which will do
 * @param parameter the name that the keys have in statements
 */
record Criterion(String column, Long[] keys, String parameter) {

    @Override
    public boolean equals(Object other) {
        return other instanceof Criterion that
                && column.equals(that.column)
                && Arrays.equals(keys, that.keys)
                && parameter.equals(that.parameter);
    }

    @Override
    public int hashCode() {
        return parameter.hashCode();
    }

    @Override
    public String toString() {
        return parameter + Arrays.toString(keys);
    }

    /** The table that has them, as {@code e}. */
    String table() {
        return column.isEmpty() ? "audit.marks" : "audit.entries";
    }

    String keyColumn() {
        return column.isEmpty() ? "mark" : column;
    }

    /** Whether the event at {@code e.position} is found by it. */
    String check() {
        return column.isEmpty()
                ? "exists (select from audit.marks c where c.mark = any(:%s) and c.position = e.position)"
                        .formatted(parameter)
                : "exists (select from audit.entries c where c.position = e.position and c.%s = any(:%s))"
                        .formatted(column, parameter);
    }
}
