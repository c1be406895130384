package io.countersign.search;

import java.util.Optional;

/**
 * A field by which a search is ordered.
 *
 * @param alias of the table that holds a metric, parameter or tag
 */
record SortTerm(Field field, boolean ascending, String alias) {

    private static final String UNORDERED = "A row may have several of these.";

    SortKey key() {
        return switch (field) {
            case Attribute attribute ->
                new SortKey(attribute.expression(), attribute.type(), ascending, attribute.nullable());
            case KeyedValue value -> new SortKey(alias + ".value", value.type(), ascending, true);
            case RelatedValue value -> throw new IllegalStateException(UNORDERED);
        };
    }

    /** The joined column that names the searched row, where the order has an index that holds it. */
    Optional<String> owner() {
        return field instanceof KeyedValue value && value.isOne()
                ? Optional.ofNullable(value.family().owner()).map(column -> alias + "." + column)
                : Optional.empty();
    }

    /** Brings the value in; a row that has none stays. */
    Fragment joinedIfPresent() {
        return join("left join");
    }

    /** Brings the value in; a row that has none goes. */
    Fragment joined() {
        return join("join");
    }

    private Fragment join(String how) {
        return switch (field) {
            case Attribute attribute -> Fragment.NONE;
            case RelatedValue value -> throw new IllegalStateException(UNORDERED);
            case KeyedValue value -> value.family().joined(how, value.key(), alias);
        };
    }

    Fragment absent() {
        return switch (field) {
            case Attribute attribute -> Fragment.of(attribute.expression() + " is null");
            case KeyedValue value -> value.absent();
            case RelatedValue value -> throw new IllegalStateException(UNORDERED);
        };
    }
}
