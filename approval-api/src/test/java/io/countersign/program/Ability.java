package io.countersign.program;

import static io.countersign.permission.PermissionLevel.CAN_EDIT;
import static io.countersign.permission.PermissionLevel.CAN_MANAGE;
import static io.countersign.permission.PermissionLevel.CAN_MANAGE_PRODUCTION_VERSIONS;
import static io.countersign.permission.PermissionLevel.CAN_MANAGE_STAGING_VERSIONS;
import static io.countersign.permission.PermissionLevel.CAN_READ;

import io.countersign.permission.PermissionLevel;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * What can be done with one object, and the least level on it that lets a viewer do so: Databricks' tables of abilities,
 * row by row.
 *
 * @param fields of the request beside those that say which object it is about
 */
record Ability(PermissionLevel least, String method, String route, Map<String, ?> fields) {

    private static final String MLFLOW = Http.API;
    private static final Map<String, ?> NOTHING = Map.of();

    /** The model has version 1 in Production, 2 and 3 in None; it was asked for 2 to Staging and for 3 to Production. */
    static final List<Ability> ON_A_MODEL = List.of(
            with(CAN_READ, "GET", "databricks/registered-models/get", NOTHING),
            with(CAN_READ, "GET", "model-versions/get", version("2")),
            with(CAN_READ, "GET", "transition-requests/list", version("2")),
            with(CAN_READ, "POST", "transition-requests/create", to("2", "Archived")),
            with(CAN_EDIT, "POST", "registered-models/set-tag", Map.of("key", "k", "value", "v")),
            with(CAN_EDIT, "DELETE", "registered-models/delete-tag", Map.of("key", "k")),
            with(CAN_EDIT, "PATCH", "registered-models/update", Map.of("description", "words")),
            with(CAN_EDIT, "POST", "model-versions/create", Map.of("source", "s3://bucket/files")),
            with(CAN_EDIT, "PATCH", "model-versions/update", Map.of("version", "1", "description", "words")),
            with(CAN_EDIT, "POST", "model-versions/set-tag", Map.of("version", "1", "key", "k", "value", "v")),
            with(CAN_EDIT, "DELETE", "model-versions/delete-tag", Map.of("version", "1", "key", "k")),
            with(CAN_EDIT, "POST", "comments/create", Map.of("version", "1", "comment", "words")),
            with(CAN_EDIT, "POST", "registered-models/alias", Map.of("version", "1", "alias", "challenger")),
            with(CAN_EDIT, "DELETE", "registered-models/alias", Map.of("alias", "challenger")),
            with(CAN_MANAGE_STAGING_VERSIONS, "POST", "transition-requests/approve", to("2", "Staging")),
            with(CAN_MANAGE_STAGING_VERSIONS, "POST", "transition-requests/reject", to("2", "Staging")),
            with(CAN_MANAGE_STAGING_VERSIONS, "POST", "model-versions/transition-stage", to("2", "Archived")),
            with(CAN_MANAGE_STAGING_VERSIONS, "POST", "databricks/model-versions/transition-stage", to("2", "Staging")),
            with(CAN_MANAGE_PRODUCTION_VERSIONS, "POST", "transition-requests/approve", to("3", "Production")),
            with(CAN_MANAGE_PRODUCTION_VERSIONS, "POST", "transition-requests/reject", to("3", "Production")),
            with(CAN_MANAGE_PRODUCTION_VERSIONS, "POST", "model-versions/transition-stage", to("1", "Archived")),
            with(
                    CAN_MANAGE_PRODUCTION_VERSIONS,
                    "POST",
                    "databricks/model-versions/transition-stage",
                    to("1", "Archived")),
            governing(CAN_MANAGE_STAGING_VERSIONS, "2/transition-requests/approve", Map.of("stage", "Staging")),
            governing(CAN_MANAGE_PRODUCTION_VERSIONS, "3/transition-requests/reject", Map.of("stage", "Production")),
            with(CAN_MANAGE, "POST", "registered-models/rename", Map.of("new_name", "renamed " + Person.unique())),
            with(CAN_MANAGE, "DELETE", "model-versions/delete", version("2")),
            new Ability(CAN_READ, "GET", "/api/2.0/permissions/registered-models/{id}", NOTHING),
            new Ability(CAN_MANAGE, "PATCH", "/api/2.0/permissions/registered-models/{id}", NOTHING),
            new Ability(CAN_MANAGE, "PUT", "/api/2.0/permissions/registered-models/{id}", NOTHING),
            with(CAN_READ, "GET", "registered-models/permissions/get", Map.of("username", "{creator}")),
            with(
                    CAN_MANAGE,
                    "POST",
                    "registered-models/permissions/create",
                    Map.of("username", "admin", "permission", "EDIT")),
            with(
                    CAN_MANAGE,
                    "PATCH",
                    "registered-models/permissions/update",
                    Map.of("username", "{creator}", "permission", "EDIT")),
            with(CAN_MANAGE, "DELETE", "registered-models/permissions/delete", Map.of("username", "{creator}")));

