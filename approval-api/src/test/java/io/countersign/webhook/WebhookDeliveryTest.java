package io.countersign.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import io.countersign.assembly.Caller;
import io.countersign.assembly.Deadline;
import io.countersign.assembly.InProcessServer;
import io.countersign.delivery.WebhookEngine;
import io.countersign.signin.FirstAdmin;
import io.countersign.webhook.Mailbox.Letter;
import io.countersign.webhook.Mailbox.Reply;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** What receivers get, in which order, and what becomes of what they do not take. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebhookDeliveryTest {

    private static final String WEBHOOKS = "/api/governance/v1/webhooks";
    private static final String MLFLOW = "/api/2.0/mlflow";
    private static final String CREATED = "registered-model.created";
    private static final String TAGGED = "registered-model.tag-set";

    private InProcessServer server = InProcessServer.onAnEmptyDatabase();
    private Mailbox mailbox;

    @BeforeAll
    void start() {
        server.part(FirstAdmin.class).createIfNobodyCanSignIn();
        server.part(WebhookEngine.class).start();
    }

    @BeforeEach
    void aReceiver() throws IOException {
        mailbox = new Mailbox();
    }

    @AfterEach
    void forgetAll() {
        for (JsonNode webhook : admin().get(WEBHOOKS).get("webhooks")) {
            admin().ask(
                            "DELETE",
                            WEBHOOKS + "/" + webhook.get("webhook_id").asString(),
                            java.net.http.HttpRequest.BodyPublishers.noBody());
        }
        mailbox.close();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void aReceiverGetsWhatItAskedForAndNothingElse() throws Exception {
        JsonNode webhook = webhook(CREATED);
        String name = model();
        tag(name, "k", "v");
        model();

        List<Letter> letters = mailbox.await(2);

        assertThat(letters).extracting(Letter::type).containsOnly("io.countersign." + CREATED + ".v1");
        assertThat(letters)
                .filteredOn(letter -> letter.json().at("/data/name").asString().equals(name))
                .singleElement()
                .satisfies(letter ->
                        assertThat(letter.json().get("modelname").asString()).isEqualTo(name));
        assertThat(letters.getFirst().id())
                .isEqualTo(letters.getFirst().json().get("id").asString());
        verify(letters.getFirst(), webhook.get("secret").asString());
    }

    @Test
    void whatHappenedBeforeIsNotTold() {
        model();
        Deadline.soon("the stream has passed it", this::isRead);
        webhook(CREATED);
        String after = model();

        assertThat(mailbox.await(1))
                .extracting(letter -> letter.json().at("/data/name").asString())
                .containsExactly(after);
    }

    @Test
    void theEventsOfAModelArriveInTheirOrderHoweverOftenTheyAreRefused() {
        String name = model();
        webhook(TAGGED);
        mailbox.answers(call -> Reply.status(call % 2 == 1 ? 500 : 204));
        for (int i = 0; i < 5; i++) {
            tag(name, "k" + i, "v");
        }
        hurryUntil(() -> mailbox.accepted().size() == 5);

        assertThat(mailbox.accepted())
                .extracting(letter -> letter.json().at("/data/tags/0/key").asString())
                .containsExactly("k0", "k1", "k2", "k3", "k4");
    }

    @Test
    void whereTheHeadMayBeSkippedTheRestGoesAhead() {
        String name = model();
        webhook(Map.of("events", List.of(TAGGED), "blocked_head", "skip"));
        mailbox.answers(call -> Reply.status(call == 1 ? 500 : 204));
        tag(name, "first", "v");
        mailbox.await(1);
        tag(name, "second", "v");
        tag(name, "third", "v");
        mailbox.awaitAccepted(2);
        hurryUntil(() -> mailbox.accepted().size() == 3);

        assertThat(mailbox.accepted())
                .extracting(letter -> letter.json().at("/data/tags/0/key").asString())
                .containsExactly("second", "third", "first");
    }

    @Test
    void oneModelWaitsForNoOther() {
        String stuck = model();
        String free = model();
        webhook(TAGGED);
        mailbox.answers(call -> Reply.status(call == 1 ? 500 : 204));
        tag(stuck, "k", "v");
        mailbox.await(1);
        tag(free, "k", "v");

        assertThat(mailbox.awaitAccepted(1).getFirst().json().get("modelname").asString())
                .isEqualTo(free);
    }

    @Test
    void aReceiverThatIsGoneIsGivenUpByAnEvent() {
        String id = webhook(CREATED).get("webhook_id").asString();
        mailbox.answers(410);
        model();
        Deadline.soon("it is given up", () -> "DISABLED".equals(status(id)));

        assertThat(one(id).get("disabled_because").asString()).isEqualTo("gone");
        Deadline.soon(
                "nothing is pending", () -> one(id).at("/deliveries/pending").asInt() == 0);
        assertThat(server.sql()
                        .queryForList(
                                "select payload_type from log.domain_event_entry where aggregate_identifier = ?",
                                String.class,
                                "webhook/" + id))
                .containsExactly("webhook.created", "webhook.given-up");
    }

    @Test
    void retryAfterIsObeyed() {
        String id = webhook(CREATED).get("webhook_id").asString();
        mailbox.answers(call -> new Reply(503, "", "Retry-After", "3600"));
        model();
        Deadline.soon(
                "it was tried",
                () -> deliveries(id).size() == 1 && tried(deliveries(id).get(0)));

        assertThat(server.sql()
                        .queryForObject(
                                "select extract(epoch from due - now()) from ops.deliveries where webhook_id = ?",
                                Double.class,
                                id))
                .isBetween(3500.0, 3601.0);
    }

    @Test
    void aRedirectIsAFailureAndIsNotFollowed() {
        String id = webhook(CREATED).get("webhook_id").asString();
        mailbox.answers(call -> new Reply(302, "", "Location", mailbox.url() + "/elsewhere"));
        model();
        Deadline.soon(
                "it was tried",
                () -> deliveries(id).size() == 1 && tried(deliveries(id).get(0)));

        assertThat(mailbox.letters()).hasSize(1);
        assertThat(deliveries(id).get(0).at("/last_attempt/status").asInt()).isEqualTo(302);
        assertThat(deliveries(id).get(0).get("state").asString()).isEqualTo("pending");
    }

    @Test
    void everyAttemptIsInTheLogWithWhatWasAnswered() {
        String id = webhook(CREATED).get("webhook_id").asString();
        mailbox.answers(call -> new Reply(call == 1 ? 500 : 200, "answer " + call));
        model();
        hurryUntil(() -> mailbox.accepted().size() == 1);
        Deadline.soon(
                "it is noted",
                () -> deliveries(id).get(0).get("state").asString().equals("delivered"));
        JsonNode delivery = admin().get(WEBHOOKS + "/" + id + "/deliveries/"
                        + deliveries(id).get(0).get("event_id").asString())
                .at("/deliveries/0");

        assertThat(delivery.get("tries")).hasSize(2);
        assertThat(delivery.at("/tries/0/status").asInt()).isEqualTo(500);
        assertThat(delivery.at("/tries/0/answer").asString()).isEqualTo("answer 1");
        assertThat(delivery.at("/tries/0/next_attempt_at").asString()).isNotEmpty();
        assertThat(delivery.at("/tries/1/status").asInt()).isEqualTo(200);
        assertThat(mailbox.letters())
                .extracting(Letter::id)
                .containsOnly(delivery.get("message_id").asString());
    }

    @Test
    void oneIsSentAgainUnderTheSameId() {
        String id = webhook(CREATED).get("webhook_id").asString();
        model();
        String event = mailbox.await(1).getFirst().json().get("id").asString();
        Deadline.soon("it is noted", () -> one(id).at("/deliveries/pending").asInt() == 0);

        assertThat(redeliver(id, Map.of("event", event))).isEqualTo(1);
        assertThat(mailbox.await(2)).extracting(Letter::id).containsExactly(event, event);
    }

    @Test
    void whatFailedWhileItWasDownIsSentAgainFromAnEventOn() {
        String id = webhook(CREATED).get("webhook_id").asString();
        mailbox.answers(410);
        model();
        Deadline.soon("it is given up", () -> "DISABLED".equals(status(id)));
        String missed = model();
        Deadline.soon("the stream has passed it", this::isRead);
        String first = mailbox.letters().getFirst().json().get("id").asString();
        assertThat(admin().exchange("POST", WEBHOOKS + "/" + id + "/redeliver", "{\"from\": \"" + first + "\"}")
                        .status())
                .isEqualTo(409);

        mailbox.answers(204);
        admin().send("PATCH", WEBHOOKS + "/" + id, Map.of("status", "active"));
        assertThat(redeliver(id, Map.of("from", first, "which", "missing"))).isEqualTo(1);
        assertThat(redeliver(id, Map.of("from", first))).isEqualTo(1);

        mailbox.awaitAccepted(2);
        assertThat(mailbox.accepted())
                .extracting(letter -> letter.json().at("/data/name").asString())
                .contains(missed);
    }

    @Test
    void forADayTheFormerSecretCountsToo() throws Exception {
        JsonNode webhook = webhook(CREATED);
        String id = webhook.get("webhook_id").asString();
        String fresh = admin().post(WEBHOOKS + "/" + id + "/rotate-secret", Map.of())
                .get("secret")
                .asString();
        model();
        Letter letter = mailbox.await(1).getFirst();

        assertThat(fresh).isNotEqualTo(webhook.get("secret").asString());
        verify(letter, fresh);
        verify(letter, webhook.get("secret").asString());
        assertThat(letter.headers().getOrDefault("webhook-signature", "").split(" "))
                .hasSize(2);
        assertThat(one(id).has("secret")).isFalse();
    }

    @Test
    void aPingArrivesWhateverTheStatus() throws Exception {
        JsonNode webhook = webhook(Map.of("events", List.of(CREATED), "status", "disabled"));
        mailbox.answers(call -> new Reply(200, "pong"));

        JsonNode ping = admin().post(WEBHOOKS + "/" + webhook.get("webhook_id").asString() + "/ping", Map.of());

        assertThat(ping.get("succeeded").asBoolean()).isTrue();
        assertThat(ping.get("answer").asString()).isEqualTo("pong");
        verify(mailbox.await(1).getFirst(), webhook.get("secret").asString());
    }

    @Test
    void whatIsDisabledOrOnTrialGetsNoEvents() {
        webhook(Map.of("events", List.of(CREATED), "status", "disabled"));
        webhook(Map.of("events", List.of(CREATED), "status", "test_mode"));
        model();
        Deadline.soon("the stream has passed it", this::isRead);

        assertThat(mailbox.letters()).isEmpty();
        assertThat(server.sql().queryForObject("select count(*) from ops.delivery_lanes", Integer.class))
                .isZero();
    }

    /** Sets everything due that waits, until it is so. */
    private void hurryUntil(java.util.function.BooleanSupplier condition) {
        Deadline.soon("all has arrived", () -> {
            server.sql().update("update ops.deliveries set due = now() where state = 'pending' and due > now()");
            server.sql().update("update ops.delivery_lanes set due = now() where due > now()");
            return condition.getAsBoolean();
        });
    }

    /** Whether the stream has come to the end of the log. */
    private boolean isRead() {
        String probe = UUID.randomUUID().toString();
        JsonNode webhook = webhook(Map.of("events", List.of(CREATED), "name", probe));
        String id = webhook.get("webhook_id").asString();
        Deadline.soon("it is known", () -> Integer.valueOf(1)
                .equals(server.sql()
                        .queryForObject(
                                "select count(*) from ops.webhook_subscribers where webhook_id = ?",
                                Integer.class,
                                id)));
        admin().ask("DELETE", WEBHOOKS + "/" + id, java.net.http.HttpRequest.BodyPublishers.noBody());
        return true;
    }

    private static boolean tried(JsonNode delivery) {
        return delivery.get("attempts").asInt() == 1;
    }

    private int redeliver(String webhook, Map<String, String> what) {
        return admin().post(WEBHOOKS + "/" + webhook + "/redeliver", what)
                .get("deliveries")
                .asInt();
    }

    private JsonNode deliveries(String webhook) {
        return admin().get(WEBHOOKS + "/" + webhook + "/deliveries").get("deliveries");
    }

    private JsonNode one(String webhook) {
        return admin().get(WEBHOOKS + "/" + webhook);
    }

    private String status(String webhook) {
        return one(webhook).get("status").asString();
    }

    private JsonNode webhook(String event) {
        return webhook(Map.of("events", List.of(event)));
    }

    private JsonNode webhook(Map<String, ?> rest) {
        Map<String, Object> body = new TreeMap<>(rest);
        body.put("url", mailbox.url());
        return admin().post(WEBHOOKS, body);
    }

    private String model() {
        String name = "model-" + UUID.randomUUID();
        admin().post(MLFLOW + "/registered-models/create", Map.of("name", name));
        return name;
    }

    private void tag(String model, String key, String value) {
        admin().post(MLFLOW + "/registered-models/set-tag", Map.of("name", model, "key", key, "value", value));
    }

    private Caller admin() {
        return new Caller(server, FirstAdmin.USERNAME, InProcessServer.ADMIN_PASSWORD);
    }

    private static void verify(Letter letter, String secret) throws Exception {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        letter.headers().forEach((name, value) -> headers.put(name, List.of(value)));
        new Webhook(secret)
                .verify(
                        new String(letter.body(), StandardCharsets.UTF_8),
                        HttpHeaders.of(headers, (name, value) -> true));
    }
}
