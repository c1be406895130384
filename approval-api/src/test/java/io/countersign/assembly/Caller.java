package io.countersign.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
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
    public Answer exchange(String method, String path, String body) {
        return ask(method, path, BodyPublishers.ofString(body), "Content-Type", "application/json");
    }

    private JsonNode call(String method, String path, HttpRequest.BodyPublisher body) {
        Answer answer = ask(method, path, body, "Content-Type", "application/json");
        assertThat(answer.status()).as(path + ": " + answer.text()).isBetween(200, 299);
        return answer.json();
    }

    /**
     * Whatever is answered.
     *
     * @param headers names and values in turn
     */
    public Answer ask(String method, String path, HttpRequest.BodyPublisher body, String... headers) {
        String credentials =
                Base64.getEncoder().encodeToString((username + ":" + password).getBytes(StandardCharsets.UTF_8));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url() + path))
                .header("Authorization", "Basic " + credentials)
                .method(method, body);
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            HttpResponse<byte[]> response = HTTP.send(request.build(), BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), response.body(), response.headers());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What the server answered. */
    public record Answer(int status, byte[] body, HttpHeaders headers) {

        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        public JsonNode json() {
            return JSON.readTree(body);
        }
    }
}
