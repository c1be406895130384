package io.countersign.search;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parts of an order by its first key. Each is a query of its own, sorted by what an index can hold, and the later
 * ones run only when a page is not yet full.
 */
enum Stretch {
    VALUES,
    NANS,
    ABSENT;

    static List<Stretch> of(SortKey first) {
        if (!first.nullable()) {
            return List.of(VALUES);
        }
        return first.type() == ValueType.NUMBER ? List.of(VALUES, NANS, ABSENT) : List.of(VALUES, ABSENT);
    }

    /** The part in which a row with this value is. */
    static Stretch holding(@Nullable Object value) {
        if (value == null) {
            return ABSENT;
        }
        return ValueType.isNaN(value) ? NANS : VALUES;
    }
}
