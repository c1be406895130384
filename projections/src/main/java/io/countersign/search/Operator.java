package io.countersign.search;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/** The comparisons of MLflow's language. */
enum Operator {
    EQUAL("=", "="),
    NOT_EQUAL("!=", "<>"),
    LESS("<", "<"),
    LESS_OR_EQUAL("<=", "<="),
    GREATER(">", ">"),
    GREATER_OR_EQUAL(">=", ">="),
    LIKE("LIKE", "like"),
    ILIKE("ILIKE", "ilike"),
    IN("IN", "= any"),
    NOT_IN("NOT IN", "<> all"),
    IS_NULL("IS NULL", "is null"),
    IS_NOT_NULL("IS NOT NULL", "is not null");

    static final Set<Operator> OF_NUMBERS =
            EnumSet.of(EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL);
    static final Set<Operator> OF_TEXTS = EnumSet.of(EQUAL, NOT_EQUAL, LIKE, ILIKE);
    static final Set<Operator> OF_LISTS = EnumSet.of(IN, NOT_IN);
    static final Set<Operator> OF_KEYED_TEXTS = EnumSet.of(EQUAL, NOT_EQUAL, LIKE, ILIKE, IS_NULL, IS_NOT_NULL);

    private final String symbol;
    private final String sql;

    Operator(String symbol, String sql) {
        this.symbol = symbol;
        this.sql = sql;
    }

    String symbol() {
        return symbol;
    }

    String sql() {
        return sql;
    }

    boolean isPattern() {
        return this == LIKE || this == ILIKE;
    }

    /** The comparison's operator, if it is one of the permitted. */
    static Operator of(Comparison comparison, Collection<Operator> permitted) {
        return permitted.stream()
                .filter(operator -> operator.symbol.equals(comparison.operator()))
                .findFirst()
                .orElseThrow(() -> comparison
                        .operatorPlace()
                        .invalid("Invalid comparator '%s' not one of '%s'"
                                .formatted(comparison.operator(), symbols(permitted))));
    }

    static boolean isNullness(Comparison comparison) {
        return comparison.operator().equals(IS_NULL.symbol)
                || comparison.operator().equals(IS_NOT_NULL.symbol);
    }

    private static String symbols(Collection<Operator> permitted) {
        return Names.inBraces(Arrays.stream(values())
                .filter(permitted::contains)
                .map(operator -> operator.symbol)
                .toList());
    }
}
