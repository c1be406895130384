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
 * @param byPrefix whether an index holds the beginning of each text, in the column "prefix"
 * @param scope a further condition on the table's rows, under the alias {@code f}; or {@link Fragment#NONE}
 * @param newest the order by which the first of several rows for one key counts in an order_by; null where there is but
 *     one
 * @param lenient whether a text may be compared with lists, and with numbers that are not quoted
 */
record Family(
        String label,
        Set<String> prefixes,
        String table,
        String join,
        ValueType type,
        @Nullable String owner,
        boolean byPrefix,
        Fragment scope,
        @Nullable String newest,
        boolean lenient) {

    /** The alias under which conditions speak of the table. */
    static final String ALIAS = "f";

    Family(String label, Set<String> prefixes, String table, String join, ValueType type, @Nullable String owner) {
        this(label, prefixes, table, join, type, owner, owner != null, Fragment.NONE, null, false);
    }

    static Family tags(String table, String join) {
        return new Family("tag", Set.of("tag", "tags"), table, join, ValueType.TEXT, null);
    }

    Family indexedFor(String column) {
        return new Family(label, prefixes, table, join, type, column, true, scope, newest, lenient);
    }

    /** With an index that finds texts, but for rows that no one column names. */
    Family indexed() {
        return new Family(label, prefixes, table, join, type, owner, true, scope, newest, lenient);
    }

    Family orLists() {
        return new Family(label, prefixes, table, join, type, owner, byPrefix, scope, newest, true);
    }

    /** With several rows for one key, of which a filter may match any and an order takes the first. */
    Family ofMany(String newestFirst) {
        return new Family(label, prefixes, table, join, type, owner, byPrefix, scope, newestFirst, lenient);
    }

    Family scopedTo(Fragment condition) {
        return new Family(label, prefixes, table, join, type, owner, byPrefix, condition, newest, lenient);
    }

    KeyedValue value(String key) {
        return new KeyedValue(this, key);
    }

    /** The table's row for this key, to be joined to the searched row. */
    Fragment rowOf(String key, String alias) {
        return Fragment.of("%s and %s.key = ?".formatted(join.formatted(alias), alias), key);
    }

    /** A filter's rows for this key, under {@link #ALIAS}. */
    Fragment rowsOf(String key) {
        Fragment all = rowOf(key, ALIAS);
        return scope.isEmpty() ? all : Fragment.join(" and ", all, scope);
    }

    /** Brings the row for this key to the searched row. */
    Fragment joined(String how, String key, String alias) {
        if (newest == null) {
            return rowOf(key, alias).wrapped(" %s %s %s on ".formatted(how, table, alias), "");
        }
        return rowsOf(key)
                .wrapped(
                        " %s lateral (select %s.value from %s %s where ".formatted(how, ALIAS, table, ALIAS),
                        " order by %s limit 1) %s on true".formatted(newest, alias));
    }

    boolean isText() {
        return type == ValueType.TEXT;
    }
}
