package io.countersign.demo;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mlflow.tracking.MlflowClient;
import org.mlflow.tracking.MlflowClientException;
import org.mlflow.tracking.MlflowHttpException;
import org.mlflow.tracking.creds.BasicMlflowHostCreds;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One person's way to the server: MLflow's own client, and plain HTTP for what that client has no words for. Failures
 * of either are {@link MlflowClientException}s.
 */
final class Connection implements AutoCloseable {

    static final JsonMapper JSON = JsonMapper.shared();

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final URI server;
    private final @Nullable Credentials credentials;
    private final MlflowClient mlflow;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    /** @param credentials null for a server that asks for none */
    Connection(URI server, @Nullable Credentials credentials) {
        this.server = server;
        this.credentials = credentials;
        this.mlflow = new MlflowClient(
                credentials == null
                        ? new BasicMlflowHostCreds(server.toString())
                        : new BasicMlflowHostCreds(server.toString(), credentials.username(), credentials.password()));
    }

    MlflowClient mlflow() {
        return mlflow;
    }

    /** @param route below {@code /api/2.0/mlflow/} */
    JsonNode post(String route, Map<String, ?> message) {
        return JSON.readTree(mlflow.sendPost(route, JSON.writeValueAsString(message)));
    }

    /** @param route below {@code /api/2.0/mlflow/} */
    void patch(String route, Map<String, ?> message) {
        mlflow.sendPatch(route, JSON.writeValueAsString(message));
    }

    /** @param path from the server's root */
    JsonNode get(String path) {
        return JSON.readTree(send("GET", path, BodyPublishers.noBody()));
    }

    /** @param path from the server's root */
    void put(String path, Map<String, ?> document) {
        send("PUT", path, BodyPublishers.ofString(JSON.writeValueAsString(document)));
    }

    private String send(String method, String path, BodyPublisher body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server + path))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .method(method, body);
        if (credentials != null) {
            request.header("Authorization", credentials.basic());
        }
        HttpResponse<String> answer = answer(request.build());
        if (answer.statusCode() / 100 != 2) {
            throw new MlflowHttpException(answer.statusCode(), method + " " + path, answer.body());
        }
        return answer.body();
    }

    private HttpResponse<String> answer(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new MlflowClientException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MlflowClientException(new InterruptedIOException());
        }
    }

    @Override
    public void close() {
        mlflow.close();
        http.close();
    }
}
