package io.countersign.program;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Plain requests to a server, in the name of one user. */
final class Http {

    static final String API = "/api/2.0/mlflow/";

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final URI server;
    private final @Nullable String authorization;

    private Http(URI server, @Nullable String authorization) {
        this.server = server;
        this.authorization = authorization;
    }

    static Http anonymous(URI server) {
        return new Http(server, null);
    }

    static Http as(URI server, String username, String password) {
        return new Http(server, basic(username, password));
    }

    /** The value of an Authorization header. */
    static String basic(String username, String password) {
        byte[] both = (username + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(both);
    }

    /** What a server answered. */
    record Answer(int status, String body, HttpHeaders headers) {

        JsonNode json() {
            return JSON.readTree(body);
        }

        String errorCode() {
            return json().path("error_code").asString("");
        }

        Answer ok() {
            if (status != 200) {
                throw new AssertionError("HTTP " + status + ": " + body);
            }
            return this;
        }
    }

    Answer get(String path) {
        return send("GET", path, null);
    }

    Answer get(String path, Map<String, ?> query) {
        StringBuilder all = new StringBuilder(path);
        query.forEach((name, value) -> all.append(all.indexOf("?") < 0 ? '?' : '&')
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value.toString(), StandardCharsets.UTF_8)));
        return get(all.toString());
    }

    Answer post(String path, Object body) {
        return send("POST", path, JSON.writeValueAsString(body));
    }

    /** A request that may be repeated under the same key. */
    Answer post(String path, Object body, String idempotencyKey) {
        byte[] json = JSON.writeValueAsBytes(body);
        return send(request("POST", path, json, "application/json").header("Idempotency-Key", idempotencyKey));
    }

    Answer send(String method, String path, @Nullable String body) {
        return send(method, path, body == null ? null : body.getBytes(StandardCharsets.UTF_8), "application/json");
    }

    Answer send(String method, String path, byte @Nullable [] body, String contentType) {
        return send(request(method, path, body, contentType));
    }

    private HttpRequest.Builder request(String method, String path, byte @Nullable [] body, String contentType) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path))
                .timeout(Duration.ofSeconds(60))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        if (body != null) {
            request.header("Content-Type", contentType);
        }
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return request;
    }

    private static Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = CLIENT.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body(), response.headers());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
