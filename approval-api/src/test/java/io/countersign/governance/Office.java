package io.countersign.governance;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.assembly.Caller;
import io.countersign.assembly.InProcessServer;
import io.countersign.signin.FirstAdmin;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** People around one server who ask for changes and decide on them, by HTTP. */
public final class Office implements AutoCloseable {

    public static final String API = "/api/governance/v1";
    public static final String MLFLOW = "/api/2.0/mlflow";
    private static final String PASSWORD = "correct horse battery";

    private final InProcessServer server;
    private final Caller admin;
    private final Caller otherAdmin;

    public Office() {
        this(InProcessServer.onAnEmptyDatabase());
    }

    public Office(InProcessServer server) {
        this.server = server;
        admin = new Caller(server, FirstAdmin.USERNAME, InProcessServer.ADMIN_PASSWORD);
        server.part(FirstAdmin.class).createIfNobodyCanSignIn();
        otherAdmin = hire("olga", "admin");
    }

    public InProcessServer server() {
        return server;
    }

    public Caller admin() {
        return admin;
    }

    public Caller otherAdmin() {
        return otherAdmin;
    }

    public Caller hire(String name, String role) {
        return hire(admin, name, role);
    }

    /** By whoever administers the server. */
    public Caller hire(Caller by, String name, String role) {
        by.post(MLFLOW + "/users/create", Map.of("username", name, "password", PASSWORD));
        by.send("PUT", API + "/users/" + name, Map.of("roles", List.of(role)));
        return new Caller(server, name, PASSWORD);
    }

    public void nowIs(String name, String role) {
        admin.send("PUT", API + "/users/" + name, Map.of("roles", List.of(role)));
    }

    /** One administrator proposes it and the other agrees. */
    public void inForce(String policy) {
        Caller.Answer proposed = admin.exchange("POST", API + "/policies", policy);
        assertThat(proposed.status()).as(proposed.text()).isEqualTo(201);
        String id = proposed.json().get("proposal_id").asString();
        otherAdmin.post(API + "/policy-proposals/" + id + "/agree", Map.of());
    }

    /** A model with one version; its name. */
    public static String aModel(Caller author) {
        String model = "m-" + UUID.randomUUID();
        author.post(MLFLOW + "/registered-models/create", Map.of("name", model));
        author.post(MLFLOW + "/model-versions/create", Map.of("name", model, "source", "s3://b/m"));
        return model;
    }

    /** The id of a request that the model's first version move to Production. */
    public static String asked(Caller who, String model) {
        return who.post(
                        API + "/models/" + model + "/requests",
                        Map.of("change", Map.of("kind", "stage", "version", "1", "stage", "Production")))
                .get("request_id")
                .asString();
    }

    public static JsonNode get(Caller who, String path) {
        return who.get(API + path);
    }

    public static JsonNode send(Caller who, String method, String path, Map<String, ?> body) {
        return who.send(method, API + path, body);
    }

    /** @return the problem that it is refused with */
    public static JsonNode refused(int status, Caller who, String method, String path, Map<String, ?> body) {
        Caller.Answer answer = who.ask(
                method,
                API + path,
                BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(body)),
                "Content-Type",
                "application/json");
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        return answer.json();
    }

    @Override
    public void close() {
        server.close();
    }
}
