package io.countersign.access;

import static io.countersign.governance.Office.API;
import static io.countersign.governance.Office.MLFLOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.assembly.Caller;
import io.countersign.assembly.InProcessServer;
import io.countersign.governance.Office;
import io.countersign.program.Routes;
import io.countersign.program.Routes.Route;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where nothing is read by default, what was not given to somebody is answered as what never was, whichever route they ask
 * and whatever they put into its fields.
 */
class HiddenThingsTest {

    /** In each text of what is hidden. */
    private static final String SECRET = "plugh";

    /** Known to whoever asks: of a metric and an alias of what is hidden. */
    private static final String KEY = "xyzzy";

    private static final Pattern VARIABLE = Pattern.compile("\\{([^}]*)}");

    /** Whoever takes a name that is taken hears so: there is one name for each thing. */
    private static final Set<String> TAKING_NAMES = Set.of("/experiments/create", "/registered-models/create");

    @AutoClose
    private static final Office OFFICE =
            new Office(InProcessServer.onAnEmptyDatabase(List.of("--countersign.default-permission=NO_PERMISSIONS")));

    private static final Caller ADA = OFFICE.hire("ada", "contributor");
    private static final Caller LENA = OFFICE.hire("lena", "contributor");
    private static final Caller VERA = OFFICE.hire("vera", "viewer");
    private static final Caller ROLF = OFFICE.hire("rolf", "reviewer");
    private static final Things HIDDEN = Things.of(ADA);

