package io.countersign.search;

import java.util.Map;
import java.util.Set;

/**
 * Things of which a searched row may have several, each with the same few properties, such as the datasets of a run.
 *
 * @param label as messages name it
 * @param prefixes by which filters speak of it
 * @param rows what stands after FROM to find those of a searched row, ending in a condition
 * @param columns by the names of the properties
 */
record Relation(String label, Set<String> prefixes, String rows, Map<String, String> columns) {

    RelatedValue value(KeyReference key) {
        String column = columns.get(key.name());
        if (column == null) {
            throw key.place()
                    .invalid("Invalid %s key '%s' specified. Valid keys are '%s'"
                            .formatted(
                                    label,
                                    key.name(),
                                    Names.inBraces(
                                            columns.keySet().stream().sorted().toList())));
        }
        return new RelatedValue(this, column);
    }
}
