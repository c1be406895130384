package io.countersign.past;

import io.countersign.assembly.Caller;
import io.countersign.assembly.InProcessServer;
import io.countersign.signin.FirstAdmin;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** People who do at random what people do in a registry; what the rules refuse them is left at that. */
final class Bank {

    private static final String MLFLOW = "/api/2.0/mlflow";
    private static final String API = "/api/governance/v1";
    private static final String PASSWORD = "correct horse battery";
    private static final List<String> STAGES = List.of("None", "Staging", "Production", "Archived");
    private static final String POLICY = """
            policy: %s
            applies-to: {changes: [{stage: {to: [%s]}}]}
            requires:
              approvals: {group: reviewer, count: %d, apart-from: [requester]}
              metrics: [{metric: auc, at-least: 0.%d}]
              no-veto: true
            """;

    private final InProcessServer server;
    private final Random random;
    private final Caller admin;
    private final List<Caller> everybody = new ArrayList<>();
    private final List<String> models = new ArrayList<>();
    private final List<String> runs = new ArrayList<>();

    Bank(InProcessServer server, long seed) {
        this.server = server;
        this.random = new Random(seed);
        server.part(FirstAdmin.class).createIfNobodyCanSignIn();
        admin = new Caller(server, FirstAdmin.USERNAME, InProcessServer.ADMIN_PASSWORD);
        everybody.add(admin);
        Map.of("ada", "admin", "ann", "contributor", "bob", "contributor", "rita", "reviewer", "rolf", "reviewer")
                .forEach((name, role) -> {
                    post(admin, MLFLOW + "/users/create", Map.of("username", name, "password", PASSWORD));
                    send(admin, "PUT", API + "/users/" + name, Map.of("roles", List.of(role)));
                    everybody.add(new Caller(server, name, PASSWORD));
                });
        register();
        aVersion();
    }

    Caller reviewer() {
        return new Caller(server, "rita", PASSWORD);
    }

    Caller admin() {
        return admin;
    }

    /** Something, by somebody. */
    void act() {
        List<Runnable> possible = List.of(
                this::register,
                this::aVersion,
                this::aVersion,
                this::tag,
                this::describe,
                this::alias,
                this::ask,
                this::ask,
                this::answer,
                this::answer,
                this::answer,
                this::policy,
                this::share,
                this::promote,
                this::check,
                this::evidence,
                this::checklist,
                this::talk,
                this::measure,
                this::delegate,
                this::remove);
        of(possible).run();
    }

    private void register() {
        String name = "m-" + models.size();
        models.add(name);
        post(someone(), MLFLOW + "/registered-models/create", Map.of("name", name, "description", word()));
    }

    private void aVersion() {
        Caller author = someone();
        String run = post(author, MLFLOW + "/runs/create", Map.of("experiment_id", "0"))
                .at("/run/info/run_id")
                .asString();
        runs.add(run);
        measure();
        post(author, MLFLOW + "/runs/log-parameter", Map.of("run_id", run, "key", word(), "value", word()));
        post(
                author,
                MLFLOW + "/model-versions/create",
                Map.of("name", of(models), "source", "mlflow-artifacts:/0/" + run + "/artifacts/m", "run_id", run));
    }

    private void measure() {
        post(
                someone(),
                MLFLOW + "/runs/log-metric",
                Map.of("run_id", of(runs), "key", "auc", "value", random.nextDouble(), "timestamp", random.nextInt(9)));
    }

    private void tag() {
        String model = of(models);
        Map<String, String> tag = Map.of("name", model, "version", version(), "key", word(), "value", word());
        String what = random.nextBoolean() ? "/registered-models/" : "/model-versions/";
        if (random.nextInt(3) > 0) {
            post(someone(), MLFLOW + what + "set-tag", tag);
        } else {
            send(someone(), "DELETE", MLFLOW + what + "delete-tag", tag);
        }
    }

    private void describe() {
        send(
                someone(),
                "PATCH",
                MLFLOW + "/model-versions/update",
                Map.of("name", of(models), "version", version(), "description", word()));
    }

    private void alias() {
        Map<String, String> alias = Map.of("name", of(models), "alias", "champion", "version", version());
        send(someone(), random.nextInt(4) > 0 ? "POST" : "DELETE", MLFLOW + "/registered-models/alias", alias);
    }

    private void ask() {
        post(
                someone(),
                MLFLOW + "/transition-requests/create",
                Map.of("name", of(models), "version", version(), "stage", of(STAGES), "comment", word()));
    }

    private void answer() {
        List<JsonNode> open = new ArrayList<>();
        get(admin, API + "/requests?state=open").path("requests").forEach(open::add);
        if (!open.isEmpty()) {
            String request = of(open).get("request_id").asString();
            String verb = of(List.of("approve", "approve", "approve", "reject", "veto", "withdraw-approval", "cancel"));
            post(
                    someone(),
                    API + "/requests/" + request + "/" + verb,
                    Map.of("comment", word(), "meaning", "reviewed"));
        }
    }

    private void policy() {
        String name = of(List.of("staging", "production"));
        String change = name.equals("staging") ? "Staging" : "Production";
        String text = POLICY.formatted(name, change, 1 + random.nextInt(2), 1 + random.nextInt(8));
        JsonNode proposal = admin.ask("POST", API + "/policies", BodyPublishers.ofString(text))
                .json();
        String id = proposal.path("proposal_id").asString("");
        if (!id.isEmpty() && random.nextInt(3) > 0) {
            post(named("ada"), API + "/policy-proposals/" + id + "/" + of(List.of("agree", "reject")), Map.of());
        }
    }

