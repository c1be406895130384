package io.countersign.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.databricks.sdk.WorkspaceClient;
import com.databricks.sdk.core.DatabricksConfig;
import com.databricks.sdk.core.error.platform.BadRequest;
import com.databricks.sdk.core.error.platform.InvalidParameterValue;
import com.databricks.sdk.core.error.platform.PermissionDenied;
import com.databricks.sdk.core.error.platform.ResourceDoesNotExist;
import com.databricks.sdk.service.ml.CreateRegistryWebhook;
import com.databricks.sdk.service.ml.DeleteWebhookRequest;
import com.databricks.sdk.service.ml.HttpUrlSpec;
import com.databricks.sdk.service.ml.JobSpec;
import com.databricks.sdk.service.ml.ListWebhooksRequest;
import com.databricks.sdk.service.ml.ModelRegistryAPI;
import com.databricks.sdk.service.ml.RegistryWebhook;
import com.databricks.sdk.service.ml.RegistryWebhookEvent;
import com.databricks.sdk.service.ml.RegistryWebhookStatus;
import com.databricks.sdk.service.ml.TestRegistryWebhookRequest;
import com.databricks.sdk.service.ml.TestRegistryWebhookResponse;
import com.databricks.sdk.service.ml.UpdateRegistryWebhook;
import io.countersign.assembly.Caller;
import io.countersign.assembly.InProcessServer;
import io.countersign.delivery.WebhookEngine;
import io.countersign.governance.Office;
import io.countersign.modelversion.ModelVersionEvent;
import io.countersign.payload.ModelNames;
import io.countersign.payload.Occurrence;
import io.countersign.payload.Telling;
import io.countersign.payload.Vocabularies;
import io.countersign.payload.Vocabulary;
import io.countersign.signing.Signatures;
import io.countersign.webhook.Mailbox.Letter;
import io.countersign.webhook.Mailbox.Reply;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Webhooks by Databricks' client: who may have them, and the twelve events as its receivers know them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class RegistryWebhookTest {

    private static final String MLFLOW = "/api/2.0/mlflow";
    private static final String NATIVE = "/api/governance/v1/webhooks";
    private static final String SECRET = "between the two of us";

    private final Office office = new Office();
    private Caller ada;
    private Caller grace;
    private Mailbox mailbox;

    @BeforeAll
    void start() {
        ada = office.hire("ada", "contributor");
        grace = office.hire("grace", "reviewer");
        office.server().part(WebhookEngine.class).start();
    }

    @BeforeEach
    void aReceiver() throws IOException {
        mailbox = new Mailbox();
    }

    @AfterEach
    void forgetAll() {
        for (JsonNode webhook : office.admin().get(NATIVE + "?limit=200").get("webhooks")) {
            String path = NATIVE + "/" + webhook.get("webhook_id").asString();
            office.admin().ask("DELETE", path, BodyPublishers.noBody());
        }
        mailbox.close();
    }

    @AfterAll
    void stop() {
        office.close();
    }

    @Test
    void everyEventOfAModelsLifeArrivesSignedAndInOrder() {
        String id = forAll(RegistryWebhookEvent.values());
        String model = livedThrough();

        List<Letter> letters = mailbox.await(10);

        assertThat(letters)
                .extracting(letter -> letter.json().get("event").asString())
                .containsExactly(
                        "REGISTERED_MODEL_CREATED",
                        "MODEL_VERSION_CREATED",
                        "MODEL_VERSION_TAG_SET",
                        "COMMENT_CREATED",
                        "TRANSITION_REQUEST_TO_PRODUCTION_CREATED",
                        "MODEL_VERSION_TRANSITIONED_TO_PRODUCTION",
                        "MODEL_VERSION_CREATED",
                        "TRANSITION_REQUEST_TO_PRODUCTION_CREATED",
                        "MODEL_VERSION_TRANSITIONED_TO_PRODUCTION",
                        "MODEL_VERSION_TRANSITIONED_TO_ARCHIVED");
        assertThat(letters).allSatisfy(letter -> {
            assertThat(letter.headers().get("content-type")).isEqualTo("application/json");
            assertThat(letter.headers().get("x-databricks-signature"))
                    .isEqualTo(Signatures.databricks(letter.body(), SECRET));
            assertThat(letter.json().get("webhook_id").asString()).isEqualTo(id);
            assertThat(letter.json().get("model_name").asString()).isEqualTo(model);
            assertThat(letter.json().get("event_timestamp").isIntegralNumber()).isTrue();
        });
        assertThat(letters).extracting(Letter::id).doesNotHaveDuplicates();
    }

    @Test
    void eachEventSaysWhatItIsAbout() {
        forAll(RegistryWebhookEvent.values());
        String model = livedThrough();
        List<Letter> letters = mailbox.await(10);

        assertThat(members(letters.get(2), "version", "tags", "text"))
                .isEqualTo("{\"version\":\"1\",\"tags\":[{\"key\":\"k\",\"value\":\"v\"}],\"text\":\"Registered model '"
                        + model + "' version 1 tagged 'k': 'v'.\"}");
        assertThat(members(letters.get(3), "version", "comment", "text"))
                .isEqualTo(
                        "{\"version\":\"1\",\"comment\":\"<!here> looks good\",\"text\":\"Comment on registered model '"
                                + model + "' version 1: &lt;!here&gt; looks good\"}");
        assertThat(members(letters.get(4), "version", "from_stage", "to_stage"))
                .isEqualTo("{\"version\":\"1\",\"from_stage\":\"None\",\"to_stage\":\"Production\"}");
        assertThat(members(letters.get(8), "version", "from_stage", "to_stage", "text"))
                .isEqualTo("{\"version\":\"2\",\"from_stage\":\"None\",\"to_stage\":\"Production\",\"text\":"
                        + "\"Registered model '" + model + "' version 2 transitioned from None to Production.\"}");
        assertThat(members(letters.get(9), "version", "from_stage", "to_stage"))
                .isEqualTo("{\"version\":\"1\",\"from_stage\":\"Production\",\"to_stage\":\"Archived\"}");
    }

    @Test
    void whoAskedInGeneralIsToldInGeneral() {
        forAll(RegistryWebhookEvent.MODEL_VERSION_TRANSITIONED_STAGE, RegistryWebhookEvent.TRANSITION_REQUEST_CREATED);
        livedThrough();

        assertThat(mailbox.await(5))
                .extracting(letter -> letter.json().get("event").asString())
                .containsExactly(
                        "TRANSITION_REQUEST_CREATED",
                        "MODEL_VERSION_TRANSITIONED_STAGE",
                        "TRANSITION_REQUEST_CREATED",
                        "MODEL_VERSION_TRANSITIONED_STAGE",
                        "MODEL_VERSION_TRANSITIONED_STAGE");
    }

    @Test
    void whoAskedForWhatIsArchivedIsToldOfVersionsThatMadeWay() {
        forAll(RegistryWebhookEvent.MODEL_VERSION_TRANSITIONED_TO_ARCHIVED);
        livedThrough();

        assertThat(mailbox.await(1)).singleElement().satisfies(letter -> {
            assertThat(letter.json().get("version").asString()).isEqualTo("1");
            assertThat(letter.id()).endsWith(".1");
        });
    }

    @Test
    void theOneOfAModelHearsOfNoOther() {
        String own = Office.aModel(ada);
        registry(ada)
                .createWebhook(at(RegistryWebhookEvent.MODEL_VERSION_TAG_SET).setModelName(own));
        tag(Office.aModel(ada));
        tag(own);

        assertThat(mailbox.await(1)).singleElement().satisfies(letter -> assertThat(
                        letter.json().get("model_name").asString())
                .isEqualTo(own));
    }

    /** By a server that had not read the person's key before. */
    @Test
    void whatAnErasedPersonWroteIsToldNoMore() {
        Caller zoe = office.hire("zoe-" + UUID.randomUUID(), "contributor");
        String model = Office.aModel(ada);
        comment(zoe, model, "zoe was here");
        assertThat(office.server()
                        .ownersSql()
                        .update(
                                "delete from ops.person_keys where subject_id = "
                                        + "(select subject_id from ops.users where username = ?)",
                                zoe.username()))
                .isEqualTo(1);

        try (InProcessServer reader = InProcessServer.on(office.server().database())) {
            Occurrence comment = new Occurrence(commentOn(reader), reader.part(ModelNames.class));
            Vocabulary words = reader.part(Vocabularies.class).of(WebhookKind.DATABRICKS);
            Telling telling = words.tellings(comment, words.words()).getFirst();
            byte[] body = words.body(comment, telling, new WebhookId("0"));

            JsonNode message = JsonMapper.shared().readTree(body);
            assertThat(message.get("model_name").asString()).isEqualTo(model);
            assertThat(message.get("comment").asString()).isEmpty();
            assertThat(new String(body, StandardCharsets.UTF_8)).doesNotContain("was here");
        }
    }

    private static DomainEventMessage<?> commentOn(InProcessServer reader) {
        String stream = reader.sql()
                .queryForObject(
                        "select aggregate_identifier from log.domain_event_entry "
                                + "where payload_type = 'model-version.comment-added' order by global_index desc limit 1",
                        String.class);
        return reader.part(EventStorageEngine.class)
                .readEvents(Objects.requireNonNull(stream))
                .asStream()
                .filter(event -> event.getPayload() instanceof ModelVersionEvent.CommentAdded)
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @EnumSource(RegistryWebhookEvent.class)
    void aTestSendsASampleOfAnyEventWhateverTheStatus(RegistryWebhookEvent event) {
        mailbox.answers(call -> new Reply(202, "taken"));
        RegistryWebhook webhook = registry(office.admin())
                .createWebhook(at(RegistryWebhookEvent.COMMENT_CREATED).setStatus(RegistryWebhookStatus.TEST_MODE))
                .getWebhook();

        TestRegistryWebhookResponse tested = registry(office.admin())
                .testRegistryWebhook(
                        new TestRegistryWebhookRequest().setId(webhook.getId()).setEvent(event));

        assertThat(tested.getStatusCode()).isEqualTo(202);
        assertThat(tested.getBody()).isEqualTo("taken");
        Letter letter = mailbox.await(1).getFirst();
        assertThat(letter.json().get("event").asString()).isEqualTo(event.name());
        assertThat(letter.json().get("text").asString()).isNotEmpty();
        assertThat(letter.headers().get("x-databricks-signature"))
                .isEqualTo(Signatures.databricks(letter.body(), SECRET));
    }

    @Test
    void whatAReceiverAnswersIsForAdministrators() {
        mailbox.answers(call -> new Reply(200, "inside information"));
        String model = Office.aModel(ada);
        String id = registry(ada)
                .createWebhook(at(RegistryWebhookEvent.COMMENT_CREATED).setModelName(model))
                .getWebhook()
                .getId();

        assertThat(registry(ada)
                        .testRegistryWebhook(new TestRegistryWebhookRequest().setId(id))
                        .getBody())
                .isEmpty();
        JsonNode older = office.admin().post(MLFLOW + "/registry-webhooks/test", Map.of("id", id));
        assertThat(older.at("/webhook/body").asString()).isEqualTo("inside information");
        assertThat(older.at("/webhook/status_code").asInt()).isEqualTo(200);
    }

    @Test
    void withoutASecretNothingIsSigned() {
        registry(office.admin())
                .createWebhook(new CreateRegistryWebhook()
                        .setEvents(List.of(RegistryWebhookEvent.MODEL_VERSION_CREATED))
                        .setHttpUrlSpec(
                                new HttpUrlSpec().setUrl(mailbox.url()).setAuthorization("Bearer of good news")));
        Office.aModel(ada);

        Letter letter = mailbox.await(1).getFirst();
        assertThat(letter.headers()).doesNotContainKeys("x-databricks-signature", "webhook-signature");
        assertThat(letter.headers()).containsEntry("authorization", "Bearer of good news");
        assertThat(letter.id()).isNotEmpty();
    }

    @Test
    void whatIsCreatedIsListedChangedAndDeleted() {
        String model = Office.aModel(ada);
        RegistryWebhook made = registry(ada)
                .createWebhook(at(RegistryWebhookEvent.COMMENT_CREATED, RegistryWebhookEvent.MODEL_VERSION_CREATED)
                        .setModelName(model)
                        .setDescription("for the build"))
                .getWebhook();
        assertThat(made.getModelName()).isEqualTo(model);
        assertThat(made.getDescription()).isEqualTo("for the build");
        assertThat(made.getStatus()).isEqualTo(RegistryWebhookStatus.ACTIVE);
        assertThat(made.getHttpUrlSpec().getUrl()).isEqualTo(mailbox.url());
        assertThat(made.getHttpUrlSpec().getEnableSslVerification()).isTrue();

        RegistryWebhook changed = registry(ada)
                .updateWebhook(new UpdateRegistryWebhook()
                        .setId(made.getId())
                        .setStatus(RegistryWebhookStatus.DISABLED)
                        .setEvents(List.of(RegistryWebhookEvent.MODEL_VERSION_TAG_SET)))
                .getWebhook();
        assertThat(changed.getStatus()).isEqualTo(RegistryWebhookStatus.DISABLED);
        assertThat(changed.getEvents()).containsExactly(RegistryWebhookEvent.MODEL_VERSION_TAG_SET);
        assertThat(changed.getDescription()).isEqualTo("for the build");

        registry(ada).deleteWebhook(new DeleteWebhookRequest().setId(made.getId()));
        assertThat(listed(ada, new ListWebhooksRequest())).doesNotContain(made.getId());
        assertThatThrownBy(
                        () -> registry(ada).testRegistryWebhook(new TestRegistryWebhookRequest().setId(made.getId())))
                .isInstanceOf(ResourceDoesNotExist.class);
        assertThatThrownBy(() -> registry(ada).deleteWebhook(new DeleteWebhookRequest().setId(made.getId())))
                .isInstanceOf(ResourceDoesNotExist.class);
    }

    @Test
    void theListIsFilteredAndPaged() {
        String model = Office.aModel(ada);
        String one = create(ada, model, RegistryWebhookEvent.COMMENT_CREATED);
        String two =
                create(ada, model, RegistryWebhookEvent.COMMENT_CREATED, RegistryWebhookEvent.MODEL_VERSION_TAG_SET);
        String other = create(ada, Office.aModel(ada), RegistryWebhookEvent.MODEL_VERSION_CREATED);

        assertThat(listed(ada, new ListWebhooksRequest().setMaxResults(1L))).containsExactly(one, two, other);
        assertThat(listed(ada, new ListWebhooksRequest().setModelName(model))).containsExactly(one, two);
        assertThat(listed(
                        ada,
                        new ListWebhooksRequest()
                                .setEvents(List.of(
                                        RegistryWebhookEvent.MODEL_VERSION_TAG_SET,
                                        RegistryWebhookEvent.MODEL_VERSION_CREATED))))
                .containsExactly(two, other);
        assertThat(listed(
                        ada, new ListWebhooksRequest().setEvents(List.of(RegistryWebhookEvent.MODEL_VERSION_TAG_SET))))
                .containsExactly(two);
        Caller elsewhere = office.hire("lister-" + UUID.randomUUID(), "contributor");
        Office.aModel(elsewhere);
        assertThat(listed(elsewhere, new ListWebhooksRequest())).isEmpty();
    }

    @Test
    void aModelsWebhooksAreForWhoManagesItAndTheRegistrysForAdministrators() {
        String model = Office.aModel(ada);
        String id = create(ada, model, RegistryWebhookEvent.COMMENT_CREATED);

        assertThatThrownBy(() -> create(grace, model, RegistryWebhookEvent.COMMENT_CREATED))
                .isInstanceOf(PermissionDenied.class);
        assertThatThrownBy(() -> registry(ada).createWebhook(at(RegistryWebhookEvent.COMMENT_CREATED)))
                .isInstanceOf(PermissionDenied.class);
        Caller elsewhere = office.hire("manager-" + UUID.randomUUID(), "contributor");
        Office.aModel(elsewhere);
        assertThatThrownBy(() -> registry(elsewhere).deleteWebhook(new DeleteWebhookRequest().setId(id)))
                .isInstanceOf(ResourceDoesNotExist.class);
        assertThat(listed(office.admin(), new ListWebhooksRequest())).contains(id);
    }

    @Test
    void whatIsOfAnotherKindDoesNotExistHere() {
        String id = office.admin()
                .post(NATIVE, Map.of("url", mailbox.url(), "events", List.of("*")))
                .get("webhook_id")
                .asString();

        assertThatThrownBy(() -> registry(office.admin())
                        .updateWebhook(new UpdateRegistryWebhook().setId(id).setDescription("mine")))
                .isInstanceOf(ResourceDoesNotExist.class);
        assertThat(listed(office.admin(), new ListWebhooksRequest())).doesNotContain(id);
    }

    @Test
    void whatCannotBeIsRefusedWithWhatWouldBe() {
        refused(
                "enable_ssl_verification",
                at(RegistryWebhookEvent.COMMENT_CREATED)
                        .setHttpUrlSpec(new HttpUrlSpec().setUrl(mailbox.url()).setEnableSslVerification(false)));
        refused(
                "kind jenkins",
                at(RegistryWebhookEvent.COMMENT_CREATED)
                        .setHttpUrlSpec(null)
                        .setJobSpec(new JobSpec().setJobId("1").setAccessToken("t")));
        refused("http_url_spec", at(RegistryWebhookEvent.COMMENT_CREATED).setHttpUrlSpec(null));
        refused(
                "The secret has 3 characters",
                at(RegistryWebhookEvent.COMMENT_CREATED)
                        .setHttpUrlSpec(new HttpUrlSpec().setUrl(mailbox.url()).setSecret("abc")));
        refused(
                "10.0.0.1",
                at(RegistryWebhookEvent.COMMENT_CREATED).setHttpUrlSpec(new HttpUrlSpec().setUrl("https://10.0.0.1/")));
        refused("model_name", at(RegistryWebhookEvent.REGISTERED_MODEL_CREATED).setModelName(Office.aModel(ada)));
        refused("events", new CreateRegistryWebhook().setHttpUrlSpec(new HttpUrlSpec().setUrl(mailbox.url())));
        for (String body : List.of("{\"events\": [null]}", "{\"events\": [\"FLOWN\"]}")) {
            Caller.Answer answer = office.admin()
                    .exchange(
                            "POST",
                            MLFLOW + "/registry-webhooks/create",
                            body.replace("}", ", \"http_url_spec\": {\"url\": \"" + mailbox.url() + "\"}}"));
            assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        }
    }

    @Test
    void whatWasMeantForOneAddressIsNotShownToAnother() throws IOException {
        String model = Office.aModel(ada);
        String id = registry(ada)
                .createWebhook(at(RegistryWebhookEvent.COMMENT_CREATED)
                        .setModelName(model)
                        .setHttpUrlSpec(new HttpUrlSpec().setUrl(mailbox.url()).setAuthorization("Bearer x")))
                .getWebhook()
                .getId();
        try (Mailbox other = new Mailbox()) {
            registry(ada)
                    .updateWebhook(new UpdateRegistryWebhook()
                            .setId(id)
                            .setHttpUrlSpec(new HttpUrlSpec().setUrl(other.url())));
            registry(ada).testRegistryWebhook(new TestRegistryWebhookRequest().setId(id));

            assertThat(other.await(1).getFirst().headers()).doesNotContainKey("authorization");
        }
    }

    /** From its creation to the second version's way to Production, where it takes the first one's place. */
    private String livedThrough() {
        String model = Office.aModel(ada);
        tag(model);
        comment(ada, model, "<!here> looks good");
        promote(model, "1");
        ada.post(MLFLOW + "/model-versions/create", Map.of("name", model, "source", "s3://b/m"));
        promote(model, "2");
        return model;
    }

    private void promote(String model, String version) {
        Map<String, String> change = Map.of("name", model, "version", version, "stage", "Production");
        ada.post(MLFLOW + "/transition-requests/create", change);
        Map<String, Object> approval = new TreeMap<>(change);
        approval.put("archive_existing_versions", true);
        grace.post(MLFLOW + "/transition-requests/approve", approval);
    }

    private void tag(String model) {
        ada.post(MLFLOW + "/model-versions/set-tag", Map.of("name", model, "version", "1", "key", "k", "value", "v"));
    }

    private static void comment(Caller who, String model, String text) {
        who.post(MLFLOW + "/comments/create", Map.of("name", model, "version", "1", "comment", text));
    }

    private String forAll(RegistryWebhookEvent... events) {
        return registry(office.admin()).createWebhook(at(events)).getWebhook().getId();
    }

    private String create(Caller who, String model, RegistryWebhookEvent... events) {
        return registry(who)
                .createWebhook(at(events).setModelName(model))
                .getWebhook()
                .getId();
    }

    private CreateRegistryWebhook at(RegistryWebhookEvent... events) {
        return new CreateRegistryWebhook()
                .setEvents(Arrays.asList(events))
                .setHttpUrlSpec(new HttpUrlSpec().setUrl(mailbox.url()).setSecret(SECRET));
    }

    private void refused(String why, CreateRegistryWebhook webhook) {
        assertThatThrownBy(() -> registry(office.admin()).createWebhook(webhook))
                .isInstanceOfAny(InvalidParameterValue.class, BadRequest.class)
                .hasMessageContaining(why);
    }

    private static List<String> listed(Caller who, ListWebhooksRequest request) {
        return StreamSupport.stream(registry(who).listWebhooks(request).spliterator(), false)
                .map(RegistryWebhook::getId)
                .toList();
    }

    private static String members(Letter letter, String... names) {
        return Arrays.stream(names)
                .map(name -> "\"" + name + "\":" + letter.json().get(name))
                .collect(java.util.stream.Collectors.joining(",", "{", "}"));
    }

    private static ModelRegistryAPI registry(Caller who) {
        InProcessServer server = who.server();
        return new WorkspaceClient(new DatabricksConfig()
                        .setHost(server.url())
                        .setAuthType("basic")
                        .setUsername(who.username())
                        .setPassword(who.password())
                        .setDisableRetries(true))
                .modelRegistry();
    }
}
