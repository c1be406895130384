package io.countersign.egress;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came of a call. The status is the receiver's word: what follows it is kept to be looked at, and cut where it is too
 * long, too slow or broken off.
 *
 * @param status null when no answer came
 * @param headers by names in lower case: of {@code retry-after}, {@code location}, {@code content-type} and
 *     {@code webhook-delivery} those that the answer has; {@code set-cookie} has all cookies of the answer, as they are sent
 *     back
 * @param answer the first bytes of the body as they came, 4,096 at most
 * @param answerCut whether the body has more bytes, or may have
 * @param latency from the call to the last byte that was read
 * @param error one sentence, without anything of this server's inside; null when an answer came and speaks for itself
 * @param succeeded whether the receiver took what it was sent
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Outcome(
        @Nullable Integer status,
        Map<String, String> headers,
        byte[] answer,
        boolean answerCut,
        Duration latency,
        @Nullable String error,
        boolean succeeded) {

    /** What was taken has a status of 2xx. */
    public Outcome(
            @Nullable Integer status,
            Map<String, String> headers,
            byte[] answer,
            boolean answerCut,
            Duration latency,
            @Nullable String error) {
        this(status, headers, answer, answerCut, latency, error, status != null && status >= 200 && status < 300);
    }

    /** No answer came, and this is why. */
    public static Outcome failed(String error, Duration latency) {
        return new Outcome(null, Map.of(), new byte[0], false, latency, error);
    }

    /** The same, where the receiver means success by another status. */
    public Outcome taken() {
        return new Outcome(status, headers, answer, answerCut, latency, error, true);
    }

    /** The same, with what the answer means. */
    public Outcome because(String sentence) {
        return new Outcome(status, headers, answer, answerCut, latency, sentence, succeeded);
    }
}
