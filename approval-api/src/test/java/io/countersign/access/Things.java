package io.countersign.access;

import static io.countersign.governance.Office.API;
import static io.countersign.governance.Office.MLFLOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.assembly.Caller;
import io.countersign.governance.Office;
import io.countersign.program.Routes.Route;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A model with a version that was asked for and talked over, and the experiment with the run that it is from. */
record Things(
        String experimentName,
        String experiment,
        String run,
        String logged,
        String model,
        String modelId,
        String request,
        String thread,
        String comment) {

    /** In each text of theirs. */
    static final String SECRET = "plugh";

    /** Of a metric and an alias of theirs, known to whoever asks. */
    private static final String KEY = "xyzzy";

    private static final Pattern VARIABLE = Pattern.compile("\\{([^}]*)}");

    static Things of(Caller who) {
        String experimentName = SECRET + "-" + UUID.randomUUID();
        for (int other = 0; other < 40; other++) { // so that its number is found in no text by chance
            who.post(MLFLOW + "/experiments/create", Map.of("name", "e-" + UUID.randomUUID()));
        }
        String experiment = who.post(MLFLOW + "/experiments/create", Map.of("name", experimentName))
                .get("experiment_id")
                .asString();
        String run = who.post(MLFLOW + "/runs/create", Map.of("experiment_id", experiment, "run_name", SECRET))
                .at("/run/info/run_id")
                .asString();
        who.post(MLFLOW + "/runs/log-parameter", Map.of("run_id", run, "key", SECRET, "value", SECRET));
        who.post(MLFLOW + "/runs/log-metric", Map.of("run_id", run, "key", KEY, "value", 1, "timestamp", 1, "step", 1));
        who.post(
                MLFLOW + "/runs/log-inputs",
                Map.of(
                        "run_id",
                        run,
                        "datasets",
                        List.of(Map.of(
                                "dataset",
                                Map.of("name", SECRET, "digest", "d", "source_type", "local", "source", SECRET)))));
        for (String file : List.of("model/f.txt", "other/g.txt")) {
            assertThat(who.ask("PUT", files(experiment, run) + "/" + file, BodyPublishers.ofString(SECRET))
                            .status())
                    .isEqualTo(200);
        }
        String logged = who.post(
                        MLFLOW + "/logged-models",
                        Map.of("experiment_id", experiment, "name", SECRET, "source_run_id", run))
                .at("/model/info/model_id")
                .asString();
        String model = SECRET + "-" + UUID.randomUUID();
        who.post(MLFLOW + "/registered-models/create", Map.of("name", model, "description", SECRET));
        who.post(
                MLFLOW + "/model-versions/create",
                Map.of(
                        "name",
                        model,
                        "source",
                        "mlflow-artifacts:/" + experiment + "/" + run + "/artifacts/model",
                        "run_id",
                        run,
                        "description",
                        SECRET));
        who.post(MLFLOW + "/registered-models/alias", Map.of("name", model, "alias", KEY, "version", "1"));
        String request = Office.asked(who, model);
        JsonNode thread = who.post(API + "/requests/" + request + "/threads", Map.of("text", SECRET + "?"));
        return new Things(
                experimentName,
                experiment,
                run,
                logged,
                model,
                idOf(who, model),
                request,
                thread.at("/thread_id").asString(),
                thread.at("/comments/0/comment_id").asString());
    }

    /** The like of these, of which there is nothing. */
    static Things none() {
        return new Things(
                SECRET + "-" + UUID.randomUUID(),
                "987654321",
                hex(),
                "m-" + hex(),
                SECRET + "-" + UUID.randomUUID(),
                hex(),
                hex(),
                hex(),
                hex());
    }

    private static String hex() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    private static String idOf(Caller who, String model) {
        return who.get(MLFLOW + "/databricks/registered-models/get?name=" + model)
                .at("/registered_model_databricks/id")
                .asString();
    }

    static String files(String experiment, String run) {
        return "/api/2.0/mlflow-artifacts/artifacts/" + experiment + "/" + run + "/artifacts";
    }

    Map<String, Object> fields(Route route) {
        Map<String, Object> fields = new LinkedHashMap<>();
        route.fields().forEach(field -> {
            Object value = value(field, route);
            if (value != null) {
                fields.put(field, value);
            }
        });
        return fields;
    }

    private @Nullable Object value(String field, Route route) {
        return switch (field) {
            case "run_id", "run_uuid", "source_run_id" -> run;
            case "run_ids", "run", "runs" -> List.of(run);
            case "experiment_id" -> experiment;
            case "experiment_ids" -> List.of(experiment);
            case "experiment_name" -> experimentName;
            case "model_id" -> logged;
            case "name", "model", "model_name", "full_name", "names" -> model;
            case "version", "versions" -> "1";
            case "stage", "place" -> "Production";
            case "alias", "metric_key" -> KEY;
            case "id", "transition_request_id", "request_id" -> ofPath("id", route);
            case "resource_type" -> "registered_model";
            case "resource_id" -> model;
            case "username", "creator" -> "ada";
            case "permission" -> "READ";
            case "key", "new_name", "value", "comment", "description", "text" -> "k";
            case "timestamp", "step", "max_results", "limit" -> 1;
            case "path" -> "model/f.txt";
            case "source" -> "mlflow-artifacts:/" + experiment + "/" + run + "/artifacts/model";
            case "max_timestamp_millis" -> Long.MAX_VALUE;
            default -> null;
        };
    }

    String path(Route route) {
        Matcher variables = VARIABLE.matcher(route.path());
        String path = variables.replaceAll(found -> Matcher.quoteReplacement(ofPath(found.group(1), route)));
        return path.replace("/**", "/" + experiment + "/" + run + "/artifacts/model/f.txt");
    }

    private String ofPath(String variable, Route route) {
        String path = route.path();
        return switch (variable) {
            case "model", "name" -> model;
            case "version" -> "1";
            case "model_id" -> logged;
            case "run_id" -> run;
            case "id", "request", "thread", "comment" -> ofKind(route.path());
            default -> "0";
        };
    }

    /** Of which kind an id is, the rest of the path says. */
    private String ofKind(String path) {
        if (path.contains("permissions/experiments")) {
            return experiment;
        }
        if (path.contains("permissions/registered-models")) {
            return modelId;
        }
        if (path.contains("/runs/")) {
            return run;
        }
        if (path.contains("comment")) {
            return comment;
        }
        return path.contains("thread") && !path.endsWith("/threads") ? thread : request;
    }

    /** What was asked for taken out of an answer. */
    String without(String text) {
        String plain = text;
        for (String each : List.of(experimentName, experiment, run, logged, model, modelId, request, thread, comment)) {
            plain = plain.replaceAll("(?<![0-9a-f:.-])" + each + "(?![0-9a-f:-])", "…");
        }
        return plain;
    }
}
