package io.countersign.search;

/** The conditions that operators put on a column. */
final class Conditions {

    private static final String NAN = "'NaN'::float8";

    private Conditions() {}

    static Fragment of(ValueType type, String column, Operator operator, Operand operand) {
        return switch (type) {
            case TEXT -> onText(column, operator, operand);
            case INTEGER -> onInteger(column, operator, operand);
            case NUMBER -> onNumber(column, operator, operand);
        };
    }

    private static Fragment onText(String column, Operator operator, Operand operand) {
        return switch (operator) {
            case IN, NOT_IN ->
                Fragment.of(column + " " + operator.sql() + " (?)", (Object)
                        operand.values().toArray(String[]::new));
            default -> compared(column, operator, operator.isPattern() ? pattern(operand) : operand.value());
        };
    }

    /** PostgreSQL refuses a pattern whose last character escapes nothing, but only once a row is compared with it. */
    private static String pattern(Operand operand) {
        String pattern = operand.value();
        int backslashes = pattern.length() - pattern.replaceFirst("\\\\+$", "").length();
        if (backslashes % 2 == 1) {
            throw operand.invalid(
                    "Invalid pattern %s: it must not end with an escape character".formatted(operand.text()));
        }
        return pattern;
    }

    private static Fragment onInteger(String column, Operator operator, Operand operand) {
        return compared(column, operator, wholeOrDecimal(operand.value()));
    }

    private static Object wholeOrDecimal(String digits) {
        try {
            return Long.valueOf(digits);
        } catch (NumberFormatException decimalOrHuge) {
            return Double.valueOf(digits);
        }
    }

    /** To PostgreSQL, NaN is greater than every number; to MLflow, it only differs from every number. */
    private static Fragment onNumber(String column, Operator operator, Operand operand) {
        Fragment condition = compared(column, operator, Double.valueOf(operand.value()));
        return switch (operator) {
            case GREATER, GREATER_OR_EQUAL -> condition.wrapped("", " and " + isNumber(column));
            default -> condition;
        };
    }

    static String isNumber(String column) {
        return column + " < " + NAN;
    }

    static String isNaN(String column) {
        return column + " = " + NAN;
    }

    private static Fragment compared(String column, Operator operator, Object value) {
        return Fragment.of(column + " " + operator.sql() + " ?", value);
    }
}
