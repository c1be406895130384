package io.countersign.history;

import io.countersign.CommandSender;
import io.countersign.Uuid7;
import io.countersign.access.RequestTrace;
import io.countersign.access.SignedIn;
import io.countersign.assembly.Caller;
import io.countersign.assembly.InProcessServer;
import io.countersign.identity.AccountKind;
import io.countersign.identity.ExternalId;
import io.countersign.identity.Role;
import io.countersign.identity.SubjectId;
import io.countersign.identity.UserCommand;
import io.countersign.signin.FirstAdmin;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
        theyShare(admin);
        theyComeAndLook(admin);
        oneActsForAnother(admin);
        oneVouches(admin);
        programsSignIn(admin);
        aProviderVouches();
        oneIsForgotten(admin, zoe);
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

    private void oneIsForgotten(Caller admin, String person) {
        admin.send("DELETE", MLFLOW + "/users/delete", Map.of("username", "zoe"));
        String erasures = "/api/governance/v1/erasures";
        String declined = propose(admin, erasures, person);
        admin.post(erasures + "/" + declined + "/decline", Map.of("reason", History.WRITTEN));
        new Caller(server, "otto", PASSWORD)
                .post(erasures + "/" + propose(admin, erasures, person) + "/agree", Map.of());
    }

    private static String propose(Caller admin, String erasures, String person) {
        return admin.post(erasures, Map.of("person_id", person, "reason", History.WRITTEN))
                .get("erasure_id")
                .asString();
    }

    private void theyComeAndLook(Caller admin) {
        new Caller(server, "rolf", "not that").exchange("GET", MLFLOW + "/experiments/get?experiment_id=0", "");
        admin.get("/api/governance/v1/attempts");
    }

    private static void oneActsForAnother(Caller admin) {
        register(admin, "robot", "contributor");
        admin.send("PUT", "/api/governance/v1/users/robot", Map.of("acts_for", "rolf"));
        admin.send("PUT", "/api/governance/v1/users/robot", Map.of("acts_for", ""));
        admin.send("PUT", "/api/governance/v1/users/robot", Map.of("acts_for", "rolf"));
    }

    private void programsSignIn(Caller admin) {
        String api = "/api/governance/v1/";
        admin.post(api + "service-accounts", Map.of("username", "pipeline", "acts_for", "rolf"));
        Caller rolf = new Caller(server, "rolf", PASSWORD);
        rolf.post(api + "tokens", Map.of("name", "deployments", "username", "pipeline"));
        String token = rolf.post(api + "tokens", Map.of("name", "laptop"))
                .at("/token/token_id")
                .asString();
        rolf.exchange("DELETE", api + "tokens/" + token, "");
    }

    private void aProviderVouches() {
        SubjectId otis = new SubjectId(Uuid7.hex());
        ExternalId external = new ExternalId("https://id.example", "f3a1");
        Map<String, Object> system = SignedIn.SYSTEM.metadata(RequestTrace.fresh());
        CommandSender commands = server.part(CommandSender.class);
        commands.send(
                new UserCommand.Admit(otis, external, "otis", AccountKind.PERSON, Set.of(Role.VIEWER), Set.of("risk")),
                system);
        commands.send(new UserCommand.Follow(otis, "otis", Set.of(Role.REVIEWER), Set.of(), null), system);
    }

    private void oneVouches(Caller admin) {
        register(admin, "otto", "admin");
        register(new Caller(server, "otto", PASSWORD), "wilma", "reviewer");
        admin.post("/api/governance/v1/users/wilma/vouch", Map.of());
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

    private void theyShare(Caller admin) {
        Caller zoe = new Caller(server, "zoe", PASSWORD);
        String model = zoe.get(MLFLOW + "/databricks/registered-models/get?name=zoes")
                .at("/registered_model_databricks/id")
                .asString();
        String permissions = "/api/2.0/permissions/registered-models/";
        zoe.send("PATCH", permissions + model, grant("rolf", "CAN_EDIT"));
        admin.send("PUT", permissions + "root", grant("rolf", "CAN_MANAGE_STAGING_VERSIONS"));
        admin.send("PUT", "/api/2.0/permissions/experiments/0", grant("zoe", "CAN_MANAGE"));
        admin.send("PATCH", "/api/2.0/permissions/experiments/0", grant("zoe", "CAN_READ"));
    }

    private static Map<String, ?> grant(String username, String level) {
        return Map.of("access_control_list", List.of(Map.of("user_name", username, "permission_level", level)));
    }

    private static Map<String, String> comment(String text) {
        return Map.of("name", "zoes", "version", "1", "stage", "Production", "comment", History.WRITTEN + text);
    }
}
