package io.countersign.importer;

import io.countersign.startup.StartupError;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One of the two servers. What fails because the server is busy, away or restarting is tried again, for about half a
 * minute; so everything sent through this must bear being sent twice. Safe for many threads.
 */
final class Endpoint implements AutoCloseable {

    static final JsonMapper JSON = JsonMapper.shared();

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofMinutes(5);
    private static final int ATTEMPTS = 7;
    private static final long FIRST_PAUSE_MILLIS = 250;
    private static final int TOO_MANY_REQUESTS = 429;

    private final URI base;
    private final @Nullable String authorization;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(CONNECT)
            .build();

    /** @param authorization the header to sign in with, or null */
    Endpoint(URI base, @Nullable String authorization) {
        this.base = base;
        this.authorization = authorization;
    }

    String address() {
        return base.toString();
    }

    /** @throws HttpFailure when the server refuses */
    JsonNode get(String path, Map<String, ?> query) {
        return json(send(request(path, query).GET().build(), ATTEMPTS));
    }

    /** @throws HttpFailure when the server refuses */
    JsonNode post(String path, Object body) {
        BodyPublisher json = BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body));
        return json(send(
                request(path, Map.of())
                        .header("Content-Type", "application/json")
                        .POST(json)
                        .build(),
                ATTEMPTS));
    }

    /** Without a second try, which needs a new stream. */
    JsonNode put(String path, Map<String, ?> query, InputStream body) {
        return json(send(
                request(path, query)
                        .header("Content-Type", "application/octet-stream")
                        .PUT(BodyPublishers.ofInputStream(() -> body))
                        .build(),
                1));
    }

    /** The bytes of a file, as they arrive. To be closed. */
    InputStream open(String path, Map<String, ?> query) {
        return send(request(path, query).GET().build(), 2);
    }

    /** Does work again that failed half-way, with pauses that grow. */
    static <T> T withRetries(int attempts, Attempt<T> work) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return work.run();
            } catch (IOException e) {
                if (attempt == attempts) {
                    throw e;
                }
                pause(attempt);
            }
        }
    }

    private InputStream send(HttpRequest request, int attempts) {
        try {
            return withRetries(attempts, () -> attempt(request));
        } catch (IOException e) {
            throw StartupError.of(
                    "%s does not answer (%s). What was imported so far is kept; the same command goes on from there.",
                    base, e.getClass().getSimpleName());
        }
    }

    private InputStream attempt(HttpRequest request) throws IOException {
        HttpResponse<InputStream> answer = answer(request);
        int status = answer.statusCode();
        if (status / 100 == 2) {
            return answer.body();
        }
        try (InputStream body = answer.body()) {
            String message = message(new String(body.readNBytes(100_000), StandardCharsets.UTF_8));
            if (status == TOO_MANY_REQUESTS || status / 100 == 5) {
                throw new Unavailable(status, message);
            }
            throw new HttpFailure(status, message);
        }
    }

    private HttpResponse<InputStream> answer(HttpRequest request) throws IOException {
        try {
            return http.send(request, BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw StartupError.of("Interrupted.");
        }
    }

    private HttpRequest.Builder request(String path, Map<String, ?> query) {
        String suffix = query.isEmpty()
                ? ""
                : query.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + encoded(String.valueOf(entry.getValue())))
                        .collect(Collectors.joining("&", "?", ""));
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path + suffix)).timeout(ANSWER);
        return authorization == null ? request : request.header("Authorization", authorization);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private JsonNode json(InputStream body) {
        try (body) {
            return JSON.readTree(body.readAllBytes());
        } catch (IOException e) {
            throw StartupError.of("%s broke off an answer; the same command goes on from here.", base);
        } catch (JacksonException e) {
            throw StartupError.of("What answers at %s is not the server that was expected there.", base);
        }
    }

    /** What the server said, without the form that it said it in. */
    private static String message(String body) {
        try {
            JsonNode json = JSON.readTree(body);
            String message = json.path("message").asString(json.path("detail").asString(""));
            return message.isEmpty() ? firstLine(body) : message;
        } catch (JacksonException notJson) {
            return firstLine(body);
        }
    }

    private static String firstLine(String body) {
        String line = body.strip().lines().findFirst().orElse("(nothing)");
        return line.length() > 200 ? line.substring(0, 200) + "…" : line;
    }

    private static void pause(int attempt) {
        long most = FIRST_PAUSE_MILLIS << attempt;
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(most / 2, most));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw StartupError.of("Interrupted.");
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    /** Work that can be done again. */
    interface Attempt<T> {
        T run() throws IOException;
    }

    /** The server may do later what it does not do now. */
    static final class Unavailable extends IOException {

        private static final long serialVersionUID = 1L;

        Unavailable(int status, String message) {
            super(status + ": " + message);
        }

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }
}
