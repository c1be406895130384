package io.countersign.history;

import io.countersign.assembly.Caller;
import io.countersign.assembly.InProcessServer;
import io.countersign.signin.FirstAdmin;
import java.util.List;
import java.util.Map;

/** Users come, write and go; Zoe, who wrote comments, is erased. */
record PeopleHistory(InProcessServer server) {

    private static final String MLFLOW = "/api/2.0/mlflow";
    private static final String PASSWORD = "correct horse battery";

    void write() {
        server.part(FirstAdmin.class).createIfNobodyCanSignIn();
        Caller admin = new Caller(server, FirstAdmin.USERNAME, InProcessServer.ADMIN_PASSWORD);
        String zoe = register(admin, "zoe", "contributor");
        register(admin, "rolf", "reviewer");
        theyWork();
        server.ownersSql().update("delete from ops.person_keys where subject_id = ?", zoe);
        admin.send(
                "PATCH",
                MLFLOW + "/users/update-password",
                Map.of("username", "rolf", "password", PASSWORD + " again"));
        admin.send("DELETE", MLFLOW + "/users/delete", Map.of("username", "rolf"));
    }

    private static String register(Caller admin, String name, String role) {
        admin.post(MLFLOW + "/users/create", Map.of("username", name, "password", PASSWORD));
        return admin.send("PUT", "/api/governance/v1/users/" + name, Map.of("roles", List.of(role)))
                .get("subject_id")
                .asString();
    }

    private void theyWork() {
        Caller zoe = new Caller(server, "zoe", PASSWORD);
        zoe.post(MLFLOW + "/registered-models/create", Map.of("name", "zoes"));
        zoe.post(MLFLOW + "/model-versions/create", Map.of("name", "zoes", "source", "mlflow-artifacts:/0/x"));
        String comment = zoe.post(MLFLOW + "/comments/create", comment("a comment"))
                .at("/comment/id")
                .asString();
        zoe.send("PATCH", MLFLOW + "/comments/update", Map.of("id", comment, "comment", History.WRITTEN));
        zoe.post(MLFLOW + "/transition-requests/create", comment("a request"));
        new Caller(server, "rolf", PASSWORD).post(MLFLOW + "/transition-requests/reject", comment("a refusal"));
    }

    private static Map<String, String> comment(String text) {
        return Map.of("name", "zoes", "version", "1", "stage", "Production", "comment", History.WRITTEN + text);
    }
}
