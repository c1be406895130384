package io.countersign.gate;

import io.countersign.assembly.Caller;
import io.countersign.assembly.InProcessServer;
import io.countersign.signin.FirstAdmin;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A server whose clock is moved, with a model {@code credit} of one version and the people who decide on it. */
final class Bank implements AutoCloseable {

    static final String API = "/api/governance/v1";

    private static final String MLFLOW = "/api/2.0/mlflow";
    private static final String PASSWORD = "correct horse battery";

    private volatile Instant now = Instant.parse("2026-11-23T12:00:00Z");
    private final Clock clock = new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    };
    private InProcessServer server = InProcessServer.onAnEmptyDatabase();

    Bank(String policy) {
        restart();
        server.part(FirstAdmin.class).createIfNobodyCanSignIn();
        hire("olga", "admin");
        hire("ann", "contributor");
        hire("rita", "reviewer");
        hire("rob", "reviewer");
        agree(admin().exchange("POST", API + "/policies", policy).json());
        as("ann").post(MLFLOW + "/registered-models/create", Map.of("name", "credit"));
        as("ann").post(MLFLOW + "/model-versions/create", Map.of("name", "credit", "source", "s3://b/m"));
    }

    @Override
    public void close() {
        server.close();
    }

    Instant now() {
        return now;
    }

    void goTo(Instant time) {
        now = time;
    }

    void restart() {
        var database = server.database();
        server.close();
        server = InProcessServer.on(database, clock);
    }

    InProcessServer server() {
        return server;
    }

    /** What the gate says of the version, and why. */
    String gate() {
        JsonNode answer = as("ann").get(API + "/gate?model=credit&version=1");
        List<String> codes = answer.get("reasons").findValuesAsString("code");
        return answer.get("answer").asString() + " " + codes;
    }

    /** @return the request's id */
    String asked(Map<String, String> change) {
        JsonNode request = as("ann").send("POST", API + "/models/credit/requests", Map.of("change", change));
        return request.get("request_id").asString();
    }

    JsonNode act(String person, String request, String act, Map<String, ?> message) {
        return as(person).send("POST", API + "/requests/" + request + "/" + act, message);
    }

    Caller as(String name) {
        return new Caller(server, name, PASSWORD);
    }

    private void agree(JsonNode proposal) {
        String path = API + "/policy-proposals/" + proposal.get("proposal_id").asString() + "/agree";
        as("olga").send("POST", path, Map.of());
    }

    private void hire(String name, String role) {
        admin().post(MLFLOW + "/users/create", Map.of("username", name, "password", PASSWORD));
        admin().send("PUT", API + "/users/" + name, Map.of("roles", List.of(role)));
    }

    private Caller admin() {
        return new Caller(server, FirstAdmin.USERNAME, InProcessServer.ADMIN_PASSWORD);
    }
}
