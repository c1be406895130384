package io.countersign.search;

import org.jspecify.annotations.Nullable;

/** The types that can be compared and sorted; a position in the order is carried in a page token as text. */
enum ValueType {
    TEXT {
        @Override
        Object read(String text) {
            if (!Texts.isStorable(text)) {
                throw new IllegalArgumentException("Not storable");
            }
            return text;
        }
    },
    /** A whole number in PostgreSQL: a version, or milliseconds since the epoch. */
    INTEGER {
        @Override
        Object read(String text) {
            return Long.valueOf(text);
        }
    },
    /** A metric's value: NaN sorts after every number, in either direction. */
    NUMBER {
        @Override
        Object read(String text) {
            return Double.valueOf(text);
        }
    };

    /**
     * The value that a page token wrote.
     *
     * @throws IllegalArgumentException if it is none of this type
     */
    abstract Object read(String text);

    static boolean isNaN(@Nullable Object value) {
        return value instanceof Double number && number.isNaN();
    }
}
