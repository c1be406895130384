package io.countersign.search;

import java.util.Collection;
import java.util.stream.Collectors;

/** Lists of names as MLflow's messages show them. */
final class Names {

    private Names() {}

    static String inBraces(Collection<String> names) {
        return "{" + quoted(names) + "}";
    }

    static String inBrackets(Collection<String> names) {
        return "[" + quoted(names) + "]";
    }

    private static String quoted(Collection<String> names) {
        return names.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", "));
    }
}
