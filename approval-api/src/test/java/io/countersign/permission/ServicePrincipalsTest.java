package io.countersign.permission;

import static io.countersign.governance.Office.API;
import static io.countersign.governance.Office.MLFLOW;
import static io.countersign.permission.Team.ok;
import static io.countersign.permission.Team.refused;
import static io.countersign.permission.Team.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.assembly.Bearer;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The pipeline is a program that acts for Ada; by Databricks' API it is a service principal. */
class ServicePrincipalsTest {

    private static final String DATABRICKS = "/api/2.0/permissions/";

    @AutoClose
    private static final Team TEAM = new Team();

    private final String model = TEAM.aModel();
    private final String path = TEAM.pathOf(model);
    private final String pipeline = "pipeline-" + UUID.randomUUID();
    private final Bearer program = aProgram(pipeline);

    private static Bearer aProgram(String name) {
        TEAM.admin.post(
                API + "/service-accounts", Map.of("username", name, "acts_for", "ada", "roles", List.of("viewer")));
        String secret = TEAM.ada
                .post(API + "/tokens", Map.of("name", name, "username", name))
                .get("secret")
                .asString();
        return new Bearer(TEAM.office.server(), secret);
    }

    private static Map<String, String> entry(String field, String name, String level) {
        return Map.of(field, name, "permission_level", level);
    }

    private List<JsonNode> entries() {
        return TEAM.vic
                .get(DATABRICKS + path)
                .get("access_control_list")
                .valueStream()
                .toList();
    }

    private int tags() {
        return program.post(
                        MLFLOW + "/registered-models/set-tag", Map.of("name", model, "key", "built", "value", "yes"))
                .status();
    }

    @ParameterizedTest
    @ValueSource(strings = {"service_principal_name", "user_name"})
    void holdsALevelAndIsToldAsAServicePrincipal(String field) {
        assertThat(tags()).isEqualTo(403);
        TEAM.grant(path, entry(field, pipeline, "CAN_EDIT"));
        assertThat(tags()).isEqualTo(200);

        JsonNode told = entries().stream()
                .filter(entry -> entry.get("display_name").asString().equals(pipeline))
                .findFirst()
                .orElseThrow();
        assertThat(told.get("service_principal_name").asString()).isEqualTo(pipeline);
        assertThat(told.has("user_name")).isFalse();
        assertThat(told.at("/all_permissions/0/permission_level").asString()).isEqualTo("CAN_EDIT");
    }

    @Test
    void whatIsToldCanBeSaidAgain() {
        TEAM.grant(path, entry("service_principal_name", pipeline, "CAN_EDIT"));
        List<Map<String, String>> all =
                List.of(entry("user_name", "ada", "CAN_MANAGE"), entry("service_principal_name", pipeline, "CAN_EDIT"));
        List<JsonNode> before = entries();

        ok(send(TEAM.ada, "PUT", DATABRICKS + path, Map.of("access_control_list", all)));

        assertThat(entries()).isEqualTo(before);
        assertThat(TEAM.changes(path)).hasSize(1);
    }

    @Test
    void byEitherNameItIsTheSamePrincipal() {
        List<Map<String, String>> twice = List.of(
                entry("user_name", pipeline, "CAN_READ"), entry("service_principal_name", pipeline, "CAN_EDIT"));
        refused(
                400,
                "INVALID_PARAMETER_VALUE",
                "names " + pipeline + " twice",
                send(TEAM.ada, "PATCH", DATABRICKS + path, Map.of("access_control_list", twice)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"vic", "system", "nobody-here"})
    void noPersonIsOne(String name) {
        refused(
                404,
                "RESOURCE_DOES_NOT_EXIST",
                "Service principal " + name + " not found",
                send(
                        TEAM.ada,
                        "PATCH",
                        DATABRICKS + path,
                        Map.of("access_control_list", List.of(entry("service_principal_name", name, "CAN_READ")))));
        assertThat(TEAM.changes(path)).isEmpty();
    }

    @Test
    void byMlflowsApiItIsAUserLikeOthers() {
        ok(send(
                TEAM.ada,
                "POST",
                MLFLOW + "/registered-models/permissions/create",
                Map.of("name", model, "username", pipeline, "permission", "EDIT")));
        assertThat(tags()).isEqualTo(200);
    }
}
