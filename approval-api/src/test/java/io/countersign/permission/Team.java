package io.countersign.permission;

import static io.countersign.governance.Office.MLFLOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.assembly.Caller;
import io.countersign.assembly.Caller.Answer;
import io.countersign.governance.Office;
import io.countersign.log.StoredEvents;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** People who share models and experiments: Ada makes them, Grace reviews, Ruth releases, Vic looks on. */
final class Team implements AutoCloseable {

    private static final String DATABRICKS = "/api/2.0/permissions/";

    final Office office = new Office();
    final Caller admin = office.admin();
    final Caller ada = office.hire("ada", "contributor");
    final Caller grace = office.hire("grace", "reviewer");
    final Caller ruth = office.hire("ruth", "release-manager");
    final Caller vic = office.hire("vic", "viewer");

    /** By Ada; its name. */
    String aModel() {
        return aModelNamed("m-" + UUID.randomUUID());
    }

    String aModelNamed(String name) {
        ada.post(MLFLOW + "/registered-models/create", Map.of("name", name));
        return name;
    }

    String aPrompt() {
        String name = "p-" + UUID.randomUUID();
        ada.post(
                MLFLOW + "/registered-models/create",
                Map.of("name", name, "tags", List.of(Map.of("key", "mlflow.prompt.is_prompt", "value", "true"))));
        return name;
    }

    /** By Ada; its id. */
    String anExperiment() {
        return ada.post(MLFLOW + "/experiments/create", Map.of("name", "e-" + UUID.randomUUID()))
                .get("experiment_id")
                .asString();
    }

    /** Whom nobody granted anything yet. */
    Caller aViewer() {
        return office.hire("viewer-" + UUID.randomUUID(), "viewer");
    }

    /** As Databricks' permissions API names it. */
    String pathOf(String model) {
        return "registered-models/"
                + ada.get(MLFLOW + "/databricks/registered-models/get?name=" + model)
                        .at("/registered_model_databricks/id")
                        .asString();
    }

    /** By Databricks' API: who holds which level on an object directly. */
    Map<String, String> holders(String object) {
        return admin.get(DATABRICKS + object)
                .path("access_control_list")
                .valueStream()
                .collect(Collectors.toMap(access -> access.get("display_name").asString(), access -> access.at(
                                "/all_permissions/0/permission_level")
                        .asString()));
    }

    /** By Databricks' API. */
    void grant(String object, Map<String, String> entry) {
        admin.send("PATCH", DATABRICKS + object, Map.of("access_control_list", List.of(entry)));
    }

    /** The types of the events on the permissions of an object. */
    List<String> changes(String object) {
        return StoredEvents.of(office.server()).of("permissions/" + object).stream()
                .map(StoredEvents.Row::type)
                .toList();
    }

    static Answer send(Caller who, String method, String path, Map<String, ?> fields) {
        return who.exchange(method, path, JsonMapper.shared().writeValueAsString(fields));
    }

    static Answer get(Caller who, String path, Map<String, String> query) {
        String fields = query.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return who.ask("GET", path + "?" + fields, BodyPublishers.noBody());
    }

    static JsonNode ok(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    static void refused(int status, String code, String words, Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.json().get("error_code").asString()).isEqualTo(code);
        assertThat(answer.json().get("message").asString()).contains(words);
    }

    @Override
    public void close() {
        office.close();
    }
}
