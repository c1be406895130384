package io.countersign.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody who uses the server's HTTP interface. */
public record Caller(InProcessServer server, String username, String password) {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    public JsonNode get(String path) {
        return call("GET", path, BodyPublishers.noBody());
    }

    public JsonNode post(String path, Map<String, ?> body) {
        return send("POST", path, body);
    }

    public JsonNode send(String method, String path, Map<String, ?> body) {
        return call(method, path, BodyPublishers.ofString(JSON.writeValueAsString(body)));
    }

    /** @return whatever the server answers to a body of whatever kind */
    public HttpResponse<String> exchange(String method, String path, String body) {
        return exchange(method, path, BodyPublishers.ofString(body));
    }

    private JsonNode call(String method, String path, HttpRequest.BodyPublisher body) {
        HttpResponse<String> response = exchange(method, path, body);
        assertThat(response.statusCode()).as(path + ": " + response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    private HttpResponse<String> exchange(String method, String path, HttpRequest.BodyPublisher body) {
        String credentials =
                Base64.getEncoder().encodeToString((username + ":" + password).getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + path))
                .header("Authorization", "Basic " + credentials)
                .header("Content-Type", "application/json")
                .method(method, body)
                .build();
        try {
            return HTTP.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
