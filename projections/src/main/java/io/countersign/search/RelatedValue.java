package io.countersign.search;

/** One property of related things: a comparison holds for a row when it does for one of them. */
record RelatedValue(Relation relation, String column) implements Field {

    @Override
    public ValueType type() {
        return ValueType.TEXT;
    }

    @Override
    public Fragment condition(Comparison comparison) {
        Operand operand = comparison.operand();
        Operands.requireText(operand, relation.label() + " attributes");
        Operator operator = Operator.of(comparison, operand.isList() ? Operator.OF_LISTS : Operator.OF_TEXTS);
        return Conditions.of(ValueType.TEXT, column, operator, operand)
                .wrapped("exists (select from %s and ".formatted(relation.rows()), ")");
    }

    @Override
    public boolean isPresentWhen(Comparison comparison) {
        return true;
    }
}
