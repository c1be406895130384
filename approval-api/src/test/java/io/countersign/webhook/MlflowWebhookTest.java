package io.countersign.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.assembly.Caller;
import io.countersign.delivery.WebhookEngine;
import io.countersign.governance.Office;
import io.countersign.payload.ModelNames;
import io.countersign.registeredmodel.ModelId;
import io.countersign.signing.Signatures;
import io.countersign.webhook.Mailbox.Letter;
import io.countersign.webhook.Mailbox.Reply;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Webhooks by MLflow's API; its own client is in {@code infra/compat}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class MlflowWebhookTest {

    private static final String MLFLOW = "/api/2.0/mlflow";
    private static final String SECRET = "between the two of us";
    private static final List<Map<String, String>> PROMPTS_AND_MODELS = List.of(
            Map.of("entity", "PROMPT", "action", "CREATED"),
            Map.of("entity", "REGISTERED_MODEL", "action", "CREATED"),
            Map.of("entity", "MODEL_VERSION_ALIAS", "action", "DELETED"),
            Map.of("entity", "PROMPT_ALIAS", "action", "DELETED"));

    private final Office office = new Office();
    private Caller ada;
    private Mailbox mailbox;

    @BeforeAll
    void start() {
        ada = office.hire("ada", "contributor");
        office.server().part(WebhookEngine.class).start();
    }

    @BeforeEach
    void aReceiver() throws IOException {
        mailbox = new Mailbox();
    }

    @AfterEach
    void forgetAll() {
        for (JsonNode webhook : office.admin().get(MLFLOW + "/webhooks").path("webhooks")) {
            delete(webhook.get("webhook_id").asString());
        }
        mailbox.close();
    }

    @AfterAll
    void stop() {
        office.close();
    }

    @Test
    void whatHappensArrivesSignedAsMlflowSignsIt() {
        webhook(Map.of("secret", SECRET));
        String model = "m-" + UUID.randomUUID();
        ada.post(MLFLOW + "/registered-models/create", Map.of("name", model));

        Letter letter = mailbox.await(1).getFirst();
        Instant sent = Instant.ofEpochSecond(Long.parseLong(letter.headers().get("x-mlflow-timestamp")));
        assertThat(letter.headers().get("x-mlflow-signature"))
                .isEqualTo(Signatures.mlflow(
                                letter.headers().getOrDefault("x-mlflow-delivery-id", ""), sent, letter.body(), SECRET)
                        .get("X-MLflow-Signature"));
        assertThat(letter.json().get("entity").asString()).isEqualTo("registered_model");
        assertThat(letter.json().get("action").asString()).isEqualTo("created");
        assertThat(letter.json().get("timestamp").asString())
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}\\+00:00");
        assertThat(letter.json().at("/data/name").asString()).isEqualTo(model);
    }

    @Test
    void withoutASecretNothingIsSignedAndStillEachMessageHasItsId() {
        webhook(Map.of());
        ada.post(MLFLOW + "/registered-models/create", Map.of("name", "m-" + UUID.randomUUID()));

        Letter letter = mailbox.await(1).getFirst();
        assertThat(letter.headers()).doesNotContainKeys("x-mlflow-signature", "webhook-signature");
        assertThat(letter.headers()).containsKeys("x-mlflow-delivery-id", "x-mlflow-timestamp", "webhook-id");
    }

    /** What is told of a prompt is told as such even when there is none any more. */
    @Test
    void aPromptThatIsGoneWasAPrompt() {
        String prompt = "p-" + UUID.randomUUID();
        ada.post(
                MLFLOW + "/registered-models/create",
                Map.of("name", prompt, "tags", List.of(Map.of("key", "mlflow.prompt.is_prompt", "value", "true"))));
        String id = idOf(prompt);
        office.admin().ask("DELETE", MLFLOW + "/registered-models/delete?name=" + prompt, BodyPublishers.noBody());
        String model = Office.aModel(ada);
        String modelId = idOf(model);
        office.admin().ask("DELETE", MLFLOW + "/registered-models/delete?name=" + model, BodyPublishers.noBody());

        assertThat(named(id)).hasToString("NamedModel[id=" + id + ", name=" + prompt + ", prompt=true]");
        assertThat(named(modelId)).hasToString("NamedModel[id=" + modelId + ", name=" + model + ", prompt=false]");
    }

    @Test
    void whatIsDisabledIsStillTested() {
        mailbox.answers(call -> new Reply(418, "short and stout"));
        String id = webhook(Map.of("status", "DISABLED"));

        JsonNode result = office.admin()
                .post(MLFLOW + "/webhooks/" + id + "/test", Map.of("event", PROMPTS_AND_MODELS.get(1)))
                .get("result");

        assertThat(result.get("success").asBoolean()).isFalse();
        assertThat(result.get("response_status").asInt()).isEqualTo(418);
        assertThat(result.get("response_body").asString()).isEqualTo("short and stout");
        assertThat(mailbox.letters().getFirst().json().get("entity").asString()).isEqualTo("registered_model");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/2.0/mlflow", "/ajax-api/2.0/mlflow", "/api/3.0/mlflow", "/ajax-api/3.0/mlflow"})
    void nobodyButAnAdministratorSeesOrMakesThem(String prefix) {
        Office.aModel(ada);
        String id = webhook(Map.of());

        String whole = "{\"name\": \"mine\", \"url\": \"" + mailbox.url()
                + "\", \"events\": [{\"entity\": \"PROMPT\", \"action\": \"CREATED\"}]}";
        assertThat(ada.exchange("POST", prefix + "/webhooks", whole).status()).isEqualTo(403);
        assertThat(get(ada, prefix + "/webhooks").status()).isEqualTo(403);
        assertThat(get(ada, prefix + "/webhooks/" + id).status()).isEqualTo(403);
        assertThat(ada.exchange("PATCH", prefix + "/webhooks/" + id, "{}").status())
                .isEqualTo(403);
        assertThat(ada.exchange("POST", prefix + "/webhooks/" + id + "/test", "{}")
                        .status())
                .isEqualTo(403);
        assertThat(ada.exchange("DELETE", prefix + "/webhooks/" + id, "").status())
                .isEqualTo(403);
        assertThat(get(office.admin(), prefix + "/webhooks/" + id).status()).isEqualTo(200);
    }

    @Test
    void aSecretIsReplacedAndNeitherShownNorTakenAway() {
        String id = webhook(Map.of("secret", SECRET));
        String path = MLFLOW + "/webhooks/" + id;

        assertThat(office.admin().exchange("PATCH", path, "{\"secret\": \"\"}").status())
                .isEqualTo(400);
        Caller.Answer replaced = office.admin().exchange("PATCH", path, "{\"secret\": \"quite another one\"}");
        assertThat(replaced.text()).doesNotContain("secret").doesNotContain("another");
        office.admin().post(path + "/test", Map.of());
        Letter letter = mailbox.await(1).getFirst();
        Instant sent = Instant.ofEpochSecond(Long.parseLong(letter.headers().get("x-mlflow-timestamp")));
        assertThat(letter.headers())
                .containsEntry(
                        "x-mlflow-signature",
                        Signatures.mlflow(
                                        letter.headers().getOrDefault("x-mlflow-delivery-id", ""),
                                        sent,
                                        letter.body(),
                                        "quite another one")
                                .get("X-MLflow-Signature"));
    }

    private Object named(String model) {
        return office.server().part(ModelNames.class).named(new ModelId(model)).orElseThrow();
    }

    private String idOf(String model) {
        return office.admin()
                .get(MLFLOW + "/databricks/registered-models/get?name=" + model)
                .at("/registered_model_databricks/id")
                .asString();
    }

    private String webhook(Map<String, ?> rest) {
        Map<String, Object> body = new TreeMap<>(rest);
        body.put("name", "hook");
        body.put("url", mailbox.url());
        body.put("events", PROMPTS_AND_MODELS);
        return office.admin()
                .post(MLFLOW + "/webhooks", body)
                .at("/webhook/webhook_id")
                .asString();
    }

    private void delete(String id) {
        office.admin().ask("DELETE", MLFLOW + "/webhooks/" + id, BodyPublishers.noBody());
    }

    private static Caller.Answer get(Caller who, String path) {
        return who.ask("GET", path, BodyPublishers.noBody());
    }
}
