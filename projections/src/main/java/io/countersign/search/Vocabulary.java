package io.countersign.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one kind of search can speak of.
 *
 * @param attributes by the names that a filter may use
 * @param orders by the names that an order_by may use
 * @param ordersByFamilies whether an order_by may use metrics, parameters and tags
 * @param relations of which no order_by can speak
 */
record Vocabulary(
        List<Family> families,
        Map<String, Attribute> attributes,
        Map<String, Attribute> orders,
        boolean ordersByFamilies,
        List<Relation> relations) {

    private static final Set<String> ATTRIBUTE_PREFIXES = Set.of("attribute", "attributes", "attr", "run");

    Vocabulary(
            List<Family> families,
            Map<String, Attribute> attributes,
            Map<String, Attribute> orders,
            boolean ordersByFamilies) {
        this(families, attributes, orders, ordersByFamilies, List.of());
    }

    Fragment condition(Comparison comparison) {
        Field field = field(comparison.key());
        requireNullable(field, comparison);
        requireListable(field, comparison);
        return field.condition(comparison);
    }

    Optional<Scout> scout(Comparison comparison) {
        return field(comparison.key()) instanceof KeyedValue value ? value.scout(comparison) : Optional.empty();
    }

    Field field(KeyReference key) {
        Optional<Relation> relation = relation(key);
        if (relation.isPresent()) {
            return relation.get().value(key);
        }
        Family family = family(key);
        return family == null ? attribute(key, attributes) : family.value(key.name());
    }

    Field order(KeyReference key) {
        relation(key).ifPresent(relation -> {
            throw key.place().invalid("Invalid identifier type '%s'".formatted(relation.label()));
        });
        Family family = family(key);
        if (family != null && !ordersByFamilies) {
            throw key.place().invalid("Invalid order_by entity: " + family.label());
        }
        return family == null ? attribute(key, orders) : family.value(key.name());
    }

    private Optional<Relation> relation(KeyReference key) {
        return relations.stream()
                .filter(relation -> key.prefix() != null && relation.prefixes().contains(key.prefix()))
                .findFirst();
    }

    /** The family that a key's prefix names; null if it names attributes. */
    private @Nullable Family family(KeyReference key) {
        String prefix = key.prefix();
        if (prefix == null || ATTRIBUTE_PREFIXES.contains(prefix)) {
            return null;
        }
        return families.stream()
                .filter(family -> family.prefixes().contains(prefix))
                .findFirst()
                .orElseThrow(() -> key.place()
                        .invalid("Invalid entity type '%s'. Valid values are %s"
                                .formatted(prefix, Names.inBrackets(entityTypes()))));
    }

    private List<String> entityTypes() {
        var types = new ArrayList<>(families.stream().map(Family::label).toList());
        types.add("attribute");
        relations.stream().map(Relation::label).forEach(types::add);
        return types;
    }

    private static Attribute attribute(KeyReference key, Map<String, Attribute> among) {
        Attribute attribute = among.get(key.name());
        if (attribute == null) {
            throw key.place()
                    .invalid("Invalid attribute key '%s' specified. Valid keys are '%s'"
                            .formatted(
                                    key.name(),
                                    Names.inBraces(
                                            among.keySet().stream().sorted().toList())));
        }
        return attribute;
    }

    private static void requireNullable(Field field, Comparison comparison) {
        boolean isText = field instanceof KeyedValue value && value.family().isText();
        if (Operator.isNullness(comparison) && !isText) {
            String type = label(field);
            throw comparison
                    .operatorPlace()
                    .invalid("IS NULL / IS NOT NULL is only supported for tags and params, not for '%s' '%s'"
                            .formatted(type, comparison.key().name()));
        }
    }

    private static String label(Field field) {
        return switch (field) {
            case Attribute attribute -> "attribute";
            case KeyedValue value -> value.family().label();
            case RelatedValue value -> value.relation().label();
        };
    }

    private void requireListable(Field field, Comparison comparison) {
        boolean isText = field instanceof Attribute && field.type() == ValueType.TEXT;
        if (isText && comparison.operand().isList() && !takesLists(field)) {
            throw comparison
                    .operand()
                    .invalid("Only %s attributes support comparison with a list of quoted string values."
                            .formatted(Names.inBrackets(listable())));
        }
    }

    private List<String> listable() {
        return attributes.values().stream()
                .filter(Attribute::takesLists)
                .map(Attribute::name)
                .distinct()
                .sorted()
                .toList();
    }

    private static boolean takesLists(Field field) {
        return field instanceof Attribute attribute && attribute.takesLists();
    }
}
