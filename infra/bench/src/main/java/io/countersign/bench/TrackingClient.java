package io.countersign.bench;

import io.countersign.startup.StartupError;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A server of MLflow's tracking API, on connections that are kept open. The JDK's older client: it takes less of the
 * processor than the newer one, and client and server share a machine here. Safe for many threads.
 */
final class TrackingClient {

    static {
        System.setProperty("http.maxConnections", "256"); // idle ones that are kept; 5 by default
    }

    /** From MLflow's routes to Countersign's own. */
    static final String NATIVE = "../../governance/v1/";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String ARTIFACTS = "../mlflow-artifacts/artifacts/";
    private static final int PATIENCE_MILLIS = 120_000;

    private final String base;
    private final @Nullable String authorization;

    /** @param user null to send no credentials */
    TrackingClient(URI target, @Nullable String user, String password) {
        base = target.toString().replaceFirst("/+$", "") + "/api/2.0/mlflow/";
        authorization = user == null
                ? null
                : "Basic "
                        + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    String createExperiment(String name) {
        return post("experiments/create", JSON.writeValueAsString(Map.of("name", name)))
                .path("experiment_id")
                .asString();
    }

    Optional<String> experiment(String name) {
        JsonNode found = post(
                        "experiments/search",
                        JSON.writeValueAsString(Map.of("filter", "name = '" + name + "'", "max_results", 1)))
                .at("/experiments/0/experiment_id");
        return found.isMissingNode() ? Optional.empty() : Optional.of(found.asString());
    }

    String createRun(String experiment) {
        return post("runs/create", Bodies.createRun(experiment))
                .at("/run/info/run_id")
                .asString();
    }

    /** The first run ids of an experiment, as the server orders them. */
    List<String> runs(String experiment, int most) {
        return post("runs/search", Bodies.searchRuns(experiment, "", List.of(), most, null))
                .path("runs")
                .valueStream()
                .map(run -> run.at("/info/run_id").asString())
                .toList();
    }

    JsonNode post(String route, String body) {
        return JSON.readTree(call("POST", route, body));
    }

    /** Reads the answer to its end and returns it as it came. */
    byte[] call(String method, String route, @Nullable String body) {
        try {
            HttpURLConnection connection = open(method, route);
            if (body != null) {
                connection.setDoOutput(true);
                connection.setRequestProperty("Content-Type", "application/json");
                byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
                connection.setFixedLengthStreamingMode(bytes.length);
                try (OutputStream out = connection.getOutputStream()) {
                    out.write(bytes);
                }
            }
            return answer(connection, route);
        } catch (IOException e) {
            throw StartupError.of("%s does not answer (%s).", base, e);
        }
    }

    /** What writes or reads the bytes of a file. */
    interface Pour<S> {

        void bytes(S stream) throws IOException;
    }

    /** @param file as the server's store is addressed */
    void upload(String file, long size, Pour<OutputStream> from) throws IOException {
        HttpURLConnection connection = open("PUT", ARTIFACTS + file);
        connection.setDoOutput(true);
        connection.setFixedLengthStreamingMode(size);
        try (OutputStream out = connection.getOutputStream()) {
            from.bytes(out);
        }
        answer(connection, file);
    }

    void download(String file, Pour<InputStream> to) throws IOException {
        HttpURLConnection connection = open("GET", ARTIFACTS + file);
        if (connection.getResponseCode() != 200) {
            throw StartupError.of("%s answered %d to %s.", base, connection.getResponseCode(), file);
        }
        try (InputStream in = connection.getInputStream()) {
            to.bytes(in);
        }
    }

    private HttpURLConnection open(String method, String route) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(base).resolve(route).toURL().openConnection();
        connection.setRequestMethod(method);
        connection.setConnectTimeout(PATIENCE_MILLIS);
        connection.setReadTimeout(PATIENCE_MILLIS);
        if (authorization != null) {
            connection.setRequestProperty("Authorization", authorization);
        }
        return connection;
    }

    private byte[] answer(HttpURLConnection connection, String route) throws IOException {
        int status = connection.getResponseCode();
        try (InputStream in = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            byte[] answer = in == null ? new byte[0] : in.readAllBytes();
            if (status / 100 != 2) {
                throw StartupError.of(
                        "%s answered %d to %s: %s", base, status, route, new String(answer, StandardCharsets.UTF_8));
            }
            return answer;
        }
    }
}