    /** The experiment has one run. */
    static final List<Ability> ON_AN_EXPERIMENT = List.of(
            with(CAN_READ, "GET", "experiments/get", NOTHING),
            with(CAN_EDIT, "POST", "experiments/set-experiment-tag", Map.of("key", "k", "value", "v")),
            with(CAN_EDIT, "POST", "runs/create", Map.of("run_name", "r")),
            with(CAN_EDIT, "POST", "runs/update", Map.of("run_id", "{run}", "status", "FINISHED")),
            with(CAN_EDIT, "POST", "runs/log-parameter", Map.of("run_id", "{run}", "key", "k", "value", "v")),
            with(CAN_EDIT, "POST", "runs/set-tag", Map.of("run_id", "{run}", "key", "k", "value", "v")),
            with(CAN_EDIT, "POST", "runs/log-inputs", Map.of("run_id", "{run}")),
            with(CAN_EDIT, "POST", "runs/delete", Map.of("run_id", "{run}")),
            with(CAN_EDIT, "POST", "runs/restore", Map.of("run_id", "{run}")),
            with(CAN_EDIT, "POST", "databricks/runs/delete-runs", Map.of("max_timestamp_millis", Long.MAX_VALUE)),
            with(CAN_EDIT, "POST", "logged-models", Map.of("name", "m")),
            new Ability(CAN_EDIT, "PUT", "/api/2.0/mlflow-artifacts/artifacts/{id}/{run}/artifacts/a.txt", NOTHING),
            new Ability(
                    CAN_EDIT,
                    "POST",
                    "/api/2.0/mlflow-artifacts/mpu/create/{id}/{run}/artifacts",
                    Map.of("path", "a.txt", "num_parts", 1)),
            with(CAN_MANAGE, "POST", "experiments/update", Map.of("new_name", "renamed " + Person.unique())),
            with(CAN_MANAGE, "POST", "experiments/delete", NOTHING),
            new Ability(CAN_READ, "GET", "/api/2.0/permissions/experiments/{id}", NOTHING),
            new Ability(CAN_MANAGE, "PATCH", "/api/2.0/permissions/experiments/{id}", NOTHING),
            new Ability(CAN_MANAGE, "PUT", "/api/2.0/permissions/experiments/{id}", NOTHING),
            with(CAN_READ, "GET", "experiments/permissions/get", Map.of("username", "{creator}")),
            with(
                    CAN_MANAGE,
                    "POST",
                    "experiments/permissions/create",
                    Map.of("username", "admin", "permission", "EDIT")),
            with(
                    CAN_MANAGE,
                    "PATCH",
                    "experiments/permissions/update",
                    Map.of("username", "{creator}", "permission", "EDIT")),
            with(CAN_MANAGE, "DELETE", "experiments/permissions/delete", Map.of("username", "{creator}")),
            with(
                    CAN_MANAGE,
                    "POST",
                    "users/permissions/grant",
                    Map.of(
                            "resource_type",
                            "experiment",
                            "resource_id",
                            "{id}",
                            "username",
                            "admin",
                            "permission",
                            "READ")),
            with(
                    CAN_MANAGE,
                    "POST",
                    "users/permissions/revoke",
                    Map.of("resource_type", "experiment", "resource_id", "{id}", "username", "{creator}")));

    private static Ability with(PermissionLevel least, String method, String route, Map<String, ?> fields) {
        return new Ability(least, method, MLFLOW + route, fields);
    }

    /** By Countersign's own routes, which name the model in the path. */
    private static Ability governing(PermissionLevel least, String route, Map<String, ?> fields) {
        return new Ability(least, "POST", "/api/governance/v1/models/{name}/versions/" + route, fields);
    }

    private static Map<String, String> version(String number) {
        return Map.of("version", number);
    }

    private static Map<String, String> to(String number, String stage) {
        return Map.of("version", number, "stage", stage, "archive_existing_versions", "false");
    }

    /** @param object which object it is about: the values of placeholders, and of the fields that name it */
    Http.Answer use(Http http, Map<String, String> object) {
        Map<String, Object> all = new TreeMap<>(object);
        fields.forEach((name, value) -> all.put(name, value instanceof String text ? filled(text, object) : value));
        String path = filled(route, object);
        return method.equals("GET")
                ? http.get(path, all)
                : http.send(method, path, JsonMapper.shared().writeValueAsString(all));
    }

    private static String filled(String text, Map<String, String> object) {
        String name = URLEncoder.encode(object.getOrDefault("name", ""), StandardCharsets.UTF_8);
        return text.replace("{name}", name.replace("+", "%20"))
                .replace("{id}", object.getOrDefault("id", ""))
                .replace("{run}", object.getOrDefault("run", ""))
                .replace("{creator}", object.getOrDefault("creator", ""));
    }

    @Override
    public String toString() {
        return method + " " + route + " " + fields;
    }
}
