package io.countersign.search;

/** One metric, parameter or tag. */
record KeyedValue(Family family, String key) implements Field {

    private static final String ALIAS = "f";

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
                exists(Conditions.of(type(), ALIAS + ".value", operator, comparison.operand())
                        .wrapped(" and ", ""));
        };
    }

    Fragment absent() {
        return exists(Fragment.NONE).wrapped("not ", "");
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
            Operands.requireText(comparison.operand(), family.label() + " (e.g. 'my-value')");
        }
        return Operator.of(comparison, Operator.OF_KEYED_TEXTS);
    }

    private Fragment exists(Fragment condition) {
        return Fragment.join("", family.rowOf(key, ALIAS), condition)
                .wrapped("exists (select from %s %s where ".formatted(family.table(), ALIAS), ")");
    }
}
