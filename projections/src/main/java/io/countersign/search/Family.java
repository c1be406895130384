package io.countersign.search;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Values that are found by a key of their own, such as metrics and tags: a table with a row for each key.
 *
 * @param label as messages name it
 * @param prefixes by which filters speak of it
 * @param join what ties a row of the table, under the alias that {@code %1$s} stands for, to a searched row
 * @param owner the column that names the searched row, where an index leads from a key and value to it; else null
 */
record Family(
        String label,
        Set<String> prefixes,
        String table,
        String join,
        ValueType type,
        @Nullable String owner) {

    static Family tags(String table, String join) {
        return new Family("tag", Set.of("tag", "tags"), table, join, ValueType.TEXT, null);
    }

    Family indexedFor(String column) {
        return new Family(label, prefixes, table, join, type, column);
    }

    KeyedValue value(String key) {
        return new KeyedValue(this, key);
    }

    /** The table's row for this key, to be joined to the searched row. */
    Fragment rowOf(String key, String alias) {
        return Fragment.of("%s and %s.key = ?".formatted(join.formatted(alias), alias), key);
    }

    boolean isText() {
        return type == ValueType.TEXT;
    }
}
