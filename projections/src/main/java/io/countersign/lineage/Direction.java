package io.countersign.lineage;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Which way to go from a thing. */
public enum Direction {
    /** To what it rests on. */
    UP,
    /** To what rests on it. */
    DOWN,
    BOTH;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Direction> labelled(String label) {
        return Arrays.stream(values())
                .filter(each -> each.label().equals(label))
                .findFirst();
    }
}
