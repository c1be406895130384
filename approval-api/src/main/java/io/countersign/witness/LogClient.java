package io.countersign.witness;

import io.countersign.proof.Hash;
import io.countersign.proof.JsonReader;
import io.countersign.proof.NoteKey;
import io.countersign.proof.SignedNote;
import io.countersign.proof.Unreadable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A server's log, as it answers over HTTP; bounded, for it may answer anything. */
public final class LogClient {

    private static final int LARGEST_ANSWER = 1 << 20;
    private static final int NOT_FOUND = 404;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    private final String log;
    private final @Nullable String authorization;

    /** @param authorization as the header has it; null for a server without sign-in */
    public LogClient(URI server, @Nullable String authorization) {
        this.log = server + "/api/governance/v1/log/";
        this.authorization = authorization;
    }

    /** The server gave no answer that could be used: it is away, or refuses. */
    public static final class Unanswered extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Unanswered(String message) {
            super(message, null, false, false);
        }
    }

    private record Answer(int status, byte[] body) {

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    NoteKey key() {
        return NoteKey.parse(required(get("key")).text().strip());
    }

    /** Empty while nothing is signed. */
    Optional<SignedNote> checkpoint() {
        Answer answer = get("checkpoint");
        return answer.status() == NOT_FOUND
                ? Optional.empty()
                : Optional.of(SignedNote.parse(required(answer).body()));
    }

    List<Hash> consistency(long from, long size) {
        Answer answer = required(get("proofs/consistency?from=" + from + "&size=" + size));
        if (JsonReader.read(answer.body()) instanceof Map<?, ?> proof
                && proof.get("hashes") instanceof List<?> hashes) {
            return hashes.stream()
                    .map(hash -> Hash.ofBase64(String.valueOf(hash)))
                    .toList();
        }
        throw new Unreadable("The server answers no proof.");
    }

    /** @throws Unanswered when it does not take it */
    void handIn(SignedNote cosigned) {
        Answer answer = exchange(request("cosignatures")
                .header("Content-Type", "text/plain; charset=UTF-8")
                .POST(BodyPublishers.ofString(cosigned.toString())));
        if (answer.status() / 100 != 2) {
            throw unanswered(answer);
        }
    }

    private Answer get(String path) {
        return exchange(request(path).GET());
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(log + path)).timeout(PATIENCE);
        return authorization == null ? request : request.header("Authorization", authorization);
    }

    private Answer exchange(HttpRequest.Builder request) {
        try {
            HttpResponse<InputStream> response = http.send(request.build(), BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                return new Answer(response.statusCode(), body.readNBytes(LARGEST_ANSWER));
            }
        } catch (IOException e) {
            throw new Unanswered(log + " does not answer: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unanswered("It was interrupted.");
        }
    }

    private Answer required(Answer answer) {
        if (answer.status() != 200) {
            throw unanswered(answer);
        }
        return answer;
    }

    private Unanswered unanswered(Answer answer) {
        String text = answer.text();
        return new Unanswered(log + " answers " + answer.status() + ": "
                + (text.length() > 300 ? text.substring(0, 300) + "…" : text).replaceAll("\\s+", " "));
    }
}
