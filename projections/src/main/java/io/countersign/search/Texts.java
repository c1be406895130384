package io.countersign.search;

import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Text that PostgreSQL can hold: anything else equals nothing stored, and would fail only once it is bound. */
final class Texts {

    private Texts() {}

    static void requireStorable(String text, IntFunction<Place> placeAt) {
        int[] codePoints = text.codePoints().toArray();
        IntStream.range(0, codePoints.length)
                .filter(index -> isUnstorable(codePoints[index]))
                .findFirst()
                .ifPresent(index -> {
                    throw placeAt.apply(index).invalid("Invalid character U+%04X".formatted(codePoints[index]));
                });
    }

    static boolean isStorable(String text) {
        return text.codePoints().noneMatch(Texts::isUnstorable);
    }

    private static boolean isUnstorable(int codePoint) {
        return codePoint == 0 || Character.getType(codePoint) == Character.SURROGATE;
    }
}
