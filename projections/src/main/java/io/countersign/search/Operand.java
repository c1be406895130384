package io.countersign.search;

import java.util.List;

/**
 * What a key is compared with.
 *
 * @param text as it stands in the filter, for messages
 * @param values what it means: the unquoted text, the number's digits, or each member of a list
 */
record Operand(Kind kind, String text, List<String> values, Place place) {

    enum Kind {
        TEXT,
        NUMBER,
        LIST,
        /** A list that is empty or has members other than quoted strings. */
        ILL_FORMED_LIST,
        /** A word without quotes, or one in back quotes. */
        BARE,
        NONE
    }

    static Operand none(Place place) {
        return new Operand(Kind.NONE, "", List.of(), place);
    }

    boolean isList() {
        return kind == Kind.LIST || kind == Kind.ILL_FORMED_LIST;
    }

    String value() {
        return values.getFirst();
    }

    InvalidSearch invalid(String message) {
        return place.invalid(message);
    }
}
