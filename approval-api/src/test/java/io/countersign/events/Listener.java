package io.countersign.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.assembly.InProcessServer;
import io.countersign.signin.FirstAdmin;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** A client of server-sent events that reads one after the other, as long as it likes. */
final class Listener implements AutoCloseable {

    private final HttpClient http = HttpClient.newHttpClient();
    private final BufferedReader lines;
    private String lastId = "";

    /** @param headers names and values in turn */
    Listener(InProcessServer server, String query, String... headers) throws IOException, InterruptedException {
        String credentials = FirstAdmin.USERNAME + ":" + InProcessServer.ADMIN_PASSWORD;
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url() + Reader.EVENTS + query))
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)))
                .header("Accept", "text/event-stream");
        if (headers.length > 0) {
            request.headers(headers);
        }
        HttpResponse<InputStream> response = http.send(request.build(), BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/event-stream");
        lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    /** The next event, by the names of its fields; empty at the end of the stream. */
    Map<String, String> next() {
        Map<String, String> fields = new HashMap<>();
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isEmpty()) {
                    int colon = line.indexOf(':');
                    fields.put(
                            line.substring(0, colon), line.substring(colon + 1).strip());
                } else if (fields.containsKey("data")) {
                    lastId = fields.getOrDefault("id", lastId);
                    return fields;
                } else {
                    fields.clear();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.of();
    }

    String lastId() {
        return lastId;
    }

    /** Goes away without a word. */
    @Override
    public void close() {
        http.shutdownNow();
    }
}
