package io.countersign.permission;

import static io.countersign.governance.Office.API;
import static io.countersign.governance.Office.MLFLOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.assembly.Caller;
import io.countersign.assembly.Caller.Answer;
import io.countersign.governance.Office;
import io.countersign.log.StoredEvents;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Eve manages one model and one experiment, and looks on elsewhere. Whatever ids of Ada's she writes into requests, Ada's
 * things stay as they are; what she names only to read it, she may name.
 */
class BorrowedIdsTest {

    @AutoClose
    private static final Team TEAM = new Team();

    private static final List<?> PART = List.of(Map.of("part_number", 1, "etag", "e"));
    private static final Caller ADA = TEAM.ada;
    private static final Caller EVE = TEAM.aViewer();
    private static final Things ADAS = Things.of(ADA);
    private static final Things EVES = Things.of(ADA);

    static {
        for (String object : List.of(TEAM.pathOf(EVES.model), "experiments/" + EVES.experiment)) {
            TEAM.grant(object, Map.of("user_name", EVE.username(), "permission_level", "CAN_MANAGE"));
        }
    }

    /** A model with a version that is asked for and talked over, and an experiment with a run that takes files. */
    private record Things(
            String model,
            String request,
            String thread,
            String threadComment,
            String comment,
            String experiment,
            String run,
            String logged,
            String upload) {

        static Things of(Caller who) {
            String model = Office.aModel(who);
            String request = Office.asked(who, model);
            JsonNode thread = who.post(API + "/requests/" + request + "/threads", Map.of("text", "why?"));
            String experiment = TEAM.anExperiment();
            String run = who.post(MLFLOW + "/runs/create", Map.of("experiment_id", experiment))
                    .at("/run/info/run_id")
                    .asString();
            who.ask("PUT", artifacts(experiment, run) + "/f.txt", BodyPublishers.ofString("words"));
            return new Things(
                    model,
                    request,
                    thread.at("/thread_id").asString(),
                    thread.at("/comments/0/comment_id").asString(),
                    who.post(MLFLOW + "/comments/create", Map.of("name", model, "version", "1", "comment", "words"))
                            .at("/comment/id")
                            .asString(),
                    experiment,
                    run,
                    who.post(MLFLOW + "/logged-models", Map.of("experiment_id", experiment))
                            .at("/model/info/model_id")
                            .asString(),
                    who.post(mpu("create", experiment, run), Map.of("path", "f.bin", "num_parts", 1))
                            .get("upload_id")
                            .asString());
        }

        static String artifacts(String experiment, String run) {
            return "/api/2.0/mlflow-artifacts/artifacts/" + experiment + "/" + run + "/artifacts";
        }

        static String mpu(String what, String experiment, String run) {
            return "/api/2.0/mlflow-artifacts/mpu/" + what + "/" + experiment + "/" + run + "/artifacts";
        }

        String version() {
            return API + "/models/" + model + "/versions/1";
        }

        List<String> streams() {
            return List.of("run/" + run, "logged-model/" + logged, "experiment/" + experiment);
        }
    }

    /** @param status with which it is refused; 404 where the id is looked for among Eve's own things alone */
    private record Attempt(int status, String method, String path, Object body) {

        @Override
        public String toString() {
            return method + " " + path + " " + body;
        }
    }

    private static Attempt post(String path, Object body) {
        return new Attempt(403, "POST", path, body);
    }

    private static Map<String, ?> point(String run, String loggedModel) {
        return Map.of("run_id", run, "key", "auc", "value", 0.99, "timestamp", 1, "model_id", loggedModel);
    }

