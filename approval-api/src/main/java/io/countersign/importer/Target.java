package io.countersign.importer;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
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

    /** The changes of a model here that somebody asked for and nobody has decided on yet. */
    Waiting waiting(String model) {
        List<JsonNode> changes = new ArrayList<>();
        String next = "";
        do {
            Map<String, String> page =
                    next.isEmpty() ? Map.of("model", model) : Map.of("model", model, "page_token", next);
            JsonNode found = server.get("/api/governance/v1/requests", page);
            found.path("requests").forEach(request -> changes.add(request.path("change")));
            next = Facts.text(found, "next_page_token");
        } while (!next.isEmpty());
        return new Waiting(changes);
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
