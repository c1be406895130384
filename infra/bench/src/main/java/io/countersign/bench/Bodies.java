package io.countersign.bench;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Requests as MLflow's own client sends them. Written by hand where they are many: the client's work is measured too. */
final class Bodies {

    static final int METRICS = 20;
    static final int PARAMS = 10;
    /** How many different values a parameter has. */
    static final int PARAM_VALUES = 10;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Bodies() {}

    static String createRun(String experiment) {
        return """
                {"experiment_id": "%s", "user_id": "bench", "start_time": %d, "tags": [
                {"key": "mlflow.user", "value": "bench"}, {"key": "mlflow.source.name", "value": "train.py"},
                {"key": "mlflow.source.type", "value": "LOCAL"}]}""".formatted(experiment, now());
    }

    static String logMetric(String run, long step) {
        return "{\"run_id\": \"" + run + "\", " + point("loss", step).substring(1);
    }

    /** As many metrics at this step. */
    static String logBatch(String run, int metrics, long step) {
        StringBuilder body = new StringBuilder(100 + metrics * 90)
                .append("{\"run_id\": \"")
                .append(run)
                .append("\", \"metrics\": [");
        for (int i = 0; i < metrics; i++) {
            body.append(i == 0 ? "" : ", ").append(point("metric_" + i, step));
        }
        return body.append("]}").toString();
    }

    private static String point(String key, long step) {
        return "{\"key\": \"" + key + "\", \"value\": " + random().nextDouble() + ", \"timestamp\": " + now()
                + ", \"step\": " + step + "}";
    }

    /** Everything that a run of the large experiment holds. */
    static String wholeRun(String run) {
        String params = IntStream.range(0, PARAMS)
                .mapToObj(i -> "{\"key\": \"param_" + i + "\", \"value\": \"v" + random().nextInt(PARAM_VALUES) + "\"}")
                .collect(Collectors.joining(", ", ", \"params\": [", "]}"));
        String metrics = logBatch(run, METRICS, 0);
        return metrics.substring(0, metrics.length() - 1) + params;
    }

    static String searchRuns(
            String experiment, String filter, List<String> order, int maxResults, @Nullable String token) {
        Map<String, Object> request = new java.util.HashMap<>(Map.of(
                "experiment_ids", List.of(experiment),
                "filter", filter,
                "order_by", order,
                "run_view_type", "ACTIVE_ONLY",
                "max_results", maxResults));
        if (token != null) {
            request.put("page_token", token);
        }
        return JSON.writeValueAsString(request);
    }

    /** A metric filter, a parameter filter and an order; a different one each time. */
    static String searchRuns(String experiment) {
        String filter = "metrics.metric_3 > %.3f and params.param_2 = 'v%d'"
                .formatted(0.2 + random().nextDouble() * 0.6, random().nextInt(PARAM_VALUES));
        return searchRuns(experiment, filter, List.of("metrics.metric_1 DESC"), 100, null);
    }

    private static long now() {
        return System.currentTimeMillis();
    }

    private static ThreadLocalRandom random() {
        return ThreadLocalRandom.current();
    }
}
