package io.countersign.permission;

import static io.countersign.governance.Office.MLFLOW;
import static io.countersign.permission.Team.get;
import static io.countersign.permission.Team.ok;
import static io.countersign.permission.Team.refused;
import static io.countersign.permission.Team.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.assembly.AtOnce;
import io.countersign.assembly.Caller;
import io.countersign.assembly.Caller.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Ada made a model and an experiment; Vic looks on until somebody lets him do more, by MLflow's way of saying so. */
class MlflowPermissionRoutesTest {

    @AutoClose
    private static final Team TEAM = new Team();

    private static final Caller ADMIN = TEAM.admin;
    private static final Caller ADA = TEAM.ada;
    private static final Caller VIC = TEAM.vic;

    private final String model = TEAM.aModel();
    private final String path = TEAM.pathOf(model);
    private final String experiment = TEAM.anExperiment();

    private Map<String, String> onModel(String username) {
        return Map.of("name", model, "username", username);
    }

    private Map<String, String> onModel(String username, String permission) {
        return Map.of("name", model, "username", username, "permission", permission);
    }

    private Map<String, String> onExperiment(String username) {
        return Map.of("experiment_id", experiment, "username", username);
    }

    private Map<String, String> onExperiment(String username, String permission) {
        return Map.of("experiment_id", experiment, "username", username, "permission", permission);
    }

    private static String models(String what) {
        return MLFLOW + "/registered-models/permissions/" + what;
    }

    private static String experiments(String what) {
        return MLFLOW + "/experiments/permissions/" + what;
    }

    private String toldOnModel(String username) {
        return ok(get(VIC, models("get"), onModel(username)))
                .at("/registered_model_permission/permission")
                .asString();
    }

    @Nested
    class OnOneModel {

        @Test
        void aPermissionComesChangesAndGoesAndDatabricksFaceTellsTheSame() {
            JsonNode made = ok(send(ADA, "POST", models("create"), onModel("vic", "READ")))
                    .get("registered_model_permission");
            assertThat(made.get("name").asString()).isEqualTo(model);
            assertThat(made.get("user_id").isIntegralNumber()).isTrue();
            assertThat(made.get("permission").asString()).isEqualTo("READ");
            assertThat(TEAM.holders(path)).isEqualTo(Map.of("ada", "CAN_MANAGE", "vic", "CAN_READ"));

            ok(send(ADA, "PATCH", models("update"), onModel("vic", "EDIT")));
            assertThat(toldOnModel("vic")).isEqualTo("EDIT");
            assertThat(TEAM.holders(path)).containsEntry("vic", "CAN_EDIT");
            VIC.post(MLFLOW + "/registered-models/set-tag", Map.of("name", model, "key", "k", "value", "v"));

            ok(send(ADA, "DELETE", models("delete"), onModel("vic")));
            assertThat(TEAM.holders(path)).isEqualTo(Map.of("ada", "CAN_MANAGE"));
            refused(
                    403,
                    "PERMISSION_DENIED",
                    "CHANGE_MODEL",
                    send(
                            VIC,
                            "POST",
                            MLFLOW + "/registered-models/set-tag",
                            Map.of("name", model, "key", "k", "value", "w")));
        }

        @Test
        void whatIsThereIsNotMadeAndWhatIsNotIsNeitherChangedNorDeleted() {
            refused(
                    400,
                    "RESOURCE_ALREADY_EXISTS",
                    "update it, or delete it first",
                    send(ADMIN, "POST", models("create"), onModel("ada", "READ")));
            for (Answer answer : List.of(
                    send(ADMIN, "PATCH", models("update"), onModel("vic", "READ")),
                    send(ADMIN, "DELETE", models("delete"), onModel("vic")))) {
                refused(404, "RESOURCE_DOES_NOT_EXIST", "They hold no permission on /registered-models/", answer);
            }
            refused(
                    404,
                    "RESOURCE_DOES_NOT_EXIST",
                    "Registered model permission with name=" + model + " and username=vic not found",
                    get(ADMIN, models("get"), onModel("vic")));
            assertThat(TEAM.holders(path)).isEqualTo(Map.of("ada", "CAN_MANAGE"));
        }

