package io.countersign.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Finds what an event says and its schema does not name. Readers ignore such members; we want none. */
final class NamedMembers {

    private final JsonNode root;
    private final List<String> problems = new ArrayList<>();

    private NamedMembers(JsonNode root) {
        this.root = root;
    }

    /** @return a path and a complaint for each member that is not named, and each value that is not known */
    static List<String> problems(String schema, JsonNode event) {
        NamedMembers members = new NamedMembers(JsonMapper.shared().readTree(schema));
        members.look(List.of(members.root), event, "");
        return members.problems;
    }

    private void look(List<JsonNode> schemas, JsonNode value, String path) {
        List<JsonNode> all = schemas.stream().flatMap(this::withReferences).toList();
        if (value.isObject()) {
            value.properties().forEach(member -> member(all, member.getKey(), member.getValue(), path));
        } else if (value.isArray()) {
            List<JsonNode> items = present(all.stream().map(schema -> schema.get("items")));
            value.forEach(item -> look(items, item, path + "[]"));
        } else {
            requireKnown(all, value, path);
        }
    }

    private void member(List<JsonNode> schemas, String name, JsonNode value, String path) {
        List<JsonNode> named = present(schemas.stream()
                .map(schema -> schema.path("properties").has(name)
                        ? schema.path("properties").get(name)
                        : schema.get("additionalProperties")));
        String where = path + "/" + name;
        if (named.isEmpty()) {
            problems.add(where + " is not named");
        }
        look(named, value, where);
    }

    private void requireKnown(List<JsonNode> schemas, JsonNode value, String path) {
        for (JsonNode known : present(schemas.stream().map(schema -> schema.get("x-known-values")))) {
            if (StreamSupport.stream(known.spliterator(), false).noneMatch(value::equals)) {
                problems.add(path + " is " + value + ", which is not among the known values");
            }
        }
    }

    private Stream<JsonNode> withReferences(JsonNode schema) {
        JsonNode reference = schema.get("$ref");
        return reference == null
                ? Stream.of(schema)
                : Stream.concat(Stream.of(schema), withReferences(Resolved.reference(root, reference.asString())));
    }

    private static List<JsonNode> present(Stream<JsonNode> schemas) {
        return schemas.filter(Objects::nonNull).toList();
    }
}
