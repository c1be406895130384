package io.countersign.search;

import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One comparison of a filter, with what it means said once more and without SQL.
 *
 * @param operand a Double, a Long, a String or a list of them; null for IS NULL and IS NOT NULL
 */
record RunCondition(
        String entity,
        String key,
        String operator,
        @Nullable Object operand) implements Predicate<RunRow> {

    String written() {
        String left = entity.isEmpty() ? key : entity + ".`" + key + "`";
        return operand == null ? left + " " + operator : left + " " + operator + " " + literal(operand);
    }

    private static String literal(Object value) {
        if (value instanceof java.util.List<?> list) {
            return list.stream().map(RunCondition::literal).collect(Collectors.joining(", ", "(", ")"));
        }
        return value instanceof String text ? "'" + text.replace("'", "''") + "'" : value.toString();
    }

    @Override
    public boolean test(RunRow run) {
        return entity.equals("datasets") ? run.datasetValues(key).stream().anyMatch(this::holds) : holds(valueOf(run));
    }

    private boolean holds(@Nullable Object value) {
        return switch (operator) {
            case "IS NULL" -> value == null;
            case "IS NOT NULL" -> value != null;
            default -> value != null && holdsFor(value);
        };
    }

    @Nullable
    Object valueOf(RunRow run) {
        return switch (entity) {
            case "metrics" -> run.metrics().get(key);
            case "params" -> run.params().get(key);
            case "tags" -> run.tags().get(key);
            default -> run.attribute(key);
        };
    }

    private boolean holdsFor(Object value) {
        Object other = Objects.requireNonNull(operand);
        return switch (operator) {
            case "IN" -> ((java.util.List<?>) other).contains(value);
            case "NOT IN" -> !((java.util.List<?>) other).contains(value);
            case "LIKE" -> like((String) value, (String) other, 0);
            case "ILIKE" -> like((String) value, (String) other, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
            default ->
                value instanceof String text ? compares(text, (String) other) : compares(number(value), number(other));
        };
    }

    private boolean compares(String value, String other) {
        return value.equals(other) == operator.equals("=");
    }

    private boolean compares(double value, double other) {
        return switch (operator) {
            case "=" -> value == other;
            case "!=" -> value != other;
            case "<" -> value < other;
            case "<=" -> value <= other;
            case ">" -> value > other;
            case ">=" -> value >= other;
            default -> throw new IllegalStateException(operator);
        };
    }

    private static double number(Object value) {
        return ((Number) value).doubleValue();
    }

    private static boolean like(String value, String pattern, int flags) {
        var regex = new StringBuilder();
        for (int index = 0; index < pattern.length(); index++) {
            char character = pattern.charAt(index);
            regex.append(
                    switch (character) {
                        case '%' -> ".*";
                        case '_' -> ".";
                        case '\\' -> Pattern.quote(String.valueOf(pattern.charAt(++index)));
                        default -> Pattern.quote(String.valueOf(character));
                    });
        }
        return Pattern.compile(regex.toString(), flags | Pattern.DOTALL)
                .matcher(value)
                .matches();
    }
}
