package io.countersign.egress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ConnectionReuseTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private final Egress egress = new Egress(Calls.loopback());

    @AfterEach
    void end() {
        egress.close();
    }

    @Test
    void callsThatFollowOneAnotherShareAConnection() throws IOException {
        try (RawReceiver receiver = RawReceiver.answering(OK)) {
            for (int i = 0; i < 20; i++) {
                assertThat(egress.send(Calls.to(receiver.url())).succeeded()).isTrue();
            }

            assertThat(receiver.connections()).isEqualTo(1);
        }
    }

    @Test
    void aConnectionWhoseAnswerWasCutIsNotUsedAgain() throws IOException {
        try (RawReceiver receiver = RawReceiver.that(connection ->
                connection.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n" + "x".repeat(100_000)))) {
            egress.send(Calls.to(receiver.url()));
            egress.send(Calls.to(receiver.url()));

            assertThat(receiver.connections()).isEqualTo(2);
        }
    }

    @Test
    void thousandsOfCallsAtOnceNeedFewConnections() throws Exception {
        try (RawReceiver receiver = RawReceiver.answering(OK);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Outcome>> calls = new ArrayList<>();
            for (int i = 0; i < 3_000; i++) {
                calls.add(threads.submit(() -> egress.send(Calls.to(receiver.url(), Duration.ofSeconds(60)))));
            }
            for (Future<Outcome> call : calls) {
                assertThat(call.get().error()).isNull();
            }

            assertThat(receiver.requests()).hasSize(3_000);
            assertThat(receiver.connections()).isLessThanOrEqualTo(Client.CONNECTIONS_TO_ONE_HOST);
        }
    }

    @Test
    void aReceiverThatHangsHoldsUpNobodyElse() throws Exception {
        CountDownLatch hanging = new CountDownLatch(Client.CONNECTIONS_TO_ONE_HOST);
        try (RawReceiver hung = RawReceiver.that(connection -> {
                    hanging.countDown();
                    connection.hang();
                });
                RawReceiver other = RawReceiver.answering(OK);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < Client.CONNECTIONS_TO_ONE_HOST; i++) {
                threads.submit(() -> egress.send(Calls.to(hung.url())));
            }
            hanging.await();

            assertThat(egress.send(Calls.to(other.url())).succeeded()).isTrue();
            assertThat(egress.send(Calls.to(hung.url(), Calls.IMPATIENT)).error())
                    .matches("No (connection became free|answer) within 300 ms.*"); // both deadlines are the same
            hung.close();
        }
    }
}
