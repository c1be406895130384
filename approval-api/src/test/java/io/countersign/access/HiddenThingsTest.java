package io.countersign.access;

import static io.countersign.access.Things.SECRET;
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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where nothing is read by default, what was not given to somebody is answered as what never was, whichever route they ask
 * and whatever they put into its fields.
 */
class HiddenThingsTest {

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
                .filter(route -> route.path().contains("api/") || route.path().contains("artifact"))
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
                .containsExactlyInAnyOrder("accesses", "erasures", "imported", "refused_attempts");
    }

    @Test
    void staysHiddenWhereTheViewsAreMadeAnew() {
        InProcessServer.rebuildOf(OFFICE.server().database()).replace(done -> {});
        assertThat(status(LENA, MLFLOW + "/runs/get?run_id=" + HIDDEN.run())).isEqualTo(404);
        assertThat(status(ADA, MLFLOW + "/runs/get?run_id=" + HIDDEN.run())).isEqualTo(200);
        assertThat(status(ROLF, MLFLOW + "/runs/get?run_id=" + HIDDEN.run())).isEqualTo(200);
    }

    private static String seenBy(Caller who) {
        return Stream.of(
                        "/runs/get?run_id=" + HIDDEN.run(),
                        "/experiments/get?experiment_id=" + HIDDEN.experiment(),
                        "/logged-models/" + HIDDEN.logged(),
                        "/registered-models/get?name=" + HIDDEN.model(),
                        "/model-versions/get?name=" + HIDDEN.model() + "&version=1")
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
        String run = MLFLOW + "/runs/get?run_id=" + things.run();
        Map<String, String> tag = Map.of("run_id", things.run(), "key", "k", "value", "v");
        assertThat(status(nina, run)).isEqualTo(404);

        grant("experiments/" + things.experiment(), "user_name", "nina", "CAN_READ");
        assertThat(status(nina, run)).isEqualTo(200);
        assertThat(nina.post(MLFLOW + "/experiments/search", Map.of("max_results", 10))
                        .get("experiments"))
                .map(found -> found.get("name").asString())
                .containsExactly(things.experimentName());
        Caller.Answer refused = nina.exchange(
                "POST", MLFLOW + "/runs/set-tag", JsonMapper.shared().writeValueAsString(tag));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text()).contains("CAN_EDIT on the object");

        grant("experiments/" + things.experiment(), "user_name", "nina", "CAN_EDIT");
        nina.post(MLFLOW + "/runs/set-tag", tag);

        take("experiments/" + things.experiment());
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
        String model = MLFLOW + "/registered-models/get?name=" + HIDDEN.model();
        assertThat(status(gus, model)).isEqualTo(404);

        grant("registered-models/" + HIDDEN.modelId(), "group_name", "risk", "CAN_READ");
        assertThat(status(gus, model)).isEqualTo(200);
        assertThat(status(pia, model)).isEqualTo(404);
        OFFICE.admin().send("PUT", API + "/users/gus", Map.of("groups", List.of()));
        assertThat(status(gus, model)).isEqualTo(404);

        grant("registered-models/root", "user_name", "pia", "CAN_READ");
        assertThat(status(pia, model)).isEqualTo(200);
        assertThat(status(pia, MLFLOW + "/runs/get?run_id=" + HIDDEN.run()))
                .as("models are no experiments")
                .isEqualTo(404);
        take("registered-models/root");
        assertThat(status(pia, model)).isEqualTo(404);
    }

    @Test
    void goesWithAVersionAsFarAsItsFilesDo() {
        Caller serving = OFFICE.hire("serving", "viewer");
        Things things = Things.of(ADA);
        String files = Things.files(things.experiment(), things.run());
        grant("registered-models/" + things.modelId(), "user_name", "serving", "CAN_READ");

        assertThat(status(serving, files + "/model/f.txt")).isEqualTo(200);
        assertThat(status(serving, files + "/other/g.txt")).isEqualTo(404);
        assertThat(status(serving, MLFLOW + "/runs/get?run_id=" + things.run())).isEqualTo(404);
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
                                "mlflow-artifacts:/" + HIDDEN.experiment() + "/" + HIDDEN.run() + "/artifacts/other",
                                "run_id",
                                HIDDEN.run())));
        assertThat(answer.status()).as(answer.text()).isEqualTo(404);
        assertThat(status(LENA, Things.files(HIDDEN.experiment(), HIDDEN.run()) + "/other/g.txt"))
                .isEqualTo(404);
    }

    @Test
    void whatOneMakesIsOnesOwn() {
        Things own = Things.of(LENA);
        assertThat(status(LENA, MLFLOW + "/runs/get?run_id=" + own.run())).isEqualTo(200);
        assertThat(status(VERA, MLFLOW + "/runs/get?run_id=" + own.run())).isEqualTo(404);
        assertThat(status(ADA, MLFLOW + "/registered-models/get?name=" + own.model()))
                .isEqualTo(404);
        assertThat(status(ROLF, MLFLOW + "/registered-models/get?name=" + own.model()))
                .isEqualTo(200);
    }
}
