package io.countersign.egress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswersTest {

    private final Egress egress = new Egress(Calls.loopback());

    @AfterEach
    void end() {
        egress.close();
    }

    @ParameterizedTest
    @CsvSource({
        "200, true",
        "202, true",
        "204, true",
        "299, true",
        "300, false",
        "304, false",
        "400, false",
        "401, false",
        "407, false",
        "410, false",
        "429, false",
        "500, false",
        "502, false"
    })
    void onlyAStatusOfTheTwoHundredsIsSuccess(int status, boolean success) throws IOException {
        String answer = "HTTP/1.1 %d Whatever\r\nContent-Length: 0\r\n\r\n".formatted(status);
        try (RawReceiver receiver = RawReceiver.answering(answer)) {
            Outcome outcome = egress.send(Calls.to(receiver.url()));

            assertThat(outcome.status()).isEqualTo(status);
            assertThat(outcome.succeeded()).isEqualTo(success);
            assertThat(outcome.error()).isNull();
            assertThat(receiver.requests()).hasSize(1);
        }
    }

    @Test
    void aReceiverGetsTheBodyAndTheHeadersAndNothingMore() throws IOException {
        try (RawReceiver receiver = RawReceiver.answering("HTTP/1.1 204 No Content\r\n\r\n")) {
            egress.send(Calls.to(receiver.url()));

            assertThat(receiver.requests().getFirst().lines())
                    .containsExactlyInAnyOrder(
                            "POST /hook HTTP/1.1",
                            "Content-Type: application/json",
                            "Content-Length: 15",
                            "Host: 127.0.0.1:" + receiver.port(),
                            "Connection: keep-alive",
                            "User-Agent: Countersign",
                            "",
                            "{\"type\":\"ping\"}");
        }
    }

    @ParameterizedTest
    @CsvSource({"301", "302", "303", "307", "308"})
    void aRedirectionIsShownAndNotFollowed(int status) throws IOException {
        try (RawReceiver elsewhere = RawReceiver.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
                RawReceiver receiver =
                        RawReceiver.answering("HTTP/1.1 %d Moved\r\nLocation: %s\r\nContent-Length: 0\r\n\r\n"
                                .formatted(status, elsewhere.url()))) {
            Outcome outcome = egress.send(Calls.to(receiver.url()));

            assertThat(outcome.status()).isEqualTo(status);
            assertThat(outcome.headers())
                    .containsEntry("location", elsewhere.url().toString());
            assertThat(elsewhere.connections()).isZero();
        }
    }

    @Test
    void ofTheHeadersFewAreKept() throws IOException {
        try (RawReceiver receiver = RawReceiver.answering(
                "HTTP/1.1 429 Too Many\r\nRETRY-AFTER: 7\r\nSet-Cookie: a=b; Path=/\r\nSet-Cookie: c=d\r\nSet-Cookie: e=f g\r\n"
                        + "Webhook-Delivery: abort-message\r\n"
                        + "Content-Type: text/plain\r\nServer: x\r\nContent-Length: 2\r\n\r\nno")) {
            Outcome outcome = egress.send(Calls.to(receiver.url()));

            assertThat(outcome.headers())
                    .isEqualTo(Map.of(
                            "retry-after",
                            "7",
                            "webhook-delivery",
                            "abort-message",
                            "content-type",
                            "text/plain",
                            "set-cookie",
                            "a=b; c=d"));
            assertThat(outcome.answer()).asString().isEqualTo("no");
            assertThat(outcome.answerCut()).isFalse();
        }
    }

    @Test
    void aCookieIsNotSentBack() throws IOException {
        try (RawReceiver receiver =
                RawReceiver.answering("HTTP/1.1 200 OK\r\nSet-Cookie: a=b\r\nContent-Length: 0\r\n\r\n")) {
            egress.send(Calls.to(receiver.url()));
            egress.send(Calls.to(receiver.url()));

            assertThat(receiver.requests()).hasSize(2).noneMatch(request -> request.contains("Cookie"));
        }
    }

    @ParameterizedTest
    @CsvSource({"4096, false", "4097, true", "60000, true", "70000, true"})
    void ofALongAnswerTheBeginningIsKept(int length, boolean cut) throws IOException {
        try (RawReceiver receiver = RawReceiver.answering(
                "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s".formatted(length, "x".repeat(length)))) {
            Outcome outcome = egress.send(Calls.to(receiver.url()));

            assertThat(outcome.succeeded()).isTrue();
            assertThat(outcome.answer()).hasSize(4_096);
            assertThat(outcome.answerCut()).isEqualTo(cut);
        }
    }

    @Test
    void whatIsCompressedStaysSo() throws IOException {
        byte[] bomb = zipped("0".repeat(5_000_000));
        try (RawReceiver receiver = RawReceiver.that(connection -> {
            connection.write(
                    "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n".formatted(bomb.length));
            connection.write(bomb);
        })) {
            Outcome outcome = egress.send(Calls.to(receiver.url()));

            assertThat(outcome.answer()).startsWith(0x1f, 0x8b).hasSizeLessThanOrEqualTo(4_096);
            assertThat(receiver.requests().getFirst()).doesNotContain("Accept-Encoding");
        }
    }

    private static byte[] zipped(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
