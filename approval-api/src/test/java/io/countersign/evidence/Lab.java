package io.countersign.evidence;

import io.countersign.assembly.Caller;
import io.countersign.assembly.Caller.Answer;
import io.countersign.assembly.InProcessServer;
import io.countersign.catalog.VersionQueries;
import io.countersign.catalog.VersionView;
import io.countersign.modelversion.VersionId;
import io.countersign.registeredmodel.ModelId;
import io.countersign.signin.FirstAdmin;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/** People and CI jobs around the models of one server, by HTTP. */
final class Lab implements AutoCloseable {

    static final String MLFLOW = "/api/2.0/mlflow";
    private static final String PASSWORD = "correct horse battery";

    private final InProcessServer server = InProcessServer.onAnEmptyDatabase();
    private final Caller admin = new Caller(server, FirstAdmin.USERNAME, InProcessServer.ADMIN_PASSWORD);

    Lab() {
        server.part(FirstAdmin.class).createIfNobodyCanSignIn();
    }

    InProcessServer server() {
        return server;
    }

    Caller admin() {
        return admin;
    }

    Caller hire(String name, String role, String... groups) {
        admin.post(MLFLOW + "/users/create", Map.of("username", name, "password", PASSWORD));
        admin.send(
                "PUT", "/api/governance/v1/users/" + name, Map.of("roles", List.of(role), "groups", List.of(groups)));
        return new Caller(server, name, PASSWORD);
    }

    /** One version, as the governance routes name it. */
    record Version(String model, String number, String run) {

        String path() {
            return "/api/governance/v1/models/" + model + "/versions/" + number;
        }
    }

    /** A version made from a run that has the file {@code model/weights.txt}, which says {@code y = 2x}. */
    Version aVersion(Caller author) {
        String model = "m-" + UUID.randomUUID();
        String run = author.post(MLFLOW + "/runs/create", Map.of("experiment_id", "0"))
                .at("/run/info/run_id")
                .asString();
        author.ask(
                "PUT",
                "/api/2.0/mlflow-artifacts/artifacts/0/" + run + "/artifacts/model/weights.txt",
                BodyPublishers.ofString("y = 2x"));
        author.post(MLFLOW + "/registered-models/create", Map.of("name", model));
        String number = author.post(
                        MLFLOW + "/model-versions/create",
                        Map.of("name", model, "source", "runs:/" + run + "/model", "run_id", run))
                .at("/model_version/version")
                .asString();
        return new Version(model, number, run);
    }

    VersionId idOf(Version version) {
        VersionView found = server.part(VersionQueries.class)
                .byNumber(version.model(), Integer.parseInt(version.number()))
                .orElseThrow();
        return new VersionId(new ModelId(found.modelId()), found.version());
    }

    static Answer json(Caller caller, String method, String path, Object body) {
        return caller.ask(
                method,
                path,
                BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(body)),
                "Content-Type",
                "application/json");
    }

    static Answer bytes(Caller caller, String path, String text, String... headers) {
        return caller.ask("POST", path, BodyPublishers.ofByteArray(text.getBytes(StandardCharsets.UTF_8)), headers);
    }

    static Answer get(Caller caller, String path) {
        return caller.ask("GET", path, BodyPublishers.noBody());
    }

    static Answer delete(Caller caller, String path) {
        return caller.ask("DELETE", path, BodyPublishers.noBody());
    }

    @Override
    public void close() {
        server.close();
    }
}
