package io.countersign.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.assembly.Caller;
import io.countersign.assembly.Deadline;
import io.countersign.assembly.InProcessServer;
import io.countersign.delivery.GivingUp;
import io.countersign.delivery.Upkeep;
import io.countersign.delivery.WebhookEngine;
import io.countersign.signin.FirstAdmin;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Who may have whom called on what, and what is said to the others. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebhookRoutesTest {

    private static final String API = "/api/governance/v1";
    private static final String WEBHOOKS = API + "/webhooks";
    private static final String MLFLOW = "/api/2.0/mlflow";
    private static final String PASSWORD = "correct horse battery";
    private static final String CREATED = "registered-model.created";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final InProcessServer server = InProcessServer.onAnEmptyDatabase();
    private Mailbox mailbox;

    @BeforeAll
    void theyAreThere() throws IOException {
        mailbox = new Mailbox();
        server.part(FirstAdmin.class).createIfNobodyCanSignIn();
        server.part(WebhookEngine.class).start();
        for (String name : List.of("mona", "otto")) {
            admin().post(MLFLOW + "/users/create", Map.of("username", name, "password", PASSWORD));
            admin().send("PUT", API + "/users/" + name, Map.of("roles", List.of("contributor")));
        }
        mona().post(MLFLOW + "/registered-models/create", Map.of("name", "monas"));
        admin().post(MLFLOW + "/registered-models/create", Map.of("name", "others"));
    }

    @AfterAll
    void stop() {
        server.close();
        mailbox.close();
    }

    @Test
    void whoManagesAModelHasReceiversCalledOnItAndOnNothingElse() {
        JsonNode webhook = mona().post(WEBHOOKS, body("registered-model.tag-set", "monas"));

        assertThat(webhook.get("models").get(0).asString()).isEqualTo("monas");
        assertThat(refusal(mona(), body("registered-model.tag-set", "others"))).isEqualTo(403);
        assertThat(refusal(mona(), body(CREATED))).isEqualTo(403);
        assertThat(refusal(otto(), body("registered-model.tag-set", "monas"))).isEqualTo(403);
    }

    @Test
    void whatSomebodyMayNotManageDoesNotExistForThem() {
        String registryWide = id(admin().post(WEBHOOKS, body(CREATED)));
        String onMonas = id(mona().post(WEBHOOKS, body("registered-model.tag-set", "monas")));

        for (String path : List.of("", "/deliveries", "/deliveries/0198")) {
            assertThat(status(mona(), "GET", registryWide + path)).as(path).isEqualTo(404);
        }
        for (String path : List.of("/ping", "/redeliver", "/rotate-secret")) {
            assertThat(status(mona(), "POST", registryWide + path)).as(path).isEqualTo(404);
        }
        assertThat(status(mona(), "DELETE", registryWide)).isEqualTo(404);
        assertThat(status(mona(), "PATCH", registryWide)).isEqualTo(404);
        assertThat(status(otto(), "GET", onMonas)).isIn(403, 404);
        assertThat(ids(mona().get(WEBHOOKS))).contains(onMonas).doesNotContain(registryWide);
        assertThat(ids(admin().get(WEBHOOKS))).contains(onMonas, registryWide);
    }

    @Test
    void aModelsWebhookIsMadeWiderByAnAdministratorOnly() {
        String id = id(mona().post(WEBHOOKS, body("registered-model.tag-set", "monas")));

        assertThat(mona().exchange("PATCH", WEBHOOKS + "/" + id, "{\"models\": []}")
                        .status())
                .isEqualTo(403);
        assertThat(mona().exchange("PATCH", WEBHOOKS + "/" + id, "{\"models\": [\"others\"]}")
                        .status())
                .isEqualTo(403);
        assertThat(admin().send("PATCH", WEBHOOKS + "/" + id, Map.of("models", List.of()))
                        .get("models"))
                .isEmpty();
        assertThat(status(mona(), "GET", id)).isEqualTo(404);
    }

    @Test
    void answersAreShownToAdministratorsOnly() {
        mailbox.answers(call -> new Mailbox.Reply(200, "the inside of the network"));
        String id = id(mona().post(WEBHOOKS, body("registered-model.tag-set", "monas")));

        assertThat(mona().post(WEBHOOKS + "/" + id + "/ping", Map.of()).has("answer"))
                .isFalse();
        mona().post(MLFLOW + "/registered-models/set-tag", Map.of("name", "monas", "key", "k", "value", "v"));
        Deadline.soon("it is noted", () -> mona().get(WEBHOOKS + "/" + id + "/deliveries")
                .at("/deliveries/0/last_attempt")
                .isObject());

        assertThat(mona().get(WEBHOOKS + "/" + id + "/deliveries").toString()).doesNotContain("inside");
        assertThat(admin().get(WEBHOOKS + "/" + id + "/deliveries").toString()).contains("inside");
    }

    @Test
    void secretsAreNowhereToBeReadAgain() {
        String secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        Map<String, Object> body = new TreeMap<>(body(CREATED));
        body.put("secret", secret);
        body.put("authorization", "Bearer swordfish-and-more");
        JsonNode webhook = admin().post(WEBHOOKS, body);

        assertThat(webhook.toString()).doesNotContain(secret).doesNotContain("swordfish");
        assertThat(admin().get(WEBHOOKS).toString()).doesNotContain(secret).doesNotContain("swordfish");
        assertThat(webhook.get("authorized").asBoolean()).isTrue();
        String everything = server.ownersSql()
                .queryForList("select convert_from(payload, 'UTF8') from log.domain_event_entry", String.class)
                .toString();
        assertThat(everything).contains(id(webhook)).doesNotContain(secret).doesNotContain("swordfish");
        assertThat(server.ownersSql()
                        .queryForList("select encode(sealed, 'escape') from ops.webhook_endpoints", String.class)
                        .toString())
                .doesNotContain("swordfish")
                .doesNotContain(mailbox.url());
    }

    @Test
    void whatOneReceiverIsShownIsNotTakenAlongToAnother() {
        Map<String, Object> body = new TreeMap<>(body(CREATED));
        body.put("authorization", "Bearer swordfish-and-more");
        String webhook = WEBHOOKS + "/" + id(admin().post(WEBHOOKS, body));

        assertThat(admin().send("PATCH", webhook, Map.of("status", "disabled"))
                        .get("authorized")
                        .asBoolean())
                .isTrue();
        assertThat(admin().send("PATCH", webhook, Map.of("url", mailbox.url() + "/elsewhere"))
                        .get("authorized")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void aSecretThatWasDrawnIsNotKeptForARepetition() {
        String body = JSON.writeValueAsString(body(CREATED));
        String[] headers = {"Content-Type", "application/json", "Idempotency-Key", "once"};
        JsonNode first = admin().ask("POST", WEBHOOKS, BodyPublishers.ofString(body), headers)
                .json();
        JsonNode second = admin().ask("POST", WEBHOOKS, BodyPublishers.ofString(body), headers)
                .json();

        assertThat(id(second)).isEqualTo(id(first));
        assertThat(first.has("secret")).isTrue();
        assertThat(second.has("secret")).isFalse();
        assertThat(server.sql()
                        .queryForList("select body from ops.idempotent_answers", String.class)
                        .toString())
                .doesNotContain("whsec_");
    }

    @ParameterizedTest
    @MethodSource
    void whatWouldNeverWorkIsSaidAtOnce(Map<String, ?> wrong, String said) {
        Map<String, Object> body = new TreeMap<>(body(CREATED));
        body.putAll(wrong);
        int before = admin().get(WEBHOOKS).get("webhooks").size();
        Caller.Answer answer = admin().exchange("POST", WEBHOOKS, JSON.writeValueAsString(body));

        assertThat(answer.status()).as(answer.text()).isIn(400, 404);
        assertThat(answer.json().get("detail").asString()).contains(said);
        assertThat(admin().get(WEBHOOKS).get("webhooks")).hasSize(before);
    }

    static Stream<Arguments> whatWouldNeverWorkIsSaidAtOnce() {
        return Stream.of(
                wrong("url", "http://169.254.169.254/latest/meta-data", "169.254.169.254"),
                wrong("url", "https://10.0.0.1/hook", "10.0.0.1"),
                wrong("url", "https://[::ffff:127.0.0.1]/hook", "URL"),
                wrong("url", "ftp://example.com/x", "http"),
                wrong("url", "https://user:pass@example.com/", "user"),
                wrong("url", "not a url", "URL"),
                wrong("events", List.of("registered-model.exploded"), "there is no such event"),
                wrong("events", List.of("registered-model.exploded"), "registered-model.created"),
                wrong("events", List.of(), "events"),
                wrong("events", List.of(CREATED, CREATED), "once"),
                wrong("secret", "whsec_c2hvcnQ=", "bytes"),
                wrong("secret", "swordfish", "whsec_"),
                wrong("stages", List.of("Production"), "would never match"),
                wrong("stages", List.of("Nirvana"), "Nirvana"),
                wrong("models", List.of("no-such-model"), "no-such-model"),
                wrong("status", "asleep", "asleep"),
                wrong("blocked_head", "maybe", "maybe"),
                wrong("kind", "carrier-pigeon", "carrier-pigeon"),
                wrong("kind", "databricks", "API"),
                wrong("kind", "jenkins", "job"),
                wrong("authorization", "Bearer a\r\nX-Injected: yes", "line break"),
                Arguments.of(
                        Map.of("models", List.of("monas"), "events", List.of("run.started")), "would never match"));
    }

    private static Arguments wrong(String member, Object value, String said) {
        return Arguments.of(Map.of(member, value), said);
    }

    @Test
    void aRedeliveryNamesEventsThatThereAre() {
        String id = id(admin().post(WEBHOOKS, body(CREATED)));
        for (String body : List.of(
                "{}",
                "{\"event\": \"nonsense\"}",
                "{\"from\": \"nonsense\"}",
                "{\"event\": \"nonsense\", \"from\": \"nonsense\"}",
                "{\"from\": \"" + anEvent() + "\", \"which\": \"some\"}")) {
            assertThat(admin().exchange("POST", WEBHOOKS + "/" + id + "/redeliver", body)
                            .status())
                    .as(body)
                    .isEqualTo(400);
        }
        assertThat(status(admin(), "GET", id + "/deliveries/nonsense")).isEqualTo(404);
        assertThat(status(admin(), "GET", id + "/deliveries?state=lost")).isEqualTo(400);
    }

    @Test
    void whoTookNothingForFiveDaysIsGivenUpAndBeginsAnewWhenItIsActiveAgain() {
        String id = id(admin().post(WEBHOOKS, body(CREATED)));
        Deadline.soon("it is known", () -> known(id));
        server.sql()
                .update(
                        "insert into ops.webhook_health (webhook_id, failing_since, last_failure) values (?, now(), now())",
                        id);

        upkeepIn(Duration.ofDays(4)).run();
        assertThat(admin().get(WEBHOOKS + "/" + id).get("status").asString()).isEqualTo("ACTIVE");
        upkeepIn(Duration.ofDays(5).plusMinutes(1)).run();
        assertThat(admin().get(WEBHOOKS + "/" + id).get("disabled_because").asString())
                .isEqualTo("failing");

        Deadline.soon("it is not told any more", () -> !known(id));
        admin().send("PATCH", WEBHOOKS + "/" + id, Map.of("status", "active"));
        Deadline.soon("it is known again", () -> known(id));
        upkeepIn(Duration.ofDays(5).plusMinutes(1)).run();
        assertThat(admin().get(WEBHOOKS + "/" + id).get("status").asString()).isEqualTo("ACTIVE");
    }

    @Test
    void whatWasDeliveredIsForgottenInTime() {
        mailbox.answers(204);
        String id = id(mona().post(WEBHOOKS, body("registered-model.tag-set", "monas")));
        mona().post(MLFLOW + "/registered-models/set-tag", Map.of("name", "monas", "key", "old", "value", "v"));
        Deadline.soon(
                "it is delivered",
                () -> mona().get(WEBHOOKS + "/" + id + "/deliveries?state=delivered")
                                .get("deliveries")
                                .size()
                        == 1);

        upkeepIn(Duration.ofDays(29)).run();
        assertThat(mona().get(WEBHOOKS + "/" + id + "/deliveries").get("deliveries"))
                .hasSize(1);
        upkeepIn(Duration.ofDays(31)).run();
        assertThat(mona().get(WEBHOOKS + "/" + id + "/deliveries").get("deliveries"))
                .isEmpty();
        assertThat(server.sql()
                        .queryForObject(
                                "select count(*) from ops.delivery_attempts where webhook_id = ?", Integer.class, id))
                .isZero();
    }

    private Upkeep upkeepIn(Duration time) {
        return new Upkeep(
                server.sql(), server.part(GivingUp.class), Duration.ofDays(30), Clock.offset(Clock.systemUTC(), time));
    }

    private boolean known(String id) {
        return !server.sql()
                .queryForList("select kind from ops.webhook_subscribers where webhook_id = ?", String.class, id)
                .isEmpty();
    }

    private String anEvent() {
        return server.sql()
                .queryForList("select event_identifier from log.domain_event_entry limit 1", String.class)
                .getFirst();
    }

    private Map<String, Object> body(String event, String... models) {
        return Map.of("url", mailbox.url(), "events", List.of(event), "models", List.of(models));
    }

    private int refusal(Caller caller, Map<String, ?> body) {
        return caller.exchange("POST", WEBHOOKS, JSON.writeValueAsString(body)).status();
    }

    private static int status(Caller caller, String method, String path) {
        return caller.exchange(method, WEBHOOKS + "/" + path, method.equals("GET") ? "" : "{}")
                .status();
    }

    private static String id(JsonNode webhook) {
        return webhook.get("webhook_id").asString();
    }

    private static List<String> ids(JsonNode page) {
        return page.get("webhooks").valueStream().map(WebhookRoutesTest::id).toList();
    }

    private Caller admin() {
        return new Caller(server, FirstAdmin.USERNAME, InProcessServer.ADMIN_PASSWORD);
    }

    private Caller mona() {
        return new Caller(server, "mona", PASSWORD);
    }

    private Caller otto() {
        return new Caller(server, "otto", PASSWORD);
    }
}
