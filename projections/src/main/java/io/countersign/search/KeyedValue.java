package io.countersign.search;

import java.util.Optional;

/** One metric, parameter or tag. */
record KeyedValue(Family family, String key) implements Field {

    private static final String ALIAS = Family.ALIAS;

    /** How much of a text the indexes hold, and the column "prefix": they cannot hold the longest. */
    private static final int INDEXED_LENGTH = 64;

    @Override
    public ValueType type() {
        return family.type();
    }

    @Override
    public Fragment condition(Comparison comparison) {
        Operator operator = operator(comparison);
        return switch (operator) {
            case IS_NULL -> absent();
            case IS_NOT_NULL -> exists(Fragment.NONE);
            default ->
                exists(onColumn(ALIAS + ".value", operator, comparison.operand())
                        .wrapped(" and ", ""));
        };
    }

    /** The condition where the value is joined already; not for those on its absence. */
    Fragment conditionOn(String column, Comparison comparison) {
        return onColumn(column, operator(comparison), comparison.operand());
    }

    Fragment absent() {
        return exists(Fragment.NONE).wrapped("not ", "");
    }

    /** Finds what the comparison holds for by itself, if an index can. */
    Optional<Scout> scout(Comparison comparison) {
        Operator operator = operator(comparison);
        boolean isNarrow = family.isText() ? operator == Operator.EQUAL : operator != Operator.NOT_EQUAL;
        if (family.owner() == null || !isNarrow) {
            return Optional.empty();
        }
        Fragment rows = Fragment.join(
                        " and ",
                        Fragment.of(ALIAS + ".key = ?", key),
                        onColumn(ALIAS + ".value", operator, comparison.operand()))
                .wrapped(
                        "from %s %s where ".formatted(family.table(), ALIAS), family.isText() ? "" : " order by value");
        return Optional.of(new Scout(rows, family.owner(), condition(comparison)));
    }

    /** Whether a filter on this holds for the very row that an order takes. */
    boolean isOne() {
        return family.newest() == null;
    }

    @Override
    public boolean isPresentWhen(Comparison comparison) {
        return !comparison.operator().equals(Operator.IS_NULL.symbol());
    }

    private Operator operator(Comparison comparison) {
        if (!family.isText()) {
            Operands.requireNumber(comparison.operand(), family.label());
            return Operator.of(comparison, Operator.OF_NUMBERS);
        }
        if (!Operator.isNullness(comparison)) {
            requireText(comparison.operand());
        }
        boolean isList = family.lenient() && comparison.operand().isList();
        return Operator.of(comparison, isList ? Operator.OF_LISTS : Operator.OF_KEYED_TEXTS);
    }

    private void requireText(Operand operand) {
        String whose = family.label() + " (e.g. 'my-value')";
        if (family.lenient() && operand.kind() == Operand.Kind.NUMBER) {
            return;
        }
        if (family.lenient()) {
            Operands.requireText(operand, whose);
        } else {
            Operands.requireOneText(operand, whose);
        }
    }

    private Fragment onColumn(String column, Operator operator, Operand operand) {
        Fragment condition = Conditions.of(type(), column, operator, operand);
        boolean isByIndex = family.isText() && family.byPrefix() && operator == Operator.EQUAL;
        return isByIndex ? byIndex(column, operand.value(), condition) : condition;
    }

    private static Fragment byIndex(String column, String value, Fragment equal) {
        boolean isWhole = value.codePointCount(0, value.length()) < INDEXED_LENGTH;
        String start = isWhole ? value : value.substring(0, value.offsetByCodePoints(0, INDEXED_LENGTH));
        Fragment startsEqual = Fragment.of(column.replaceFirst("value$", "prefix = ?"), start);
        return isWhole ? startsEqual : Fragment.join(" and ", startsEqual, equal);
    }

    private Fragment exists(Fragment condition) {
        return Fragment.join("", family.rowsOf(key), condition)
                .wrapped("exists (select from %s %s where ".formatted(family.table(), ALIAS), ")");
    }
}