        @ParameterizedTest
        @CsvSource({
            "CAN_READ, READ",
            "CAN_EDIT, EDIT",
            "CAN_MANAGE_STAGING_VERSIONS, EDIT",
            "CAN_MANAGE_PRODUCTION_VERSIONS, EDIT",
            "CAN_MANAGE, MANAGE"
        })
        void databricksLevelsAreToldAsWhatTheyGiveAtLeast(String level, String told) {
            TEAM.grant(path, Map.of("user_name", "vic", "permission_level", level));

            assertThat(toldOnModel("vic")).isEqualTo(told);
        }

        @Test
        void whatSomebodyIsSetToIsAllThatTheyHold() {
            TEAM.grant(path, Map.of("user_name", "vic", "permission_level", "CAN_MANAGE_PRODUCTION_VERSIONS"));

            ok(send(ADMIN, "PATCH", models("update"), onModel("vic", "EDIT")));

            assertThat(TEAM.holders(path)).containsEntry("vic", "CAN_EDIT");
        }

        @Test
        void eachChangeIsOneEventAndWhatIsHeldAlreadyIsNone() {
            ok(send(ADA, "POST", models("create"), onModel("vic", "READ")));
            ok(send(ADA, "PATCH", models("update"), onModel("vic", "READ")));
            ok(send(ADA, "PATCH", models("update"), onModel("vic", "EDIT")));
            ok(send(ADA, "DELETE", models("delete"), onModel("vic")));

            assertThat(TEAM.changes(path)).hasSize(3).containsOnly("permission.changed");
        }

        @Test
        void itFollowsTheModelToItsNewNameAndIsGoneWithIt() {
            ok(send(ADA, "POST", models("create"), onModel("vic", "EDIT")));
            String renamed = "renamed-" + UUID.randomUUID();
            ADA.post(MLFLOW + "/registered-models/rename", Map.of("name", model, "new_name", renamed));
            assertThat(ok(get(ADA, models("get"), Map.of("name", renamed, "username", "vic")))
                            .at("/registered_model_permission/name")
                            .asString())
                    .isEqualTo(renamed);
            refused(404, "RESOURCE_DOES_NOT_EXIST", model, get(ADA, models("get"), onModel("vic")));

            send(ADMIN, "DELETE", MLFLOW + "/registered-models/delete", Map.of("name", renamed));
            TEAM.aModelNamed(renamed);

            refused(
                    404,
                    "RESOURCE_DOES_NOT_EXIST",
                    "permission",
                    get(ADA, models("get"), Map.of("name", renamed, "username", "vic")));
        }
    }

    @Nested
    class OnOneExperiment {

        @Test
        void aPermissionComesChangesAndGoes() {
            JsonNode made = ok(send(ADA, "POST", experiments("create"), onExperiment("vic", "READ")))
                    .get("experiment_permission");
            assertThat(made.get("experiment_id").asString()).isEqualTo(experiment);
            assertThat(made.get("permission").asString()).isEqualTo("READ");
            refused(
                    400,
                    "RESOURCE_ALREADY_EXISTS",
                    "/experiments/" + experiment,
                    send(ADA, "POST", experiments("create"), onExperiment("vic", "READ")));

            ok(send(ADA, "PATCH", experiments("update"), onExperiment("vic", "MANAGE")));
            assertThat(TEAM.holders("experiments/" + experiment)).containsEntry("vic", "CAN_MANAGE");
            ok(send(VIC, "DELETE", experiments("delete"), onExperiment("ada")));
            ok(send(ADMIN, "DELETE", experiments("delete"), onExperiment("vic")));

            assertThat(TEAM.holders("experiments/" + experiment)).isEmpty();
            refused(
                    404,
                    "RESOURCE_DOES_NOT_EXIST",
                    "Experiment permission with experiment_id=" + experiment + " and username=vic not found",
                    get(ADA, experiments("get"), onExperiment("vic")));
        }

        @ParameterizedTest
        @CsvSource({
            "404404, RESOURCE_DOES_NOT_EXIST, 404",
            "root, INVALID_PARAMETER_VALUE, 400",
            "*, INVALID_PARAMETER_VALUE, 400"
        })
        void oneThatDoesNotExistIsNobodys(String id, String code, int status) {
            Map<String, String> grant = Map.of("experiment_id", id, "username", "vic", "permission", "READ");
            refused(
                    status,
                    code,
                    id.equals("404404") ? id : "integer",
                    send(ADMIN, "POST", experiments("create"), grant));
        }
    }

