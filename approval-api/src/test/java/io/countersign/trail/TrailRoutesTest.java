package io.countersign.trail;

import static io.countersign.governance.Office.MLFLOW;
import static io.countersign.governance.Office.aModel;
import static io.countersign.governance.Office.get;
import static io.countersign.governance.Office.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.assembly.Caller;
import io.countersign.governance.Office;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Auditors ask what happened, to what, by whom, and what was there before. */
class TrailRoutesTest {

    @AutoClose
    private static final Office OFFICE = new Office();

    private static final Caller AUDREY = OFFICE.hire("audrey", "auditor");
    private static final Caller ANN = OFFICE.hire("ann", "contributor");
    private static final Caller RITA = OFFICE.hire("rita", "release-manager");

    private static List<JsonNode> audit(String... query) {
        List<String> parameters = new ArrayList<>();
        for (int i = 0; i < query.length; i += 2) {
            parameters.add(query[i] + "=" + URLEncoder.encode(query[i + 1], StandardCharsets.UTF_8));
        }
        return get(AUDREY, "/audit?" + String.join("&", parameters))
                .path("entries")
                .valueStream()
                .toList();
    }

    private static List<String> changes(JsonNode entry) {
        return entry.get("changes")
                .valueStream()
                .map(change -> change.get("field").asString() + ": "
                        + change.path("before").asString("-") + " -> "
                        + change.path("after").asString("-"))
                .toList();
    }

    private static Map<String, Object> comment(String model, String stage, String text) {
        return Map.of(
                "name", model, "version", "1", "stage", stage, "comment", text, "archive_existing_versions", "false");
    }

    @Test
    void everyChangeIsToldWithWhatWasThereBefore() {
        String model = aModel(ANN);
        for (String value : List.of("red", "blue")) {
            ANN.post(MLFLOW + "/registered-models/set-tag", Map.of("name", model, "key", "colour", "value", value));
        }
        ANN.send("DELETE", MLFLOW + "/registered-models/delete-tag", Map.of("name", model, "key", "colour"));
        ANN.send("PATCH", MLFLOW + "/registered-models/update", Map.of("name", model, "description", "for owls"));
        ANN.send("PATCH", MLFLOW + "/registered-models/update", Map.of("name", model, "description", "for eagles"));
        ANN.post(MLFLOW + "/transition-requests/create", comment(model, "Staging", "please"));
        RITA.post(MLFLOW + "/transition-requests/approve", comment(model, "Staging", "go"));

        assertThat(audit("model", model, "order", "oldest"))
                .filteredOn(entry -> !entry.get("family").asString().equals("gate"))
                .flatExtracting(TrailRoutesTest::changes)
                .contains(
                        "name: - -> " + model,
                        "stage: - -> None",
                        "tag.colour: - -> red",
                        "tag.colour: red -> blue",
                        "tag.colour: blue -> -",
                        "description: - -> for owls",
                        "description: for owls -> for eagles",
                        "stage: None -> Staging");
    }

    @Test
    void aTagThatARunWasStartedWithIsWhatThereWasBeforeABatchSetIt() {
        String run = ANN.post(
                        MLFLOW + "/runs/create",
                        Map.of("experiment_id", "0", "tags", List.of(Map.of("key", "team", "value", "owls"))))
                .at("/run/info/run_id")
                .asString();
        ANN.post(
                MLFLOW + "/runs/log-batch",
                Map.of(
                        "run_id",
                        run,
                        "metrics",
                        List.of(Map.of("key", "loss", "value", 0.5, "timestamp", 1, "step", 0)),
                        "tags",
                        List.of(Map.of("key", "team", "value", "eagles"))));
        ANN.post(MLFLOW + "/runs/update", Map.of("run_id", run, "status", "FINISHED"));

        List<JsonNode> entries = audit("run", run);

        assertThat(entries)
                .map(entry -> entry.get("type").asString())
                .containsExactly("run.status-changed", "run.batch-logged", "run.started");
        assertThat(changes(entries.get(0))).containsExactly("status: RUNNING -> FINISHED");
        assertThat(changes(entries.get(1))).containsExactly("metrics: - -> 1 points: loss", "tag.team: owls -> eagles");
        assertThat(entries.get(1).get("objects").findValuesAsString("id")).containsExactly(run, "0");
        assertThat(audit("experiment", "Default", "run", run)).hasSize(3);
    }

