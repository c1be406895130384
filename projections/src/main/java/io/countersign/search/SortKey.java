package io.countersign.search;

import org.jspecify.annotations.Nullable;

/**
 * One level of an order. In either direction NaN comes after every number, and null after everything.
 *
 * @param nullable whether a row may have null or NaN here
 */
record SortKey(String expression, ValueType type, boolean ascending, boolean nullable) {

    SortKey alwaysPresent() {
        return new SortKey(expression, type, ascending, false);
    }

    String orderBy() {
        String byValue = ascending ? expression : expression + " desc";
        if (!nullable) {
            return byValue;
        }
        return type == ValueType.NUMBER ? rank() + ", " + byValue : byValue + " nulls last";
    }

    private String rank() {
        return "case when %s then 0 when %s then 1 else 2 end"
                .formatted(Conditions.isNumber(expression), Conditions.isNaN(expression));
    }

    /** The rows that sort after a row with this value, which is not null. */
    Fragment after(Object last) {
        if (ValueType.isNaN(last)) {
            return Fragment.of(expression + " is null");
        }
        Fragment beyond = Fragment.of(expression + (ascending ? " > ?" : " < ?"), last);
        return nullable ? beyond.wrapped("(", orNothing() + ")") : beyond;
    }

    /** Upwards, NaN is beyond every number to PostgreSQL too. */
    private String orNothing() {
        String orNull = " or " + expression + " is null";
        boolean isNaNMissing = type == ValueType.NUMBER && !ascending;
        return isNaNMissing ? " or " + Conditions.isNaN(expression) + orNull : orNull;
    }

    Fragment same(@Nullable Object last) {
        return last == null ? Fragment.of(expression + " is null") : Fragment.of(expression + " = ?", last);
    }

    /** A bound that an index can seek to. */
    Fragment notBefore(Object last) {
        return Fragment.of(expression + (ascending ? " >= ?" : " <= ?"), last);
    }
}
