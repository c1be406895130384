package io.countersign.bench;

import io.countersign.startup.StartupError;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The few calls of MLflow's tracking API that are measured, on connections that are kept open. Safe for many threads. */
final class TrackingClient {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final String base;
    private final String authorization;

    TrackingClient(URI target, String user, String password) {
        base = target + "/api/2.0/mlflow/";
        authorization =
                "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    String createRun() {
        return post("runs/create", Map.of("experiment_id", "0", "start_time", System.currentTimeMillis()))
                .at("/run/info/run_id")
                .stringValue();
    }

    /** As many metrics at this step. */
    void logBatch(String run, int metrics, long step) {
        List<Map<String, Object>> points = new ArrayList<>(metrics);
        for (int i = 0; i < metrics; i++) {
            points.add(Map.of(
                    "key",
                    "metric-" + i,
                    "value",
                    Math.random(),
                    "timestamp",
                    System.currentTimeMillis(),
                    "step",
                    step));
        }
        post("runs/log-batch", Map.of("run_id", run, "metrics", points));
    }

    private JsonNode post(String route, Object body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + route))
                .timeout(PATIENCE)
                .header("Authorization", authorization)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                .build();
        try {
            HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw StartupError.of(
                        "%s answered %d to %s: %s",
                        base, response.statusCode(), route, new String(response.body(), StandardCharsets.UTF_8));
            }
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw StartupError.of("%s does not answer (%s); check --target.", base, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartupError("The measurement was interrupted.");
        }
    }
}