    private void share() {
        String id = get(admin, MLFLOW + "/databricks/registered-models/get?name=" + of(models))
                .at("/registered_model_databricks/id")
                .asString("none");
        String level = of(List.of("CAN_READ", "CAN_EDIT", "CAN_MANAGE_PRODUCTION_VERSIONS"));
        send(
                admin,
                "PATCH",
                "/api/2.0/permissions/registered-models/" + id,
                Map.of(
                        "access_control_list",
                        List.of(Map.of("user_name", of(List.of("ann", "bob")), "permission_level", level))));
    }

    private void promote() {
        String name = of(List.of("bob", "rolf"));
        send(
                admin,
                "PUT",
                API + "/users/" + name,
                Map.of("roles", List.of(of(List.of("viewer", "contributor", "reviewer"))), "groups", List.of(word())));
    }

    private void check() {
        String state = of(List.of("queued", "running", "passed", "failed"));
        post(someone(), path() + "/checks", Map.of("check", "bias", "external_id", word(), "state", state));
    }

    private void evidence() {
        someone().ask("POST", path() + "/evidence/card", BodyPublishers.ofString(word()), "Content-Type", "text/plain");
    }

    private void checklist() {
        Map<String, String> answer = Map.of("item", word(), "answer", of(List.of("yes", "no")), "note", word());
        send(someone(), "PUT", path() + "/checklists/fair", Map.of("answers", List.of(answer)));
    }

    private void talk() {
        List<JsonNode> some = new ArrayList<>();
        get(admin, API + "/requests").path("requests").forEach(some::add);
        if (!some.isEmpty()) {
            String request = of(some).get("request_id").asString();
            JsonNode thread =
                    post(someone(), API + "/requests/" + request + "/threads", Map.of("comment", "@rita " + word()));
            post(
                    someone(),
                    API + "/threads/" + thread.path("thread_id").asString("none") + "/"
                            + of(List.of("replies", "resolve")),
                    Map.of("comment", word()));
        }
    }

    private void delegate() {
        Instant now = Instant.now();
        post(
                named("rita"),
                API + "/delegations",
                Map.of(
                        "to",
                        "rolf",
                        "from",
                        now.toString(),
                        "until",
                        now.plusSeconds(1 + random.nextInt(2)).toString()));
    }

    private void remove() {
        int kind = random.nextInt(6);
        String model = of(models);
        if (kind == 0) {
            send(someone(), "DELETE", MLFLOW + "/registered-models/delete", Map.of("name", model));
        } else if (kind < 3) {
            send(someone(), "DELETE", MLFLOW + "/model-versions/delete", Map.of("name", model, "version", version()));
        } else {
            String other = "m-" + models.size();
            models.add(other);
            post(someone(), MLFLOW + "/registered-models/rename", Map.of("name", model, "new_name", other));
        }
    }

    /** Everything that can be asked about an earlier point. */
    List<String> questions() {
        List<String> questions = new ArrayList<>(List.of(
                MLFLOW + "/registered-models/search?max_results=100&order_by=last_updated_timestamp%20DESC",
                MLFLOW + "/registered-models/search?filter=" + encoded("tags.`owl` = 'hen'"),
                MLFLOW + "/model-versions/search?max_results=100",
                API + "/inventory",
                API + "/serving",
                API + "/policies",
                API + "/policies/production",
                API + "/policy-proposals",
                API + "/delegations",
                API + "/findings",
                API + "/bypasses",
                API + "/requests?limit=200",
                API + "/inbox",
                API + "/inbox/to-decide",
                API + "/inbox/asked",
                API + "/inbox/revalidations"));
        models.forEach(model -> questions.addAll(about(model)));
        JsonNode requests = get(admin, API + "/requests?limit=200").path("requests");
        requests.forEach(request -> {
            String id = request.get("request_id").asString();
            questions.add(API + "/requests/" + id);
            questions.add(API + "/requests/" + id + "/threads");
        });
        return questions;
    }

    private List<String> about(String model) {
        String id = get(admin, MLFLOW + "/databricks/registered-models/get?name=" + model)
                .at("/registered_model_databricks/id")
                .asString("none");
        return Stream.of(
                        MLFLOW + "/registered-models/get?name=" + model,
                        MLFLOW + "/registered-models/alias?alias=champion&name=" + model,
                        MLFLOW + "/registered-models/get-latest-versions?name=" + model,
                        MLFLOW + "/databricks/registered-models/get?name=" + model,
                        MLFLOW + "/model-versions/get?version=1&name=" + model,
                        MLFLOW + "/transition-requests/list?version=1&name=" + model,
                        "/api/2.0/permissions/registered-models/" + id,
                        API + "/gate?model=" + model,
                        API + "/gate?stage=Staging&model=" + model,
                        API + "/gate?alias=champion&model=" + model,
                        API + "/models/" + model + "/versions/1/artifacts",
                        API + "/models/" + model + "/versions/1/checks",
                        API + "/models/" + model + "/versions/1/evidence",
                        API + "/models/" + model + "/versions/1/checklists")
                .toList();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private String path() {
        return API + "/models/" + of(models) + "/versions/" + version();
    }

    private String version() {
        return Integer.toString(1 + random.nextInt(2));
    }

    private String word() {
        return of(List.of("owl", "hen", "elk", "fox"));
    }

    private Caller someone() {
        return of(everybody);
    }

    private Caller named(String name) {
        return new Caller(server, name, PASSWORD);
    }

    private <T> T of(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private static JsonNode get(Caller caller, String path) {
        return caller.ask("GET", path, BodyPublishers.noBody()).json();
    }

    private static JsonNode post(Caller caller, String path, Map<String, ?> body) {
        return send(caller, "POST", path, body);
    }

    private static JsonNode send(Caller caller, String method, String path, Map<String, ?> body) {
        return caller.exchange(method, path, JsonMapper.shared().writeValueAsString(body))
                .json();
    }
}
