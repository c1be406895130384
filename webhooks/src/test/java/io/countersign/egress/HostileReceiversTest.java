package io.countersign.egress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** None of them holds a call longer than it may take. */
@Timeout(60)
class HostileReceiversTest {

    private static final String SLOW = "No answer within 300 ms.";

    private final Egress egress = new Egress(Calls.loopback());

    @AfterEach
    void end() {
        egress.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"what is this\r\n\r\n", "SSH-2.0-OpenSSH_9.9\r\n", "HTTP/1.1 abc\r\n\r\n", "\u0000\u0001\r\n\r\n"
            })
    void whatIsNoHttpIsSaidToBeNone(String garbage) throws IOException {
        try (RawReceiver receiver = RawReceiver.that(connection -> {
            connection.write(garbage);
            connection.hang();
        })) {
            assertFails(receiver, Calls.PATIENT, "The answer was not HTTP.");
        }
    }

    @Test
    void oneThatNeverAnswersIsGivenUp() throws IOException {
        try (RawReceiver receiver = RawReceiver.that(RawReceiver.Connection::hang)) {
            assertFails(receiver, Calls.IMPATIENT, SLOW);
        }
    }

    @Test
    void oneThatNeverFinishesItsHeadIsGivenUp() throws IOException {
        try (RawReceiver receiver = RawReceiver.that(connection -> {
            connection.write("HTTP/1.1 200 OK\r\nX: ");
            drip(connection);
        })) {
            assertFails(receiver, Calls.IMPATIENT, SLOW);
        }
    }

    @Test
    void oneThatSaysForeverThatItGoesOnIsGivenUp() throws IOException {
        try (RawReceiver receiver = RawReceiver.that(connection -> {
            while (true) {
                connection.write("HTTP/1.1 103 Early Hints\r\n\r\n");
                connection.pause();
            }
        })) {
            assertFails(receiver, Calls.IMPATIENT, SLOW);
        }
    }

    @Test
    void theWordOfOneThatDripsItsBodyCountsAndTheRestIsCut() throws IOException {
        try (RawReceiver receiver = RawReceiver.that(connection -> {
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
            drip(connection);
        })) {
            Outcome outcome = egress.send(Calls.to(receiver.url(), Calls.IMPATIENT));

            assertThat(outcome.succeeded()).isTrue();
            assertThat(outcome.answerCut()).isTrue();
            assertThat(outcome.answer()).asString().matches("x+");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 9000000000", "Transfer-Encoding: chunked", "Connection: close"})
    void anEndlessBodyIsCut(String length) throws IOException {
        String piece = length.startsWith("T") ? "400\r\n" + "x".repeat(1_024) + "\r\n" : "x".repeat(1_024);
        try (RawReceiver receiver = RawReceiver.that(connection -> {
            connection.write("HTTP/1.1 200 OK\r\n" + length + "\r\n\r\n");
            while (true) {
                connection.write(piece);
            }
        })) {
            Outcome outcome = egress.send(Calls.to(receiver.url()));

            assertThat(outcome.succeeded()).isTrue();
            assertThat(outcome.answerCut()).isTrue();
            assertThat(outcome.answer()).hasSize(4_096);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"X: y\r\n", "XXXXXXXX"})
    void endlessHeadersAreRefused(String piece) throws IOException {
        try (RawReceiver receiver = RawReceiver.that(connection -> {
            connection.write("HTTP/1.1 200 OK\r\n");
            while (true) {
                connection.write(piece);
            }
        })) {
            assertFails(receiver, Calls.PATIENT, "The answer's headers are too many or too long.");
        }
    }

    @Test
    void aResetIsSaidToBeOne() throws IOException {
        try (RawReceiver receiver = RawReceiver.that(RawReceiver.Connection::reset)) {
            assertFails(receiver, Calls.PATIENT, "The connection was reset.");
        }
    }

    @Test
    void nothingIsSentTwice() throws IOException {
        try (RawReceiver receiver =
                RawReceiver.that(connection -> connection.socket().close())) {
            assertFails(receiver, Calls.PATIENT, "The connection was closed without an answer.");
            assertThat(receiver.requests()).hasSize(1);
        }
    }

    @Test
    void anAnswerThatBreaksOffInItsFirstLineIsNone() throws IOException {
        try (RawReceiver receiver = RawReceiver.that(connection -> {
            connection.write("HTTP/1.1 20");
            connection.socket().close();
        })) {
            assertFails(receiver, Calls.PATIENT, "The answer was not HTTP.");
        }
    }

    @Test
    void aPortWhereNobodyListensRefuses() throws IOException {
        URI nobody;
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = URI.create("http://127.0.0.1:" + listener.getLocalPort() + "/");
        }

        assertThat(egress.send(Calls.to(nobody)).error()).isEqualTo("The connection was refused.");
    }

    @Test
    void aSilentNameServerIsGivenUp() {
        CountDownLatch ended = new CountDownLatch(1);
        try (Egress waiting = new Egress(Allowed.nothing(), Trust.inTheAuthoritiesOfTheJdk(), name -> {
            awaitQuietly(ended);
            return List.of();
        })) {
            Outcome outcome = waiting.send(Calls.to(URI.create("https://slow.example/"), Calls.IMPATIENT));

            assertThat(outcome.error()).isEqualTo(SLOW);
        } finally {
            ended.countDown();
        }
    }

    @Test
    void aClosedWayOutSaysSo() {
        egress.close();

        assertThat(egress.send(Calls.to(URI.create("http://127.0.0.1:1/"))).error())
                .isEqualTo("The server is about to end.");
    }

    private void assertFails(RawReceiver receiver, Duration timeout, String error) {
        Outcome outcome = egress.send(Calls.to(receiver.url(), timeout));

        assertThat(outcome.error()).isEqualTo(error);
        assertThat(outcome.status()).isNull();
        assertThat(outcome.succeeded()).isFalse();
    }

    private static void drip(RawReceiver.Connection connection) throws IOException {
        while (true) {
            connection.write("x");
            connection.pause();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