    static Stream<Attempt> ofRunsAndTheirFiles() {
        Map<String, ?> parts = Map.of("path", "f.bin", "upload_id", ADAS.upload, "parts", PART);
        return Stream.of(
                post(MLFLOW + "/runs/log-metric", point(ADAS.run, EVES.logged)),
                post(MLFLOW + "/runs/log-metric", point(EVES.run, ADAS.logged)),
                post(
                        MLFLOW + "/runs/log-batch",
                        Map.of("run_id", EVES.run, "metrics", List.of(point(EVES.run, ADAS.logged)))),
                post(MLFLOW + "/runs/log-inputs", Map.of("run_id", ADAS.run, "datasets", List.of())),
                post(
                        MLFLOW + "/runs/outputs",
                        Map.of("run_id", ADAS.run, "models", List.of(Map.of("model_id", EVES.logged)))),
                post(MLFLOW + "/runs/set-tag", Map.of("run_id", ADAS.run, "key", "k", "value", "v")),
                post(MLFLOW + "/runs/set-tag", Map.of("run_uuid", ADAS.run, "key", "k", "value", "v")),
                post(MLFLOW + "/logged-models", Map.of("experiment_id", EVES.experiment, "source_run_id", ADAS.run)),
                post(MLFLOW + "/logged-models", Map.of("experiment_id", ADAS.experiment, "source_run_id", EVES.run)),
                new Attempt(
                        403,
                        "PATCH",
                        MLFLOW + "/logged-models/" + ADAS.logged + "/tags",
                        Map.of("tags", List.of(Map.of("key", "k", "value", "v")))),
                post(
                        MLFLOW + "/databricks/runs/delete-runs",
                        Map.of("experiment_id", ADAS.experiment, "max_timestamp_millis", Long.MAX_VALUE)),
                new Attempt(403, "PUT", Things.artifacts(EVES.experiment, ADAS.run) + "/f.txt", "other words"),
                new Attempt(403, "DELETE", Things.artifacts(EVES.experiment, ADAS.run) + "/f.txt", ""),
                new Attempt(
                        403,
                        "PUT",
                        "/api/2.0/mlflow-artifacts/artifacts/" + EVES.experiment + "/models/" + ADAS.logged
                                + "/artifacts/f.txt",
                        "words"),
                post("/ajax-api/2.0/mlflow/upload-artifact?path=f.txt&run_uuid=" + ADAS.run, "other words"),
                post(Things.mpu("create", EVES.experiment, ADAS.run), Map.of("path", "f.bin", "num_parts", 1)),
                new Attempt(404, "POST", Things.mpu("complete", EVES.experiment, EVES.run), parts),
                new Attempt(404, "POST", Things.mpu("complete", ADAS.experiment, ADAS.run), parts),
                new Attempt(404, "POST", Things.mpu("abort", ADAS.experiment, ADAS.run), parts));
    }

    static Stream<Attempt> ofModelsAndWhatIsSaidOfThem() {
        Map<String, ?> alias = Map.of("kind", "alias", "alias", "green", "version", "1");
        String own = API + "/models/" + EVES.model;
        return Stream.of(
                post(
                        MLFLOW + "/model-versions/create",
                        Map.of("name", ADAS.model, "source", "models:/" + EVES.model + "/1")),
                post(MLFLOW + "/registered-models/alias", Map.of("name", ADAS.model, "alias", "a", "version", "1")),
                new Attempt(404, "POST", own + "/requests", Map.of("change", alias, "supersedes", ADAS.request)),
                post(API + "/requests/" + ADAS.request + "/approve", Map.of()),
                post(API + "/requests/" + ADAS.request + "/cancel", Map.of()),
                post(API + "/requests/" + ADAS.request + "/threads", Map.of("text", "words")),
                post(API + "/threads/" + ADAS.thread + "/replies", Map.of("text", "words")),
                post(API + "/threads/" + ADAS.thread + "/resolve", Map.of()),
                new Attempt(
                        404,
                        "PATCH",
                        API + "/threads/" + EVES.thread + "/comments/" + ADAS.threadComment,
                        Map.of("text", "other words")),
                new Attempt(403, "PATCH", MLFLOW + "/comments/update", Map.of("id", ADAS.comment, "comment", "other")),
                new Attempt(403, "DELETE", MLFLOW + "/comments/delete", Map.of("id", ADAS.comment)),
                post(ADAS.version() + "/checks", Map.of("check", "c", "external_id", "1", "state", "passed")),
                post(ADAS.version() + "/evidence/card?fetch=true", Map.of("from", "runs:/" + EVES.run + "/f.txt")),
                new Attempt(
                        403,
                        "PUT",
                        ADAS.version() + "/checklists/release",
                        Map.of("answers", List.of(Map.of("item", "i", "answer", "yes")))),
                post(
                        API + "/webhooks",
                        Map.of(
                                "url",
                                "https://ci.example.com",
                                "models",
                                List.of(EVES.model, ADAS.model),
                                "events",
                                List.of("*"))),
                post(
                        MLFLOW + "/registry-webhooks/create",
                        Map.of(
                                "model_name",
                                ADAS.model,
                                "events",
                                List.of("MODEL_VERSION_CREATED"),
                                "http_url_spec",
                                Map.of("url", "https://ci.example.com"))),
                post(
                        MLFLOW + "/registered-models/permissions/create",
                        Map.of("name", ADAS.model, "username", EVE.username(), "permission", "READ")),
                post(
                        MLFLOW + "/users/permissions/grant",
                        Map.of(
                                "resource_type",
                                "experiment",
                                "resource_id",
                                ADAS.experiment,
                                "username",
                                EVE.username(),
                                "permission",
                                "EDIT")));
    }

