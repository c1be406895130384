package io.countersign.importer;

import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The import routes of Countersign. */
record Target(Endpoint server, String source) {

    private static final String API = "/api/governance/v1/import/";

    /** @param message without the server that it comes from */
    JsonNode send(String route, Map<String, ?> message) {
        Map<String, Object> complete = new HashMap<>(message);
        complete.put("server", source);
        return server.post(API + route, complete);
    }

    JsonNode content(String run) {
        return server.get(API + "runs/" + run, Map.of());
    }

    JsonNode store(String run, String path, InputStream bytes) {
        return server.put(API + "runs/" + run + "/artifacts", Map.of("server", source, "path", path), bytes);
    }

    /** Fields of a thing as the other server tells it; those that are not set stay so. */
    static Map<String, Object> fields(JsonNode thing, String... names) {
        Map<String, Object> fields = new HashMap<>();
        for (String name : names) {
            JsonNode value = thing.path(name);
            if (!value.isMissingNode() && !value.isNull()) {
                fields.put(name, value);
            }
        }
        return fields;
    }
}