    @Nested
    class WhoMayNot {

        @Test
        void managesOneObjectAndNotAnother() {
            String other = "other-" + UUID.randomUUID();
            TEAM.grace.post(MLFLOW + "/registered-models/create", Map.of("name", other));
            for (String what : List.of("POST create", "PATCH update", "DELETE delete")) {
                String[] words = what.split(" ");
                refused(
                        403,
                        "PERMISSION_DENIED",
                        "MANAGE_MODEL_PERMISSIONS",
                        send(
                                ADA,
                                words[0],
                                models(words[1]),
                                Map.of("name", other, "username", "ada", "permission", "MANAGE")));
            }
        }

        @Test
        void sharesTheirModelFurtherThanTheyMayGoThemselves() {
            refused(
                    403,
                    "PERMISSION_DENIED",
                    "which you may not here yourself",
                    send(ADA, "POST", models("create"), onModel("vic", "MANAGE")));
            ok(send(ADA, "POST", models("create"), onModel("vic", "EDIT")));
            refused(
                    403,
                    "PERMISSION_DENIED",
                    "which you may not here yourself",
                    send(ADA, "PATCH", models("update"), onModel("vic", "MANAGE")));
            ok(send(TEAM.ruth, "PATCH", models("update"), onModel("vic", "MANAGE")));
        }

        @Test
        void looksOnAndMakesThemselvesSomebody() {
            refused(
                    403,
                    "PERMISSION_DENIED",
                    "MANAGE_MODEL_PERMISSIONS",
                    send(VIC, "POST", models("create"), onModel("vic", "READ")));
            refused(
                    403,
                    "PERMISSION_DENIED",
                    "MANAGE_EXPERIMENT_PERMISSIONS",
                    send(VIC, "POST", experiments("create"), onExperiment("vic", "READ")));
            refused(
                    403,
                    "PERMISSION_DENIED",
                    "MANAGE_EXPERIMENT_PERMISSIONS",
                    send(
                            TEAM.ruth,
                            "POST",
                            MLFLOW + "/users/permissions/grant",
                            onResource("vic", "experiment", experiment, "READ")));
        }

        @ParameterizedTest
        @ValueSource(strings = {"/ajax-api/2.0", "/api/3.0", "/ajax-api/3.0"})
        void triesATwin(String prefix) {
            refused(
                    403,
                    "PERMISSION_DENIED",
                    "MANAGE_MODEL_PERMISSIONS",
                    send(VIC, "POST", prefix + "/mlflow/registered-models/permissions/create", onModel("vic", "READ")));
            refused(
                    403,
                    "PERMISSION_DENIED",
                    "MANAGE_EXPERIMENT_PERMISSIONS",
                    send(
                            VIC,
                            "POST",
                            prefix + "/mlflow/users/permissions/grant",
                            onResource("vic", "experiment", experiment, "READ")));
        }
    }

    @Nested
    class WhatIsNot {

        @ParameterizedTest
        @ValueSource(strings = {"NO_PERMISSIONS", "USE", "DENY", "CAN_EDIT", "edit"})
        void aPermissionHereIsNotGranted(String permission) {
            String words = "Invalid value \"" + permission + "\" for parameter 'permission'";
            refused(
                    400,
                    "INVALID_PARAMETER_VALUE",
                    words,
                    send(ADA, "POST", models("create"), onModel("vic", permission)));
            refused(
                    400,
                    "INVALID_PARAMETER_VALUE",
                    words,
                    send(ADA, "PATCH", experiments("update"), onExperiment("ada", permission)));
            assertThat(TEAM.holders(path)).isEqualTo(Map.of("ada", "CAN_MANAGE"));
        }

        @Test
        void anAccountOrAModelIsSaidNotToBe() {
            refused(
                    404,
                    "RESOURCE_DOES_NOT_EXIST",
                    "User with username=nobody not found",
                    send(ADA, "POST", models("create"), onModel("nobody", "READ")));
            refused(
                    404,
                    "RESOURCE_DOES_NOT_EXIST",
                    "Registered Model with name=no-model not found",
                    send(
                            ADA,
                            "POST",
                            models("create"),
                            Map.of("name", "no-model", "username", "vic", "permission", "READ")));
        }
    }

