package io.countersign.permission;

import static io.countersign.governance.Office.API;
import static io.countersign.governance.Office.MLFLOW;
import static io.countersign.permission.Team.get;
import static io.countersign.permission.Team.ok;
import static io.countersign.permission.Team.refused;
import static io.countersign.permission.Team.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.assembly.Caller;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** One way for all kinds of objects, as MLflow's newest clients have it. */
class MlflowUserPermissionRoutesTest {

    @AutoClose
    private static final Team TEAM = new Team();

    private static final Caller ADMIN = TEAM.admin;
    private static final Caller ADA = TEAM.ada;
    private static final Caller VIC = TEAM.vic;

    private final String model = TEAM.aModel();
    private final String experiment = TEAM.anExperiment();

    private static final String GRANT = "/api/3.0/mlflow/users/permissions/grant";
    private static final String REVOKE = "/api/3.0/mlflow/users/permissions/revoke";
    private static final String EFFECTIVE = "/api/3.0/mlflow/users/permissions/get";

    private String effective(Caller who, String username, String type, String id) {
        JsonNode told = ok(get(who, EFFECTIVE, onResource(username, type, id)));
        return told.get("permission").asString() + (told.get("allowed").asBoolean() ? ", allowed" : ", not allowed");
    }

    @Test
    void aPermissionIsGrantedOnceAndRevokedOnce() {
        Map<String, String> vic = onResource("vic", "registered_model", model);
        ok(send(ADA, "POST", GRANT, onResource("vic", "registered_model", model, "EDIT")));
        refused(
                400,
                "RESOURCE_ALREADY_EXISTS",
                "already",
                send(ADA, "POST", GRANT, onResource("vic", "registered_model", model, "READ")));
        assertThat(effective(VIC, "vic", "registered_model", model)).isEqualTo("EDIT, allowed");

        ok(send(ADA, "POST", REVOKE, vic));
        refused(404, "RESOURCE_DOES_NOT_EXIST", "They hold no permission", send(ADA, "POST", REVOKE, vic));
        assertThat(effective(VIC, "vic", "registered_model", model)).isEqualTo("READ, not allowed");
    }

    @Test
    void anAsteriskIsTheRootFromWhichAllInherit() {
        refused(
                403,
                "PERMISSION_DENIED",
                "MANAGE_EXPERIMENT_PERMISSIONS",
                send(ADA, "POST", GRANT, onResource("ada", "experiment", "*", "MANAGE")));
        Caller stella = TEAM.aViewer();
        String name = stella.username();
        ok(send(ADMIN, "POST", GRANT, onResource(name, "experiment", "*", "EDIT")));

        assertThat(TEAM.holders("experiments/root")).containsEntry(name, "CAN_EDIT");
        assertThat(effective(stella, name, "experiment", experiment)).isEqualTo("EDIT, allowed");
        assertThat(effective(stella, name, "experiment", "*")).isEqualTo("EDIT, allowed");
        stella.post(MLFLOW + "/runs/create", Map.of("experiment_id", experiment));
        refused(
                404,
                "RESOURCE_DOES_NOT_EXIST",
                "from the root",
                send(
                        ADMIN,
                        "DELETE",
                        MLFLOW + "/experiments/permissions/delete",
                        Map.of("experiment_id", experiment, "username", name)));

        ok(send(ADMIN, "POST", REVOKE, onResource(name, "experiment", "*")));
        assertThat(effective(stella, name, "experiment", experiment)).isEqualTo("READ, not allowed");
    }

    @Test
    void aPromptIsARegisteredModelOfItsOwnKind() {
        String prompt = TEAM.aPrompt();
        ok(send(ADA, "POST", GRANT, onResource("vic", "prompt", prompt, "EDIT")));
        assertThat(effective(VIC, "vic", "prompt", prompt)).isEqualTo("EDIT, allowed");
        assertThat(rows(VIC)).contains("prompt " + prompt + " EDIT");
        refused(
                404,
                "RESOURCE_DOES_NOT_EXIST",
                "Prompt with name=" + model,
                send(ADA, "POST", GRANT, onResource("vic", "prompt", model, "EDIT")));
        refused(
                400,
                "INVALID_PARAMETER_VALUE",
                "prompts are registered models here",
                send(ADMIN, "POST", GRANT, onResource("vic", "prompt", "*", "EDIT")));
    }

