package io.countersign.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON Schemas of public events (2020-12), which lie beside this class: one for each type, and some that others refer
 * to. They are written by hand, and are the contract.
 */
final class EventSchemas {

    private static final String PREFIX = "urn:countersign:schema:";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private EventSchemas() {}

    /** The schema's own name, a URI. */
    static String idOf(String type) {
        return PREFIX + type;
    }

    /** The schema alone, which refers to others by their names. */
    static ObjectNode of(String name) {
        String file = "schemas/" + name + ".schema.json";
        try (InputStream schema = EventSchemas.class.getResourceAsStream(file)) {
            if (schema == null) {
                throw new IllegalStateException(
                        "The public event " + name + " has no schema: " + file + " is missing.");
            }
            return (ObjectNode) JSON.readTree(schema);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With every schema that it needs in its {@code $defs}, each under its name: a compound document, as 2020-12 has it. */
    static ObjectNode bundled(String name) {
        ObjectNode schema = of(name);
        Map<String, ObjectNode> needed = new LinkedHashMap<>();
        collect(schema, needed);
        ObjectNode definitions = schema.withObject("/$defs");
        needed.forEach((each, other) -> definitions.set(idOf(each), other));
        return schema;
    }

    private static void collect(JsonNode node, Map<String, ObjectNode> needed) {
        String reference = node.path("$ref").asString("");
        if (reference.startsWith(PREFIX)) {
            String name = reference.substring(PREFIX.length()).replaceFirst("#.*", "");
            if (!needed.containsKey(name)) {
                needed.put(name, of(name));
                collect(needed.get(name), needed);
            }
        }
        node.forEach(each -> collect(each, needed));
    }
}
