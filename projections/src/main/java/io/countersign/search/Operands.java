package io.countersign.search;

/** Refuses values of the wrong type, in MLflow's words. */
final class Operands {

    private Operands() {}

    static void requireText(Operand operand, String whose) {
        switch (operand.kind()) {
            case TEXT, LIST -> {}
            case BARE ->
                throw operand.invalid("Parameter value is either not quoted or unidentified quote types used for string"
                        + " value %s. Use either single or double quotes.".formatted(operand.text()));
            case ILL_FORMED_LIST ->
                throw operand.invalid("While parsing a list in the query, expected a non-empty list of string values,"
                        + " but got %s".formatted(operand.text()));
            case NUMBER, NONE -> throw notText(operand, whose);
        }
    }

    static void requireOneText(Operand operand, String whose) {
        if (operand.isList()) {
            throw notText(operand, whose);
        }
        requireText(operand, whose);
    }

    static void requireNumber(Operand operand, String whose) {
        if (operand.kind() != Operand.Kind.NUMBER) {
            throw operand.invalid("Expected numeric value type for %s. Found %s".formatted(whose, operand.text()));
        }
    }

    /** A number, or a quoted whole number. */
    static void requireWholeNumber(Operand operand, String attribute) {
        boolean isQuoted =
                operand.kind() == Operand.Kind.TEXT && operand.value().matches("[+-]?\\d{1,18}");
        if (operand.kind() != Operand.Kind.NUMBER && !isQuoted) {
            throw operand.invalid("Invalid value for numeric attribute '%s': %s".formatted(attribute, operand.text()));
        }
    }

    private static InvalidSearch notText(Operand operand, String whose) {
        return operand.invalid("Expected a quoted string value for %s. Got value %s".formatted(whose, operand.text()));
    }
}
