package io.countersign.bench;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Registered models with versions, on one server.
 *
 * @param models how many
 */
record Registry(int models) {

    /** Of each model. */
    static final int VERSIONS = 20;

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<String> TEAMS = List.of("credit", "fraud", "pricing", "treasury", "marketing");

    /** Makes the models that are missing, the last one of which tells whether there are any. */
    static Registry prepare(TrackingClient server, int models, int clients) {
        Registry registry = new Registry(models);
        JsonNode last = JSON.readTree(server.call(
                "GET", "model-versions/search?filter=" + encoded("name = '" + name(models - 1) + "'"), null));
        if (last.path("model_versions").size() < VERSIONS) {
            Clients.each(clients, client -> {
                for (int model = client; model < models; model += clients) {
                    create(server, model);
                }
            });
        }
        return registry;
    }

    private static void create(TrackingClient server, int model) {
        Map<String, String> team = Map.of("key", "team", "value", TEAMS.get(model % TEAMS.size()));
        post(server, "registered-models/create", Map.of("name", name(model), "tags", List.of(team)));
        for (int version = 1; version <= VERSIONS; version++) {
            Map<String, String> score = Map.of("key", "score", "value", String.valueOf(version % 7));
            post(
                    server,
                    "model-versions/create",
                    Map.of(
                            "name",
                            name(model),
                            "source",
                            "s3://models/" + name(model) + "/" + version,
                            "tags",
                            List.of(team, score)));
        }
    }

    private static void post(TrackingClient server, String route, Map<String, Object> body) {
        server.call("POST", route, JSON.writeValueAsString(body));
    }

    static String name(int model) {
        return String.format(Locale.ROOT, "bench-model-%05d", model);
    }

    /** Some hundred of the models by a part of their names or by a tag, a different one each time. */
    String searchModels() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        String filter = random.nextBoolean()
                ? "name LIKE '%" + String.format(Locale.ROOT, "%02d", random.nextInt(100)) + "%'"
                : "tags.team = '" + TEAMS.get(random.nextInt(TEAMS.size())) + "'";
        return "filter=" + encoded(filter) + "&order_by=" + encoded("last_updated_timestamp DESC") + "&max_results=100";
    }

    /** The versions of one model, or the newest of all with a tag. */
    String searchVersions() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        String filter = random.nextBoolean()
                ? "name = '" + name(random.nextInt(models)) + "'"
                : "tags.score = '" + random.nextInt(7) + "' and tags.team = '" + TEAMS.get(random.nextInt(TEAMS.size()))
                        + "'";
        return "filter=" + encoded(filter) + "&order_by=" + encoded("creation_timestamp DESC") + "&max_results=100";
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
