package io.countersign.search;

/**
 * Where in a filter or order_by clause something stands.
 *
 * @param index from 0, in code points, so that clients in any language count alike
 */
record Place(String source, int index) {

    private static final int EXCERPT = 60;
    private static final int LONGEST_MESSAGE = 1_000;

    /** @param message may quote what was given, however long that is */
    InvalidSearch invalid(String message) {
        return new InvalidSearch(
                "%s at position %d: %s".formatted(cut(message, LONGEST_MESSAGE), index, excerpt()), index);
    }

    private String excerpt() {
        String rest = source.substring(source.offsetByCodePoints(0, index));
        if (rest.isBlank()) {
            return "the end";
        }
        return '"' + cut(rest, EXCERPT) + '"';
    }

    private static String cut(String text, int most) {
        return text.codePointCount(0, text.length()) > most
                ? text.substring(0, text.offsetByCodePoints(0, most)) + "…"
                : text;
    }
}
