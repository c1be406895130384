package io.countersign.program;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ids of nothing are said to be that, by the error of the contract, and change nothing. */
class UnknownIdsIT extends RefusedRequests {

    private static final String NOBODY = "0123456789abcdef0123456789abcdef";
    private static final String NO_EXPERIMENT = "99999999";

    @ParameterizedTest
    @CsvSource({
        "runs/get, run_id",
        "artifacts/list, run_id",
        "registered-models/get, name",
        "databricks/registered-models/get, name",
        "experiments/get-by-name, experiment_name"
    })
    void areSaidNotToExist(String route, String field) {
        refused(404, "RESOURCE_DOES_NOT_EXIST", NOBODY, () -> get(route, Map.of(field, NOBODY, "metric_key", "m")));
    }

    @Test
    void ofAnExperimentIsSaidNotToExist() {
        refused(
                404,
                "RESOURCE_DOES_NOT_EXIST",
                NO_EXPERIMENT,
                () -> get("experiments/get", Map.of("experiment_id", NO_EXPERIMENT)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"experiments/delete", "experiments/restore"})
    void ofExperimentsAreNotChanged(String route) {
        refused(
                404,
                "RESOURCE_DOES_NOT_EXIST",
                NO_EXPERIMENT,
                () -> post(route, Map.of("experiment_id", NO_EXPERIMENT)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"experiments/delete", "experiments/restore"})
    void whichNoExperimentCanHaveAreSaidToBeInvalid(String route) {
        refused(400, "INVALID_PARAMETER_VALUE", NOBODY, () -> post(route, Map.of("experiment_id", NOBODY)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "runs/update",
                "runs/delete",
                "runs/restore",
                "runs/log-metric",
                "runs/log-parameter",
                "runs/set-tag",
                "runs/log-batch"
            })
    void ofRunsAreNotChanged(String route) {
        refused(
                404,
                "RESOURCE_DOES_NOT_EXIST",
                NOBODY,
                () -> post(
                        route,
                        Map.of("run_id", NOBODY, "key", "k", "value", "1", "timestamp", "1", "status", "FAILED")));
    }

    @Test
    void ofVersionsAreSaidNotToExist() {
        String model = aModel();
        Map<String, String> version = Map.of("name", model, "version", "7");
        refused(404, "RESOURCE_DOES_NOT_EXIST", "version=7", () -> get("model-versions/get", version));
        refused(404, "RESOURCE_DOES_NOT_EXIST", "version=7", () -> delete("model-versions/delete", version));
        refused(
                404,
                "RESOURCE_DOES_NOT_EXIST",
                "version=7",
                () -> post("comments/create", Map.of("name", model, "version", "7", "comment", "x")));
        refused(
                404,
                "RESOURCE_DOES_NOT_EXIST",
                "version=7",
                () -> post("transition-requests/create", Map.of("name", model, "version", "7", "stage", "Staging")));
        refused(
                404,
                "RESOURCE_DOES_NOT_EXIST",
                "version=7",
                () -> post("registered-models/alias", Map.of("name", model, "version", "7", "alias", "champion")));
    }

    @Test
    void ofCommentsAndUsersAreSaidNotToExist() {
        refused(
                404,
                "RESOURCE_DOES_NOT_EXIST",
                NOBODY,
                () -> scientist.send(
                        "PATCH", Http.API + "comments/update", "{\"id\":\"" + NOBODY + "\",\"comment\":\"x\"}"));
        refused(404, "RESOURCE_DOES_NOT_EXIST", NOBODY, () -> delete("comments/delete", Map.of("id", NOBODY)));
        refused(404, "RESOURCE_DOES_NOT_EXIST", NOBODY, () -> TheServer.shared()
                .admin()
                .get(Http.API + "users/get?username=" + NOBODY));
    }

    @Test
    void ofWebhooksAreSaidNotToExist() {
        Http admin = TheServer.shared().admin();
        String update = "{\"id\":\"" + NOBODY + "\",\"description\":\"x\"}";
        refused(
                404,
                "RESOURCE_DOES_NOT_EXIST",
                NOBODY,
                () -> admin.send("PATCH", Http.API + "registry-webhooks/update", update));
        refused(
                404,
                "RESOURCE_DOES_NOT_EXIST",
                NOBODY,
                () -> admin.post(Http.API + "registry-webhooks/test", Map.of("id", NOBODY)));
        refused(404, "RESOURCE_DOES_NOT_EXIST", NOBODY, () -> admin.get(Http.API + "webhooks/" + NOBODY));
        refused(
                404,
                "RESOURCE_DOES_NOT_EXIST",
                NOBODY,
                () -> admin.post(Http.API + "webhooks/" + NOBODY + "/test", Map.of()));
    }

    @Test
    void ofARunAreNotTakenForAVersion() {
        String model = aModel();
        refused(
                404,
                "RESOURCE_DOES_NOT_EXIST",
                NOBODY,
                () -> post("model-versions/create", Map.of("name", model, "source", "runs:/" + NOBODY + "/m")));
        refused(
                404,
                "RESOURCE_DOES_NOT_EXIST",
                NOBODY,
                () -> post(
                        "model-versions/create",
                        Map.of("name", model, "source", "s3://bucket/files", "run_id", NOBODY)));
    }

    @Test
    void ofRoutesAreSaidNotToBeServed() {
        refused(404, "ENDPOINT_NOT_FOUND", "runs/fly", () -> post("runs/fly", Map.of()));
        refused(404, "ENDPOINT_NOT_FOUND", "/api/9.9", () -> scientist.get("/api/9.9/mlflow/runs/get"));
    }
}
