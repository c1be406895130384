package io.countersign.search;

/**
 * Where in a filter or order_by clause something stands.
 *
 * @param index from 0, in code points, so that clients in any language count alike
 */
record Place(String source, int index) {

    private static final int EXCERPT = 60;

    InvalidSearch invalid(String message) {
        return new InvalidSearch("%s at position %d: %s".formatted(message, index, excerpt()), index);
    }

    private String excerpt() {
        String rest = source.substring(source.offsetByCodePoints(0, index));
        if (rest.isBlank()) {
            return "the end";
        }
        return '"' + (isLong(rest) ? rest.substring(0, rest.offsetByCodePoints(0, EXCERPT)) + "…" : rest) + '"';
    }

    private static boolean isLong(String rest) {
        return rest.codePointCount(0, rest.length()) > EXCERPT;
    }
}