    @ParameterizedTest
    @CsvSource({
        "vic, 'READ, not allowed'",
        "ada, 'MANAGE, allowed'",
        "grace, 'EDIT, allowed'",
        "ruth, 'MANAGE, allowed'",
        "admin, 'MANAGE, allowed'"
    })
    void whatSomebodyMayDoIsToldByWhateverWayTheyMay(String username, String told) {
        assertThat(effective(ADMIN, username, "registered_model", model)).isEqualTo(told);
    }

    @Test
    void whoHasNoRoleMayDoNothingWhateverWasGranted() {
        String nobody = "nobody-" + UUID.randomUUID();
        TEAM.office.hire(nobody, "viewer");
        ADMIN.send("PUT", API + "/users/" + nobody, Map.of("roles", List.of()));
        ok(send(ADMIN, "POST", GRANT, onResource(nobody, "registered_model", model, "MANAGE")));
        assertThat(effective(ADMIN, nobody, "registered_model", model)).isEqualTo("NO_PERMISSIONS, not allowed");
    }

    @Test
    void withWhatDoesNotExistNobodyMayDoAnything() {
        assertThat(effective(ADMIN, "admin", "registered_model", "no-model")).isEqualTo("NO_PERMISSIONS, not allowed");
        assertThat(effective(ADMIN, "admin", "experiment", "404404")).isEqualTo("NO_PERMISSIONS, not allowed");
    }

    @Test
    void whatOthersMayDoIsForThoseWhoReadAccounts() {
        refused(
                403,
                "PERMISSION_DENIED",
                "READ_USERS",
                get(ADA, EFFECTIVE, onResource("vic", "registered_model", model)));
        refused(403, "PERMISSION_DENIED", "READ_USERS", get(ADA, MLFLOW + "/users/permissions/list", user("vic")));
    }

    @Test
    void everythingThatReachesSomebodyIsListed() {
        String name = "lea-" + UUID.randomUUID();
        Caller lea = TEAM.office.hire(name, "viewer");
        String group = "risk-" + UUID.randomUUID();
        ADMIN.send("PUT", API + "/users/" + name, Map.of("groups", List.of(group)));
        TEAM.grant("experiments/" + experiment, Map.of("group_name", group, "permission_level", "CAN_MANAGE"));
        ok(send(ADA, "POST", GRANT, onResource(name, "registered_model", model, "READ")));
        ok(send(ADMIN, "POST", GRANT, onResource(name, "registered_model", "*", "EDIT")));

        assertThat(rows(lea))
                .containsExactlyInAnyOrder(
                        "experiment " + experiment + " MANAGE",
                        "registered_model " + model + " READ",
                        "registered_model * EDIT");
        JsonNode listed = ok(get(ADMIN, MLFLOW + "/users/permissions/list", user(name)));
        assertThat(listed).isEqualTo(lea.get(MLFLOW + "/users/current/permissions"));
        assertThat(listed.get("is_admin").asBoolean()).isFalse();
        assertThat(listed.get("permissions").valueStream().map(row -> row.get("role_name")
                        .asString()))
                .contains(group);
        ok(send(ADMIN, "POST", REVOKE, onResource(name, "registered_model", "*")));
    }

    private static List<String> rows(Caller who) {
        return who.get(MLFLOW + "/users/current/permissions")
                .get("permissions")
                .valueStream()
                .map(row -> row.get("resource_type").asString() + " "
                        + row.get("resource_pattern").asString() + " "
                        + row.get("permission").asString())
                .toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            scorer                   | permissions are on experiment, registered_model and prompt
            gateway_endpoint         | permissions are on experiment, registered_model and prompt
            run                      | has the permissions of the experiment
            registered_model_version | versions have the permissions of their model
            workspace                | there are no workspaces here
            """)
    void aKindOfObjectHereIsRefused(String type, String words) {
        refused(
                400,
                "INVALID_PARAMETER_VALUE",
                words,
                send(ADMIN, "POST", MLFLOW + "/users/permissions/grant", onResource("vic", type, "*", "READ")));
        refused(
                400,
                "INVALID_PARAMETER_VALUE",
                words,
                get(ADMIN, MLFLOW + "/users/permissions/get", onResource("vic", type, "*")));
    }

    private static Map<String, String> onResource(String username, String type, String id) {
        return Map.of("username", username, "resource_type", type, "resource_id", id);
    }

    private static Map<String, String> onResource(String username, String type, String id, String permission) {
        return Map.of("username", username, "resource_type", type, "resource_id", id, "permission", permission);
    }

    private static Map<String, String> user(String name) {
        return Map.of("username", name);
    }
}
