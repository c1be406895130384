package io.countersign.importer;

import io.countersign.run.Metric;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads an MLflow server, page by page, as its REST API has it from release 2.0 on. Both servers are read by it, so that
 * they are compared in the same words.
 */
final class MlflowReader {

    private static final String API = "/api/2.0/mlflow/";
    private static final int PAGE = 1000;
    private static final int RUNS_PAGE = 200;
    private static final int HISTORY_PAGE = 25_000;
    private static final int NOT_FOUND = 404;
    private static final String PROMPT = "tags.`mlflow.prompt.is_prompt` = 'true'";

    private final Endpoint server;

    MlflowReader(Endpoint server) {
        this.server = server;
    }

    String address() {
        return server.address();
    }

    /** Deleted ones too. */
    List<JsonNode> experiments() {
        List<JsonNode> all = new ArrayList<>();
        Map<String, Object> request = new HashMap<>(Map.of("view_type", "ALL", "max_results", PAGE));
        posts("experiments/search", request, answer -> answer.path("experiments")
                .forEach(all::add));
        return all;
    }

    JsonNode experiment(String id) {
        return get("experiments/get", Map.of("experiment_id", id)).path("experiment");
    }

    /** Deleted ones too, oldest first, so that a page stays what it is while others are started. */
    void runs(String experiment, Consumer<List<JsonNode>> page) {
        Map<String, Object> request = new HashMap<>(Map.of(
                "experiment_ids",
                List.of(experiment),
                "run_view_type",
                "ALL",
                "max_results",
                RUNS_PAGE,
                "order_by",
                List.of("attributes.start_time ASC")));
        posts("runs/search", request, answer -> page.accept(list(answer.path("runs"))));
    }

    JsonNode run(String id) {
        return get("runs/get", Map.of("run_id", id)).path("run");
    }

    /** Empty when it was deleted for good. */
    Optional<JsonNode> findRun(String id) {
        return find(() -> run(id));
    }

    /** Every point, in the order in which that server tells them. */
    List<Metric> history(String run, String key) {
        List<Metric> points = new ArrayList<>();
        Map<String, Object> request =
                new HashMap<>(Map.of("run_id", run, "metric_key", key, "max_results", HISTORY_PAGE));
        gets("metrics/get-history", request, answer -> answer.path("metrics")
                .forEach(point -> points.add(Points.read(key, point))));
        return points;
    }

    /** What is directly in a folder, which is empty for the root. */
    List<JsonNode> artifacts(String run, String folder) {
        Map<String, String> request = folder.isEmpty() ? Map.of("run_id", run) : Map.of("run_id", run, "path", folder);
        return list(get("artifacts/list", request).path("files"));
    }

    /** Prompts too, which are models with a tag that newer servers leave out unless asked for. */
    List<JsonNode> models() {
        Map<String, JsonNode> all = new LinkedHashMap<>();
        for (String filter : List.of("", PROMPT)) {
            Map<String, Object> request = new HashMap<>(Map.of("max_results", PAGE, "filter", filter));
            gets("registered-models/search", request, answer -> answer.path("registered_models")
                    .forEach(model -> all.put(Facts.text(model, "name"), model)));
        }
        return List.copyOf(all.values());
    }

    Optional<JsonNode> findModel(String name) {
        return find(() -> get("registered-models/get", Map.of("name", name)).path("registered_model"));
    }

    /** In the order of their numbers. */
    List<JsonNode> versions(JsonNode model) {
        List<JsonNode> all = new ArrayList<>();
        String name = "name = '" + model.path("name").asString() + "'";
        Map<String, Object> request =
                new HashMap<>(Map.of("max_results", PAGE, "filter", isPrompt(model) ? name + " AND " + PROMPT : name));
        gets("model-versions/search", request, answer -> answer.path("model_versions")
                .forEach(all::add));
        all.sort(Comparator.comparingInt(version -> version.path("version").asInt()));
        return all;
    }

    private static boolean isPrompt(JsonNode model) {
        return list(model.path("tags")).stream()
                .anyMatch(tag -> tag.path("key").asString("").equals("mlflow.prompt.is_prompt")
                        && tag.path("value").asString("").equals("true"));
    }

    private static Optional<JsonNode> find(Supplier<JsonNode> read) {
        try {
            return Optional.of(read.get());
        } catch (HttpFailure e) {
            if (e.status() == NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private JsonNode get(String route, Map<String, ?> query) {
        return server.get(API + route, query);
    }

    private void gets(String route, Map<String, Object> request, Consumer<JsonNode> page) {
        pages(request, page, () -> get(route, request));
    }

    private void posts(String route, Map<String, Object> request, Consumer<JsonNode> page) {
        pages(request, page, () -> server.post(API + route, request));
    }

    private static void pages(Map<String, Object> request, Consumer<JsonNode> page, Supplier<JsonNode> read) {
        @Nullable String token;
        do {
            JsonNode answer = read.get();
            page.accept(answer);
            token = answer.path("next_page_token").asString("");
            request.put("page_token", token);
        } while (!token.isEmpty());
    }

    static List<JsonNode> list(JsonNode array) {
        List<JsonNode> list = new ArrayList<>();
        array.forEach(list::add);
        return list;
    }
}
