package io.countersign.trail;

import io.countersign.startup.StartupError;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Takes the audit history from a server, entry by entry. What breaks off is gone on with from the last entry that came; what
 * each answer says of itself at its end has to be so.
 */
public final class Download implements AutoCloseable {

    private static final int ATTEMPTS = 6; // in a row, of which none brings an entry
    private static final int OK = 200;
    private static final int NOT_NOW = 503;
    private static final int TOO_OFTEN = 429;

    private final URI server;
    private final @Nullable String authorization;
    private final Map<String, String> question;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private @Nullable String place;
    private long entries;
    private @Nullable LongConsumer progress;

    /** @param question the parameters of {@code GET /audit} that are given */
    public Download(URI server, @Nullable String authorization, Map<String, String> question) {
        this.server = server;
        this.authorization = authorization;
        this.question = Map.copyOf(question);
    }

    /** An answer that broke off, or a server that was away. */
    private static final class Broken extends IOException {
        private static final long serialVersionUID = 1L;

        Broken(String message) {
            super(message);
        }
    }

    /**
     * @param bar makes of the number of entries what is told how many there are by now
     * @return how many there were
     * @throws StartupError when the server refuses, or is away for too long
     */
    long into(EntryWriter writer, LongFunction<LongConsumer> bar) throws IOException {
        int failures = 0;
        while (true) {
            long before = entries;
            try {
                take(writer, bar);
                writer.end();
                return entries;
            } catch (Broken e) {
                failures = entries > before ? 1 : failures + 1;
                if (failures == ATTEMPTS) {
                    throw StartupError.of(
                            "%s: %s %,d entries had come.", server, String.valueOf(e.getMessage()), entries);
                }
                pause(failures);
            }
        }
    }

    private static void pause(int failures) {
        try {
            TimeUnit.MILLISECONDS.sleep(250L << failures);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartupError("The export was interrupted.");
        }
    }

    private void take(EntryWriter writer, LongFunction<LongConsumer> bar) throws IOException {
        HttpResponse<InputStream> answer = ask();
        if (answer.statusCode() == NOT_NOW || answer.statusCode() == TOO_OFTEN) {
            throw new Broken(detail(answer));
        }
        if (answer.statusCode() != OK) {
            throw StartupError.of("%s refuses (%d): %s", server, answer.statusCode(), detail(answer));
        }
        if (progress == null) {
            progress = bar.apply(
                    answer.headers().firstValueAsLong(ExportRoutes.ENTRIES).orElse(0));
        }
        MessageDigest digest = Digesting.sha256Digest();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            long begun = entries;
            for (String line = next(lines); ; line = next(lines)) {
                JsonNode json = read(line);
                if (json.has(JsonLines.END)) {
                    requireWhole(json.get(JsonLines.END), entries - begun, digest);
                    return;
                }
                digest.update((line + "\n").getBytes(StandardCharsets.UTF_8));
                writer.write(JsonLines.JSON.treeToValue(json, EntryMessage.class));
                place = json.path("place").asString();
                entries++;
                progress.accept(entries);
            }
        }
    }

    private static String next(BufferedReader lines) throws Broken {
        try {
            String line = lines.readLine();
            if (line != null) {
                return line;
            }
        } catch (IOException e) {
            // said below
        }
        throw new Broken("The answer broke off.");
    }

    /** The last line of an answer that broke off need not be whole. */
    private static JsonNode read(String line) throws Broken {
        try {
            return JsonLines.JSON.readTree(line);
        } catch (JacksonException e) {
            throw new Broken("The answer broke off.");
        }
    }

    private void requireWhole(JsonNode end, long came, MessageDigest digest) {
        if (end.path("entries").asLong() != came
                || !end.path("sha256").asString("").equals(HexFormat.of().formatHex(digest.digest()))) {
            throw StartupError.of("What came from %s is not what it says it sent; nothing is kept.", server);
        }
    }

    private HttpResponse<InputStream> ask() throws Broken {
        Map<String, String> parameters = new LinkedHashMap<>(question);
        parameters.put("format", "jsonl");
        if (place != null) {
            parameters.put("after", place);
        }
        String query = parameters.entrySet().stream()
                .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(server + "/api/governance/v1/audit/export?" + query))
                .timeout(Duration.ofMinutes(2));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        try {
            return http.send(request.build(), BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new Broken("The server does not answer.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartupError("The export was interrupted.");
        }
    }

    private static String detail(HttpResponse<InputStream> answer) {
        try (InputStream body = answer.body()) {
            JsonNode problem = JsonLines.JSON.readTree(body.readAllBytes());
            return problem.path("detail").asString(problem.path("message").asString(""));
        } catch (IOException | JacksonException e) {
            return "";
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