    private static Answer sent(Attempt attempt) {
        String body =
                attempt.body instanceof String text ? text : JsonMapper.shared().writeValueAsString(attempt.body);
        return EVE.exchange(attempt.method, attempt.path, body);
    }

    private static List<String> events() {
        return ADAS.streams().stream()
                .flatMap(stream -> StoredEvents.of(TEAM.office.server()).of(stream).stream())
                .map(StoredEvents.Row::id)
                .toList();
    }

    @ParameterizedTest
    @MethodSource({"ofRunsAndTheirFiles", "ofModelsAndWhatIsSaidOfThem"})
    void whatIsAnothersIsNotChanged(Attempt attempt) {
        List<String> before = events();

        Answer answer = sent(attempt);

        assertThat(answer.status()).as(answer.text()).isEqualTo(attempt.status);
        assertThat(events()).isEqualTo(before).isNotEmpty();
    }

    static Stream<Attempt> thatOnlyRead() {
        return Stream.of(
                new Attempt(
                        200,
                        "POST",
                        MLFLOW + "/model-versions/create",
                        Map.of("name", EVES.model, "source", "models:/" + ADAS.model + "/1")),
                new Attempt(
                        200,
                        "POST",
                        MLFLOW + "/model-versions/create",
                        Map.of("name", EVES.model, "source", "runs:/" + ADAS.run + "/m")),
                new Attempt(
                        201,
                        "POST",
                        EVES.version() + "/evidence/card?fetch=true",
                        Map.of("from", "runs:/" + ADAS.run + "/f.txt")),
                new Attempt(
                        200,
                        "POST",
                        MLFLOW + "/runs/log-inputs",
                        Map.of("run_id", EVES.run, "models", List.of(Map.of("model_id", ADAS.logged)))),
                new Attempt(
                        200,
                        "POST",
                        MLFLOW + "/runs/create",
                        Map.of(
                                "experiment_id",
                                EVES.experiment,
                                "tags",
                                List.of(Map.of("key", "mlflow.parentRunId", "value", ADAS.run)))),
                new Attempt(200, "POST", MLFLOW + "/runs/log-metric", point(EVES.run, EVES.logged)));
    }

    @ParameterizedTest
    @MethodSource("thatOnlyRead")
    void whatIsNamedToBeReadMayBeNamed(Attempt attempt) {
        List<String> before = events();

        Answer answer = sent(attempt);

        assertThat(answer.status()).as(answer.text()).isEqualTo(attempt.status);
        assertThat(events()).isEqualTo(before);
    }

    @Test
    void theUploadThatOthersCouldNotEndIsStillThere() {
        Answer early = Team.send(
                ADA,
                "POST",
                Things.mpu("complete", ADAS.experiment, ADAS.run),
                Map.of("path", "f.bin", "upload_id", ADAS.upload, "parts", PART));
        Team.refused(400, "INVALID_PARAMETER_VALUE", "The upload has 0 of 1 parts", early);
    }
}