    private static Map<String, String> onResource(String username, String type, String id, String permission) {
        return Map.of("username", username, "resource_type", type, "resource_id", id, "permission", permission);
    }

    private static Map<String, String> user(String name) {
        return Map.of("username", name);
    }

    @Test
    void aUserIsToldWithWhatTheyHoldOnSingleObjects() {
        String name = "ursula-" + UUID.randomUUID();
        Caller ursula = TEAM.office.hire(name, "viewer");
        ok(send(ADA, "POST", models("create"), onModel(name, "EDIT")));
        ok(send(ADA, "POST", experiments("create"), onExperiment(name, "READ")));

        JsonNode told = ok(get(ursula, MLFLOW + "/users/get", user(name))).get("user");

        long id = told.get("id").asLong();
        JsonNode onModel = told.at("/registered_model_permissions/0");
        assertThat(onModel.get("name").asString()).isEqualTo(model);
        assertThat(onModel.get("permission").asString()).isEqualTo("EDIT");
        assertThat(onModel.get("user_id").asLong()).isEqualTo(id);
        JsonNode onExperiment = told.at("/experiment_permissions/0");
        assertThat(onExperiment.get("experiment_id").asString()).isEqualTo(experiment);
        assertThat(onExperiment.get("permission").asString()).isEqualTo("READ");
        assertThat(told.get("scorer_permissions").isEmpty()).isTrue();
        assertThat(ADMIN.get(MLFLOW + "/users/list").get("users").valueStream())
                .as("a list of users says nothing on what they hold")
                .noneMatch(user -> user.has("experiment_permissions"));
    }

    @Nested
    class AtTheSameMoment {

        @Test
        void manyShareOneModelAndNobodysGrantIsLost() throws InterruptedException {
            List<String> names = IntStream.range(0, 8)
                    .mapToObj(number -> "friend-" + number + "-" + UUID.randomUUID())
                    .toList();
            names.forEach(name -> TEAM.office.hire(name, "viewer"));
            List<Callable<?>> grants = new ArrayList<>();
            names.forEach(name -> grants.add(() -> send(ADA, "POST", models("create"), onModel(name, "EDIT"))));

            assertThat(AtOnce.all(grants))
                    .extracting(MlflowPermissionRoutesTest::status)
                    .containsOnly(200);

            assertThat(TEAM.holders(path)).containsKeys(names.toArray(String[]::new));
            assertThat(TEAM.changes(path)).hasSize(8);
        }

        @Test
        void ofThoseWhoGrantTheSameToTheSameOnlyOneDoes() throws InterruptedException {
            List<Callable<?>> grants = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                String permission = i % 2 == 0 ? "READ" : "EDIT";
                grants.add(() -> send(ADA, "POST", experiments("create"), onExperiment("vic", permission)));
            }

            assertThat(AtOnce.all(grants))
                    .extracting(MlflowPermissionRoutesTest::status)
                    .containsExactlyInAnyOrder(200, 400, 400, 400, 400, 400);

            assertThat(TEAM.changes("experiments/" + experiment)).hasSize(1);
        }

        @Test
        void whatIsDeletedIsNotChangedAfterwards() throws InterruptedException {
            ok(send(ADA, "POST", models("create"), onModel("vic", "READ")));

            List<Integer> answers = AtOnce.all(List.<Callable<?>>of(
                            () -> send(ADA, "PATCH", models("update"), onModel("vic", "EDIT")),
                            () -> send(ADA, "DELETE", models("delete"), onModel("vic"))))
                    .stream()
                    .map(MlflowPermissionRoutesTest::status)
                    .toList();

            assertThat(answers).isIn(List.of(200, 200), List.of(404, 200));
            assertThat(TEAM.holders(path)).isEqualTo(Map.of("ada", "CAN_MANAGE"));
        }
    }

    private static int status(AtOnce.Answer answer) {
        return answer.value() instanceof Answer told ? told.status() : -1;
    }
}
