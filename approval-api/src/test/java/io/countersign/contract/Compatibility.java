package io.countersign.contract;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Whether readers of events as they were can read them as they are: every member that a schema named is still there, in the
 * same shape, and as certain to be there. More may be said.
 */
final class Compatibility {

    /** What tells people something, and validators nothing. {@code x-known-values} are open: there may be others. */
    private static final Set<String> WORDS =
            Set.of("$schema", "$id", "$defs", "title", "description", "examples", "$comment", "x-known-values");

    private static final Set<String> LOOKED_INTO = Set.of("$ref", "properties", "required", "items", "enum");

    private final JsonNode oldRoot;
    private final JsonNode newRoot;
    private final List<String> breaks = new ArrayList<>();

    private Compatibility(JsonNode oldRoot, JsonNode newRoot) {
        this.oldRoot = oldRoot;
        this.newRoot = newRoot;
    }

    /** @return what would break readers; nothing when all is well */
    static List<String> breaks(JsonNode released, JsonNode now) {
        Compatibility compatibility = new Compatibility(released, now);
        compatibility.compare(List.of(released), List.of(now), "");
        return List.copyOf(compatibility.breaks);
    }

    private void compare(List<JsonNode> released, List<JsonNode> now, String path) {
        List<JsonNode> before = withReferences(oldRoot, released);
        List<JsonNode> after = withReferences(newRoot, now);
        compareMembers(before, after, path);
        compareRequired(before, after, path);
        compareEnums(before, after, path);
        compareTheRest(before, after, path);
        List<JsonNode> items = all(before, "items");
        if (!items.isEmpty()) {
            compare(items, all(after, "items"), path + "[]");
        } else if (!all(after, "items").isEmpty()) {
            breaks.add(path + ": its items are of a certain shape only now");
        }
    }

    private void compareMembers(List<JsonNode> before, List<JsonNode> after, String path) {
        for (String name : memberNames(before)) {
            List<JsonNode> now = members(after, name);
            if (now.isEmpty()) {
                breaks.add(path + "/" + name + " is gone");
            } else {
                compare(members(before, name), now, path + "/" + name);
            }
        }
    }

    private void compareRequired(List<JsonNode> before, List<JsonNode> after, String path) {
        Set<String> lost = texts(before, "required");
        lost.removeAll(texts(after, "required"));
        lost.forEach(name -> breaks.add(path + "/" + name + " is no longer required"));
    }

    /** A closed enum was a promise that there is nothing else. */
    private void compareEnums(List<JsonNode> before, List<JsonNode> after, String path) {
        Set<JsonNode> was = values(before, "enum");
        Set<JsonNode> is = values(after, "enum");
        if (was.isEmpty() != is.isEmpty()) {
            breaks.add(path + ": its enum " + (was.isEmpty() ? "is new" : "is gone"));
        }
        is.stream()
                .filter(value -> !was.isEmpty() && !was.contains(value))
                .forEach(value -> breaks.add(path + ": its enum also has " + value));
    }

    private void compareTheRest(List<JsonNode> before, List<JsonNode> after, String path) {
        Set<String> keywords = new LinkedHashSet<>();
        before.forEach(schema -> keywords.addAll(schema.propertyNames()));
        after.forEach(schema -> keywords.addAll(schema.propertyNames()));
        keywords.removeAll(WORDS);
        keywords.removeAll(LOOKED_INTO);
        for (String keyword : keywords) {
            Set<JsonNode> was = Set.copyOf(all(before, keyword));
            Set<JsonNode> is = Set.copyOf(all(after, keyword));
            if (!was.equals(is)) {
                breaks.add(path + ": its " + keyword + " was " + was + " and is " + is);
            }
        }
    }

    private static List<JsonNode> withReferences(JsonNode root, List<JsonNode> schemas) {
        List<JsonNode> found = new ArrayList<>();
        for (JsonNode schema : schemas) {
            found.add(schema);
            if (schema.has("$ref")) {
                JsonNode other = Resolved.reference(root, schema.path("$ref").asString());
                found.addAll(withReferences(root, List.of(other)));
            }
        }
        return found;
    }

    private static List<JsonNode> all(List<JsonNode> schemas, String keyword) {
        return schemas.stream()
                .filter(schema -> schema.has(keyword))
                .map(schema -> schema.get(keyword))
                .toList();
    }

    private static List<JsonNode> members(List<JsonNode> schemas, String name) {
        return all(all(schemas, "properties"), name);
    }

    private static Set<String> memberNames(List<JsonNode> schemas) {
        Set<String> names = new LinkedHashSet<>();
        all(schemas, "properties")
                .forEach(properties ->
                        properties.properties().stream().map(Map.Entry::getKey).forEach(names::add));
        return names;
    }

    private static Set<String> texts(List<JsonNode> schemas, String keyword) {
        Set<String> texts = new LinkedHashSet<>();
        values(schemas, keyword).forEach(value -> texts.add(value.asString()));
        return texts;
    }

    private static Set<JsonNode> values(List<JsonNode> schemas, String keyword) {
        Set<JsonNode> values = new LinkedHashSet<>();
        all(schemas, keyword).forEach(list -> list.forEach(values::add));
        return values;
    }
}
