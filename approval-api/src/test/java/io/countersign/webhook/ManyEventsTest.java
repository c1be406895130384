package io.countersign.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.assembly.Caller;
import io.countersign.assembly.Deadline;
import io.countersign.assembly.InProcessServer;
import io.countersign.delivery.WebhookEngine;
import io.countersign.signin.FirstAdmin;
import io.countersign.webhook.Mailbox.Letter;
import io.countersign.webhook.Mailbox.Reply;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Events that are made at once, on one server and on two, and what each receiver gets of them. */
class ManyEventsTest {

    private static final String MLFLOW = "/api/2.0/mlflow";
    private static final String TAGGED = "registered-model.tag-set";
    private static final int MODELS = 4;
    private static final int TAGS = 40;

    private final List<Mailbox> receivers = new ArrayList<>();
    private InProcessServer server;

    @BeforeEach
    void start() throws IOException {
        server = InProcessServer.onAnEmptyDatabase();
        server.part(FirstAdmin.class).createIfNobodyCanSignIn();
        server.part(WebhookEngine.class).start();
        for (int number = 0; number < 3; number++) {
            Mailbox receiver = new Mailbox();
            receivers.add(receiver);
            admin(server).post("/api/governance/v1/webhooks", Map.of("url", receiver.url(), "events", List.of(TAGGED)));
        }
    }

    @AfterEach
    void stop() {
        server.close();
        receivers.forEach(Mailbox::close);
    }

    @Test
    void eachReceiverGetsEachEventAsItselfThoughTransactionsOverlap() throws Exception {
        tagAtOnce(List.of(server));

        receivers.forEach(receiver -> {
            receiver.await(MODELS * TAGS);
            assertEachOnceAndInOrder(receiver.letters());
        });
    }

    @Test
    void twoServersBringEachEventOnceAndInOrder() throws Exception {
        try (InProcessServer other = InProcessServer.on(server.database())) {
            other.part(WebhookEngine.class).start();

            tagAtOnce(List.of(server, other));

            receivers.forEach(receiver -> {
                receiver.await(MODELS * TAGS);
                assertEachOnceAndInOrder(receiver.letters());
            });
        }
    }

    @Test
    void whatOneServerLeavesTheOtherBrings() throws Exception {
        receivers.forEach(receiver -> receiver.answers(call -> Reply.status(call % 10 == 0 ? 503 : 204)));
        try (InProcessServer other = InProcessServer.on(server.database())) {
            other.part(WebhookEngine.class).start();
            Thread tagging = Thread.ofPlatform().start(() -> tagAtOnce(List.of(other)));
            receivers.getFirst().awaitAccepted(MODELS * TAGS / 4);
            server.part(WebhookEngine.class).close();
            tagging.join();

            receivers.forEach(receiver -> {
                hurryUntilAllHave(receiver);
                assertThat(receiver.accepted().stream().map(Letter::id).distinct())
                        .containsExactlyInAnyOrderElementsOf(told());
            });
        }
    }

    private void hurryUntilAllHave(Mailbox receiver) {
        Deadline.within(Duration.ofMinutes(2), "all has arrived", () -> {
            server.sql().update("update ops.deliveries set due = now() where state = 'pending' and due > now()");
            server.sql().update("update ops.delivery_lanes set due = now() where due > now() and due <> 'infinity'");
            return receiver.accepted().stream().map(Letter::id).distinct().count() == MODELS * TAGS;
        });
    }

    private static void tagAtOnce(List<InProcessServer> servers) {
        try (ExecutorService threads = Executors.newFixedThreadPool(MODELS)) {
            List<Future<?>> ends = IntStream.range(0, MODELS)
                    .<Future<?>>mapToObj(model -> threads.submit(() -> tagOne(servers.get(model % servers.size()))))
                    .toList();
            for (Future<?> end : ends) {
                end.get();
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void tagOne(InProcessServer server) {
        Caller admin = admin(server);
        String name = "m-" + UUID.randomUUID();
        admin.post(MLFLOW + "/registered-models/create", Map.of("name", name));
        for (int tag = 0; tag < TAGS; tag++) {
            admin.post(
                    MLFLOW + "/registered-models/set-tag",
                    Map.of("name", name, "key", "k", "value", Integer.toString(tag)));
        }
    }

    private void assertEachOnceAndInOrder(List<Letter> letters) {
        assertThat(letters).extracting(Letter::id).containsExactlyInAnyOrderElementsOf(told());
        Map<String, List<String>> byModel = letters.stream()
                .collect(Collectors.groupingBy(
                        letter -> letter.json().path("modelname").asString(),
                        Collectors.mapping(
                                letter -> letter.json().at("/data/tags/0/value").asString(), Collectors.toList())));
        List<String> inOrder =
                IntStream.range(0, TAGS).mapToObj(Integer::toString).toList();
        assertThat(byModel.values()).hasSize(MODELS).allSatisfy(values -> assertThat(values)
                .isEqualTo(inOrder));
    }

    private static Caller admin(InProcessServer server) {
        return new Caller(server, FirstAdmin.USERNAME, InProcessServer.ADMIN_PASSWORD);
    }

    private List<String> told() {
        return server.ownersSql()
                .queryForList(
                        "select event_identifier from log.domain_event_entry where payload_type = ?",
                        String.class,
                        TAGGED);
    }
}
