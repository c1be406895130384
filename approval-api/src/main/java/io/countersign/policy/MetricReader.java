package io.countersign.policy;

import java.util.Objects;

/** Reads how good a metric has to be. */
final class MetricReader {

    private MetricReader() {}

    static Rule read(Fields fields) {
        String name = fields.required("metric");
        Double atLeast = fields.parsed("at-least", Values::number, "a number");
        Double atMost = fields.parsed("at-most", Values::number, "a number");
        Double slack = fields.parsed("worse-than-current-by-at-most", Values::notNegative, "a number from 0 on");
        if (atLeast == null && atMost == null && slack == null) {
            fields.wrong("", "It asks for nothing: use at-least, at-most or worse-than-current-by-at-most.");
        }
        if (atLeast != null && atMost != null && atLeast > atMost) {
            fields.wrong("", "No value is at least " + atLeast + " and at most " + atMost + ".");
        }
        Boolean higher = fields.parsed("better", MetricReader::isHigher, "higher or lower");
        fields.end();
        boolean onlyAtMost = atLeast == null && atMost != null;
        return new MetricRule(name, Objects.requireNonNullElse(higher, !onlyAtMost), atLeast, atMost, slack);
    }

    private static boolean isHigher(String text) {
        return switch (text) {
            case "higher" -> true;
            case "lower" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }
}