    /** A model with a version that was asked for and talked over, and the experiment with the run that it is from. */
    private record Things(
            String experimentName,
            String experiment,
            String run,
            String logged,
            String model,
            String modelId,
            String request,
            String thread,
            String comment) {

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
            who.post(
                    MLFLOW + "/runs/log-metric",
                    Map.of("run_id", run, "key", KEY, "value", 1, "timestamp", 1, "step", 1));
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
                case "id", "request", "thread", "comment" ->
                    path.contains("permissions/experiments")
                            ? experiment
                            : path.contains("permissions/registered-models")
                                    ? modelId
                                    : path.contains("/runs/")
                                            ? run
                                            : path.contains("comment")
                                                    ? comment
                                                    : path.contains("thread") && !path.endsWith("/threads")
                                                            ? thread
                                                            : request;
                default -> "0";
            };
        }

        /** What was asked for taken out of an answer. */
        String without(String text) {
            String plain = text;
            for (String each :
                    List.of(experimentName, experiment, run, logged, model, modelId, request, thread, comment)) {
                plain = plain.replaceAll("(?<![0-9a-f:.-])" + each + "(?![0-9a-f:-])", "…");
            }
            return plain;
        }
    }

    private static Caller.Answer ask(Caller who, Route route, Things things) {
        Map<String, Object> fields = things.fields(route);
        if (route.method().equals("GET")
                || route.method().equals("DELETE") && route.path().contains("{")) {
            String query = fields.entrySet().stream()
                    .flatMap(
                            field -> (field.getValue() instanceof List<?> several ? several : List.of(field.getValue()))
                                    .stream().map(value -> field.getKey() + "=" + encoded(String.valueOf(value))))
                    .collect(Collectors.joining("&"));
            return who.ask(route.method(), things.path(route) + "?" + query, BodyPublishers.noBody());
        }
        return who.exchange(
                route.method(), things.path(route), JsonMapper.shared().writeValueAsString(fields));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static List<Route> routes() {
        return Routes.all().stream()
                .filter(route ->
                        route.path().startsWith("/api/") || route.path().contains("artifact"))
                .filter(route -> TAKING_NAMES.stream().noneMatch(route.path()::endsWith))
                .filter(route -> !route.path().endsWith("/events")) // which never ends
                .filter(route -> !route.path().contains("/tokens"))
                .toList();
    }

    @Test
    void isNoOtherThanWhatNeverWas() {
        String before = seenBy(ADA);
        List<String> wrong = new ArrayList<>();
        for (Route route : routes()) {
            for (Caller who : List.of(LENA, VERA)) {
                Things none = Things.none();
                Caller.Answer hidden = ask(who, route, HIDDEN);
                Caller.Answer missing = ask(who, route, none);
                String told = HIDDEN.without(hidden.text());
                if (hidden.status() >= 500
                        || hidden.status() != missing.status()
                        || !told.equals(none.without(missing.text()))) {
                    wrong.add(route + " by " + who.username() + ": " + hidden.status() + " " + hidden.text() + " and "
                            + missing.status() + " " + missing.text());
                }
                if (told.contains(SECRET)) {
                    wrong.add(route + " tells " + who.username() + ": " + hidden.text());
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(seenBy(ADA)).as("what was hidden").isEqualTo(before);
    }

    /** Else the test above would show nothing. */
    @Test
    void isThereForWhoeverDecidesAndForItsAuthor() {
        for (Caller who : List.of(ROLF, ADA)) {
            Set<String> telling = new TreeSet<>();
            routes().stream()
                    .filter(route ->
                            route.method().equals("GET") || route.path().endsWith("search"))
                    .filter(route -> tells(who, route))
                    .map(route -> route.path().replaceAll("^/(ajax-)?api/[23].0/", ""))
                    .forEach(telling::add);
            assertThat(telling)
                    .contains(
                            "mlflow/experiments/get",
                            "mlflow/experiments/get-by-name",
                            "mlflow/experiments/search",
                            "mlflow/runs/get",
                            "mlflow/runs/search",
                            "mlflow/metrics/get-history",
                            "mlflow/artifacts/list",
                            "mlflow/logged-models/{model_id}",
                            "mlflow/logged-models/search",
                            "mlflow/registered-models/get",
                            "mlflow/registered-models/search",
                            "mlflow/registered-models/alias",
                            "mlflow/registered-models/get-latest-versions",
                            "mlflow/model-versions/get",
                            "mlflow/model-versions/search",
                            "mlflow/databricks/registered-models/get",
                            "mlflow-artifacts/artifacts/**",
                            "/api/governance/v1/requests",
                            "/api/governance/v1/requests/{id}",
                            "/api/governance/v1/requests/{id}/threads",
                            "/api/governance/v1/threads/{id}",
                            "/api/governance/v1/models/{name}/versions/{version}/timeline",
                            "/api/governance/v1/runs/{id}/provenance");
        }
    }

    private static boolean tells(Caller who, Route route) {
        Things none = Things.none();
        Caller.Answer answer = ask(who, route, HIDDEN);
        String told = HIDDEN.without(answer.text());
        return answer.status() == 200
                && (told.contains(SECRET)
                        || !told.equals(none.without(ask(who, route, none).text())));
    }

    @Test
    void isShownByRulesThatEachTableHasOrByNone() {
        assertThat(OFFICE.server().sql().queryForList("""
                                select tablename from pg_tables t where schemaname = 'views' and tablename not like 'flyway%'
                                    and not (rowsecurity and exists (
                                        select from pg_policies p
                                        where p.schemaname = 'views' and p.tablename = t.tablename
                                            and p.policyname = 'readers'))""", String.class))
                .as("those that nobody reads of whom something is hidden")
                .containsExactlyInAnyOrder("accesses", "imported", "refused_attempts");
    }

    @Test
    void staysHiddenWhereTheViewsAreMadeAnew() {
        InProcessServer.rebuildOf(OFFICE.server().database()).replace(done -> {});
        assertThat(status(LENA, MLFLOW + "/runs/get?run_id=" + HIDDEN.run)).isEqualTo(404);
        assertThat(status(ADA, MLFLOW + "/runs/get?run_id=" + HIDDEN.run)).isEqualTo(200);
        assertThat(status(ROLF, MLFLOW + "/runs/get?run_id=" + HIDDEN.run)).isEqualTo(200);
    }

    private static String seenBy(Caller who) {
        return Stream.of(
                        "/runs/get?run_id=" + HIDDEN.run,
                        "/experiments/get?experiment_id=" + HIDDEN.experiment,
                        "/logged-models/" + HIDDEN.logged,
                        "/registered-models/get?name=" + HIDDEN.model,
                        "/model-versions/get?name=" + HIDDEN.model + "&version=1")
                .map(path -> who.get(MLFLOW + path).toString())
                .collect(Collectors.joining("\n"));
    }

    private static void grant(String object, String principal, String name, String level) {
        OFFICE.admin()
                .send(
                        "PATCH",
                        "/api/2.0/permissions/" + object,
                        Map.of("access_control_list", List.of(Map.of(principal, name, "permission_level", level))));
    }

    private static void take(String object) {
        OFFICE.admin().send("PUT", "/api/2.0/permissions/" + object, Map.of("access_control_list", List.of()));
    }

    private static int status(Caller who, String path) {
        return who.ask("GET", path, BodyPublishers.noBody()).status();
    }

    @Test
    void isThereOnceItWasGivenAndGoneOnceItWasTaken() {
        Caller nina = OFFICE.hire("nina", "contributor");
        Things things = Things.of(ADA);
        String run = MLFLOW + "/runs/get?run_id=" + things.run;
        Map<String, String> tag = Map.of("run_id", things.run, "key", "k", "value", "v");
        assertThat(status(nina, run)).isEqualTo(404);

        grant("experiments/" + things.experiment, "user_name", "nina", "CAN_READ");
        assertThat(status(nina, run)).isEqualTo(200);
        assertThat(nina.post(MLFLOW + "/experiments/search", Map.of("max_results", 10))
                        .get("experiments"))
                .map(found -> found.get("name").asString())
                .containsExactly(things.experimentName);
        Caller.Answer refused = nina.exchange(
                "POST", MLFLOW + "/runs/set-tag", JsonMapper.shared().writeValueAsString(tag));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text()).contains("CAN_EDIT on the object");

        grant("experiments/" + things.experiment, "user_name", "nina", "CAN_EDIT");
        nina.post(MLFLOW + "/runs/set-tag", tag);

        take("experiments/" + things.experiment);
        assertThat(status(nina, run)).isEqualTo(404);
        assertThat(nina.exchange(
                                "POST",
                                MLFLOW + "/runs/set-tag",
                                JsonMapper.shared().writeValueAsString(tag))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void isThereForAGroupAndByARoot() {
        Caller gus = OFFICE.hire("gus", "viewer");
        OFFICE.admin().send("PUT", API + "/users/gus", Map.of("groups", List.of("risk")));
        Caller pia = OFFICE.hire("pia", "viewer");
        String model = MLFLOW + "/registered-models/get?name=" + HIDDEN.model;
        assertThat(status(gus, model)).isEqualTo(404);

        grant("registered-models/" + HIDDEN.modelId, "group_name", "risk", "CAN_READ");
        assertThat(status(gus, model)).isEqualTo(200);
        assertThat(status(pia, model)).isEqualTo(404);
        OFFICE.admin().send("PUT", API + "/users/gus", Map.of("groups", List.of()));
        assertThat(status(gus, model)).isEqualTo(404);

        grant("registered-models/root", "user_name", "pia", "CAN_READ");
        assertThat(status(pia, model)).isEqualTo(200);
        assertThat(status(pia, MLFLOW + "/runs/get?run_id=" + HIDDEN.run))
                .as("models are no experiments")
                .isEqualTo(404);
        take("registered-models/root");
        assertThat(status(pia, model)).isEqualTo(404);
    }

    @Test
    void goesWithAVersionAsFarAsItsFilesDo() {
        Caller serving = OFFICE.hire("serving", "viewer");
        Things things = Things.of(ADA);
        String files = Things.files(things.experiment, things.run);
        grant("registered-models/" + things.modelId, "user_name", "serving", "CAN_READ");

        assertThat(status(serving, files + "/model/f.txt")).isEqualTo(200);
        assertThat(status(serving, files + "/other/g.txt")).isEqualTo(404);
        assertThat(status(serving, MLFLOW + "/runs/get?run_id=" + things.run)).isEqualTo(404);
    }

    @Test
    void isNotToBeHadByAVersionOfOnesOwn() {
        String own = "own-" + UUID.randomUUID();
        LENA.post(MLFLOW + "/registered-models/create", Map.of("name", own));
        Caller.Answer answer = LENA.exchange(
                "POST",
                MLFLOW + "/model-versions/create",
                JsonMapper.shared()
                        .writeValueAsString(Map.of(
                                "name",
                                own,
                                "source",
                                "mlflow-artifacts:/" + HIDDEN.experiment + "/" + HIDDEN.run + "/artifacts/other",
                                "run_id",
                                HIDDEN.run)));
        assertThat(answer.status()).as(answer.text()).isEqualTo(404);
        assertThat(status(LENA, Things.files(HIDDEN.experiment, HIDDEN.run) + "/other/g.txt"))
                .isEqualTo(404);
    }

    @Test
    void whatOneMakesIsOnesOwn() {
        Things own = Things.of(LENA);
        assertThat(status(LENA, MLFLOW + "/runs/get?run_id=" + own.run)).isEqualTo(200);
        assertThat(status(VERA, MLFLOW + "/runs/get?run_id=" + own.run)).isEqualTo(404);
        assertThat(status(ADA, MLFLOW + "/registered-models/get?name=" + own.model))
                .isEqualTo(404);
        assertThat(status(ROLF, MLFLOW + "/registered-models/get?name=" + own.model))
                .isEqualTo(200);
    }
}
