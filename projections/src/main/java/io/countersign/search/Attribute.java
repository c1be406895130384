package io.countersign.search;

import java.util.Set;

/**
 * A property that every searched row has, though it may be null.
 *
 * @param name as messages name it
 * @param expression in SQL
 * @param takesLists whether it can be compared by IN
 * @param takesQuotes whether a number that it is compared with may be quoted
 */
record Attribute(
        String name, String expression, ValueType type, boolean nullable, boolean takesLists, boolean takesQuotes)
        implements Field {

    static Attribute text(String name, String expression) {
        return new Attribute(name, expression, ValueType.TEXT, false, false, false);
    }

    static Attribute integer(String name, String expression) {
        return new Attribute(name, expression, ValueType.INTEGER, false, false, false);
    }

    Attribute orNull() {
        return new Attribute(name, expression, type, true, takesLists, takesQuotes);
    }

    Attribute orLists() {
        return new Attribute(name, expression, type, nullable, true, takesQuotes);
    }

    Attribute orQuotes() {
        return new Attribute(name, expression, type, nullable, takesLists, true);
    }

    @Override
    public Fragment condition(Comparison comparison) {
        requireOperand(comparison.operand());
        Operator operator = Operator.of(comparison, operators(comparison.operand()));
        return Conditions.of(type, expression, operator, comparison.operand());
    }

    @Override
    public boolean isPresentWhen(Comparison comparison) {
        return true;
    }

    private Set<Operator> operators(Operand operand) {
        if (type == ValueType.TEXT) {
            return operand.isList() ? Operator.OF_LISTS : Operator.OF_TEXTS;
        }
        return Operator.OF_NUMBERS;
    }

    private void requireOperand(Operand operand) {
        if (type == ValueType.TEXT) {
            Operands.requireText(operand, "attributes");
        } else if (takesQuotes) {
            Operands.requireWholeNumber(operand, name);
        } else {
            Operands.requireNumber(operand, "numeric attribute: " + name);
        }
    }
}
