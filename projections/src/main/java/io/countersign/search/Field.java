package io.countersign.search;

/** Something that a comparison or an order can speak of, and how it is read from the query tables. */
sealed interface Field permits Attribute, KeyedValue, RelatedValue {

    ValueType type();

    /** The rows for which the comparison holds. */
    Fragment condition(Comparison comparison);

    /** Whether a row for which this comparison holds is sure to have a value here. */
    boolean isPresentWhen(Comparison comparison);
}
