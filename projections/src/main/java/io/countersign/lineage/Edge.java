package io.countersign.lineage;

import java.util.Map;

/**
 * That one thing rests on another.
 *
 * @param source what the other rests on
 * @param detail what else is to be said of it
 */
record Edge(LineageNode source, LineageNode target, Relation relation, Map<String, String> detail) {

    Edge {
        detail = Map.copyOf(detail);
    }

    Edge(LineageNode source, LineageNode target, Relation relation) {
        this(source, target, relation, Map.of());
    }
}
