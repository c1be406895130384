package io.countersign.lineage;

import io.countersign.assembly.Caller;
import io.countersign.assembly.InProcessServer;
import io.countersign.signin.FirstAdmin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** A server with people on it who train, register and approve models. */
public final class Laboratory implements AutoCloseable {

    public static final String API = "/api/governance/v1";
    public static final String MLFLOW = "/api/2.0/mlflow";

    private static final String PASSWORD = "correct horse battery";

    private final InProcessServer server;
    private final String experiment;

    public Laboratory() {
        this(InProcessServer.onAnEmptyDatabase());
    }

    public Laboratory(InProcessServer server) {
        this.server = server;
        server.part(FirstAdmin.class).createIfNobodyCanSignIn();
        hire("ann", "contributor");
        hire("rita", "reviewer");
        hire("rob", "reviewer");
        experiment = as("ann")
                .post(MLFLOW + "/experiments/create", Map.of("name", "churn"))
                .get("experiment_id")
                .asString();
    }

    @Override
    public void close() {
        server.close();
    }

    public InProcessServer server() {
        return server;
    }

    public String experiment() {
        return experiment;
    }

    public Caller as(String name) {
        return new Caller(server, name, PASSWORD);
    }

    public Caller admin() {
        return new Caller(server, FirstAdmin.USERNAME, InProcessServer.ADMIN_PASSWORD);
    }

    public void hire(String name, String role) {
        admin().post(MLFLOW + "/users/create", Map.of("username", name, "password", PASSWORD));
        admin().send("PUT", API + "/users/" + name, Map.of("roles", List.of(role)));
    }

    /** @param tags keys and values in turn */
    public String run(String... tags) {
        List<Map<String, String>> list = new ArrayList<>();
        for (int i = 0; i < tags.length; i += 2) {
            list.add(Map.of("key", tags[i], "value", tags[i + 1]));
        }
        return as("ann")
                .post(
                        MLFLOW + "/runs/create",
                        Map.of("experiment_id", experiment, "run_name", "r", "start_time", 1_000, "tags", list))
                .at("/run/info/run_id")
                .asString();
    }

    public void tag(String run, String key, String value) {
        as("ann").post(MLFLOW + "/runs/set-tag", Map.of("run_id", run, "key", key, "value", value));
    }

    public void reads(String run, String dataset, String digest) {
        as("ann")
                .post(
                        MLFLOW + "/runs/log-inputs",
                        Map.of(
                                "run_id",
                                run,
                                "datasets",
                                List.of(Map.of(
                                        "tags",
                                        List.of(Map.of("key", "mlflow.data.context", "value", "training")),
                                        "dataset",
                                        Map.of(
                                                "name",
                                                dataset,
                                                "digest",
                                                digest,
                                                "source_type",
                                                "s3",
                                                "source",
                                                "{\"uri\":\"s3://lake/" + dataset + "\"}")))));
    }

    public String logged(String run) {
        return as("ann")
                .post(MLFLOW + "/logged-models", Map.of("experiment_id", experiment, "name", "m", "source_run_id", run))
                .at("/model/info/model_id")
                .asString();
    }

    public void model(String name) {
        as("ann").post(MLFLOW + "/registered-models/create", Map.of("name", name));
    }

    /** @return its number */
    public String version(String model, String source, String run) {
        Map<String, String> message = new HashMap<>(Map.of("name", model, "source", source));
        if (!run.isEmpty()) {
            message.put("run_id", run);
        }
        return as("ann")
                .post(MLFLOW + "/model-versions/create", message)
                .at("/model_version/version")
                .asString();
    }

    public String idOf(String model) {
        return admin().get(MLFLOW + "/databricks/registered-models/get?name=" + model)
                .at("/registered_model_databricks/id")
                .asString();
    }

    /** @return the request's id */
    public String ask(String model, Map<String, String> change) {
        return as("ann")
                .send("POST", API + "/models/" + model + "/requests", Map.of("change", change))
                .get("request_id")
                .asString();
    }

    public JsonNode approve(String person, String request) {
        return as(person).send("POST", API + "/requests/" + request + "/approve", Map.of());
    }

    public void promote(String model, String version, String stage) {
        approve("rita", ask(model, Map.of("kind", "stage", "version", version, "stage", stage)));
    }

    public String lastEvent() {
        return String.valueOf(server.sql()
                .queryForObject(
                        "select event_identifier from log.domain_event_entry order by global_index desc limit 1",
                        String.class));
    }

    public static String unique(String name) {
        return name + "-" + UUID.randomUUID().toString().substring(0, 8);
    }
}