    @Test
    void whoDidItHowTheySignedInAndInWhichStoryIsToldWithTheirWords() {
        String model = aModel(ANN);
        ANN.post(MLFLOW + "/transition-requests/create", comment(model, "Production", "Quetzalcoatl is ready"));
        RITA.post(MLFLOW + "/transition-requests/approve", comment(model, "Production", "So be it"));

        JsonNode approved = audit("model", model, "decision", "approved").getFirst();
        assertThat(approved.get("actor").asString()).isEqualTo("rita");
        assertThat(approved.get("authentication").asString()).isEqualTo("basic");
        assertThat(approved.get("decision").asString()).isEqualTo("approved");
        assertThat(approved.at("/words/0/text").asString()).isEqualTo("So be it");
        assertThat(approved.at("/words/0/by").asString()).isEqualTo("rita");
        assertThat(approved.at("/objects/0/name").asString()).isEqualTo(model);
        assertThat(approved.at("/objects/0/version").asInt()).isEqualTo(1);
        assertThat(Instant.parse(approved.get("time").asString())).isBefore(Instant.now());

        assertThat(audit("q", "quetzalcoatl READY"))
                .map(entry -> entry.get("type").asString())
                .containsExactly("registered-model.transition-requested");
        assertThat(audit("q", "quetzalcoatl missing")).isEmpty();
        String story = approved.get("correlation_id").asString();
        assertThat(audit("correlation", story))
                .map(entry -> entry.get("event_id"))
                .contains(approved.get("event_id"));
    }

    @Test
    void whoeverWroteReadsTheirOwnWriteAtOnce() {
        for (int round = 0; round < 30; round++) {
            String model = aModel(ANN);
            assertThat(audit("model", model, "kind", "registered-model.version-created"))
                    .hasSize(1);
        }
    }

    @Test
    void aModelIsFoundByWhatItWasEverCalled() {
        String model = aModel(ANN);
        RITA.post(MLFLOW + "/registered-models/rename", Map.of("name", model, "new_name", model + "-new"));
        RITA.send("DELETE", MLFLOW + "/registered-models/delete", Map.of("name", model + "-new"));

        assertThat(audit("model", model))
                .hasSameSizeAs(audit("model", model + "-new"))
                .filteredOn(entry -> entry.get("type").asString().equals("registered-model.renamed"))
                .flatExtracting(TrailRoutesTest::changes)
                .containsExactly("name: " + model + " -> " + model + "-new");
    }

    @Test
    void attemptsSignInsAndReadingAreInItToo() {
        String model = aModel(ANN);
        refused(403, ANN, "PUT", "/users/rita", Map.of("roles", List.of("viewer")));
        audit("model", model);

        assertThat(audit("actor", "ann", "decision", "denied", "kind", "attempt"))
                .hasSize(1);
        assertThat(audit("kind", "access.signed-in", "q", "127.0.0.1")).isNotEmpty();
        assertThat(audit("kind", "access.audit-read", "limit", "1")
                        .getFirst()
                        .at("/words/0/text")
                        .asString())
                .contains("/audit?");
    }

    @Test
    void whoFollowsIsGivenWhatIsNewAndNotTheirOwnReadingWithoutEnd() {
        Caller fay = OFFICE.hire("fay", "auditor");
        String next = get(fay, "/audit?order=oldest&limit=1000").get("next").asString();
        for (int page = 0; page < 3; page++) {
            next = get(fay, "/audit?order=oldest&limit=1000&after=" + next)
                    .get("next")
                    .asString();
        }
        assertThat(get(fay, "/audit?order=oldest&limit=1000&after=" + next).path("entries"))
                .isEmpty();
        String model = aModel(ANN);
        assertThat(get(fay, "/audit?order=oldest&limit=1000&after=" + next).findValuesAsString("name"))
                .contains(model);
    }

    @Test
    void othersReadNothingOfIt() {
        assertThat(refused(403, ANN, "GET", "/audit", Map.of()).get("detail").asString())
                .contains("search the audit history");
        refused(403, RITA, "GET", "/audit/export?format=csv", Map.of());
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0, use a number from 1 to 1000",
        "order=up, use newest or oldest",
        "kind=owl, families such as run",
        "decision=maybe, 'use requested, approved'",
        "from=yesterday, use a time with its offset",
        "from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z, use a time after from",
        "version=1, say of which model",
        "after=e7, use what this server answered as next",
        "q=%2B%2B, use 1 to 10 words",
    })
    void whatIsWrongWithAQuestionIsSaid(String query, String said) {
        assertThat(refused(400, AUDREY, "GET", "/audit?" + query, Map.of())
                        .get("detail")
                        .asString())
                .contains(said);
    }
}
