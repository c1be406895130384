package io.countersign.api;

import io.countersign.BeforeCommit;
import io.countersign.Command;
import io.countersign.rejection.Invalid;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import io.countersign.wire.Sender;
import io.countersign.wire.WireJson;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/**
 * Lets a client repeat a POST whose answer it did not get: the answer to a request with an {@code Idempotency-Key} is kept
 * for 24 hours, in the transaction of the command, so that there is never a change without its answer or the reverse.
 */
@Component
public final class Idempotency {

    static final String HEADER = "Idempotency-Key";
    static final String REPLAYED = "Idempotency-Replayed";

    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");

    private final Sender sender;
    private final KeptAnswers kept;

    Idempotency(Sender sender, KeptAnswers kept) {
        this.sender = sender;
        this.kept = kept;
    }

    /**
     * Sends the command, or gives the answer that it got before.
     *
     * @param message the request's body, as it was understood
     * @param answer made once the command is decided, before it is committed
     */
    public ResponseEntity<String> send(
            HttpServletRequest request, Object message, Command command, HttpStatus status, Supplier<Object> answer) {
        return send(request, message, (Sending) last -> sender.send(command, last), status, answer);
    }

    /** A way to send a command with work that goes into its own transaction. */
    @FunctionalInterface
    public interface Sending {
        void send(BeforeCommit last);
    }

    public ResponseEntity<String> send(
            HttpServletRequest request, Object message, Sending command, HttpStatus status, Supplier<Object> answer) {
        String key = request.getHeader(HEADER);
        if (key == null) {
            command.send(result -> {});
            return response(new KeptAnswers.Answer("", status.value(), json(answer.get())), false);
        }
        if (!KEY.matcher(key).matches()) {
            throw Invalid.value(HEADER, key, "use 1 to 255 visible ASCII characters.");
        }
        String fingerprint = fingerprint(request, message);
        KeptAnswers.Answer before = kept.find(sender.subject(), key);
        return before == null
                ? decide(key, fingerprint, command, status, answer)
                : response(sameRequest(before, fingerprint), true);
    }

    /** Whether it is the answer to an earlier request. */
    public static boolean isReplayed(ResponseEntity<?> answer) {
        return answer.getHeaders().containsHeader(REPLAYED);
    }

    private ResponseEntity<String> decide(
            String key, String fingerprint, Sending command, HttpStatus status, Supplier<Object> answer) {
        try {
            KeptAnswers.Answer[] given = new KeptAnswers.Answer[1];
            command.send(result -> {
                given[0] = new KeptAnswers.Answer(fingerprint, status.value(), json(answer.get()));
                kept.keep(sender.subject(), key, given[0]);
            });
            return response(given[0], false);
        } catch (KeptAnswers.AnsweredMeanwhile e) {
            KeptAnswers.Answer before = kept.find(sender.subject(), key);
            if (before == null) {
                throw e;
            }
            return response(sameRequest(before, fingerprint), true);
        }
    }

    private static KeptAnswers.Answer sameRequest(KeptAnswers.Answer before, String fingerprint) {
        if (!before.fingerprint().equals(fingerprint)) {
            throw Rejection.of(
                    Reason.IDEMPOTENCY_KEY_REUSED,
                    "This %s was used for another request; use a new one for each.",
                    HEADER);
        }
        return before;
    }

    private static ResponseEntity<String> response(KeptAnswers.@Nullable Answer answer, boolean replayed) {
        if (answer == null) {
            throw new IllegalStateException("The command was decided without its answer.");
        }
        ResponseEntity.BodyBuilder response =
                ResponseEntity.status(answer.status()).contentType(MediaType.APPLICATION_JSON);
        if (replayed) {
            response.header(REPLAYED, "true");
        }
        return response.body(answer.body());
    }

    private static String fingerprint(HttpServletRequest request, Object message) {
        String text = request.getMethod() + " " + request.getRequestURI() + " " + json(message);
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java runtime.", e);
        }
    }

    private static String json(Object value) {
        return WireJson.MAPPER.writeValueAsString(value);
    }
}
