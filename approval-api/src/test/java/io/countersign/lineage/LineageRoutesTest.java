package io.countersign.lineage;

import static io.countersign.lineage.Laboratory.API;
import static io.countersign.lineage.Laboratory.MLFLOW;
import static io.countersign.lineage.Laboratory.unique;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.assembly.InProcessServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a thing rests on and what rests on it, as the events say, now and at any time. */
class LineageRoutesTest {

    @AutoClose
    private static final Laboratory LAB = new Laboratory();

    @Test
    void aVersionRestsOnItsRunItsDataItsCodeAndTheRunThatBeganIt() {
        String model = unique("churn");
        String parent = LAB.run();
        String run = LAB.run(
                "mlflow.parentRunId",
                parent,
                "mlflow.source.git.commit",
                "c0ffee",
                "mlflow.source.git.repoURL",
                "git@x");
        LAB.reads(parent, "customers", "d1");
        LAB.reads(run, "s3://lake/calls", "d2");
        LAB.model(model);
        LAB.version(model, "runs:/" + run + "/model", run);
        String id = LAB.idOf(model);

        JsonNode graph = get("/model-version/" + model + "/1?direction=up");

        assertThat(edges(graph))
                .containsExactlyInAnyOrder(
                        "registered-model/" + id + " -version-> model-version/" + id + "/1",
                        "run/" + run + " -registered-> model-version/" + id + "/1",
                        "run/" + parent + " -parent-> run/" + run,
                        "commit/c0ffee -code-> run/" + run,
                        "dataset/customers@d1 -input-> run/" + parent,
                        "dataset/s3://lake/calls@d2 -input-> run/" + run);
        assertThat(graph.at("/of/label").asString()).isEqualTo(model + " version 1");
        assertThat(graph.has("truncated")).isFalse();
        JsonNode code = edge(graph, "code");
        assertThat(code.at("/detail/repository").asString()).isEqualTo("git@x");
        assertThat(LAB.server()
                        .sql()
                        .queryForObject(
                                "select payload_type from log.domain_event_entry where event_identifier = ?"
                                        + " and global_index = ?",
                                String.class,
                                code.at("/since/event_id").asString(),
                                code.at("/since/index").asLong()))
                .isEqualTo("run.started");
        assertThat(edges(get("/dataset?id=s3://lake/calls@d2&direction=down")))
                .contains("run/" + run + " -registered-> model-version/" + id + "/1");
        assertThat(edges(get("/dataset/customers@d1?direction=down&depth=2"))).hasSize(2);
    }

    @Test
    void aCopyRestsOnTheVersionThatItWasCopiedFromAndOnWhatMadeIt() {
        String model = unique("churn");
        String copy = unique("production");
        String run = LAB.run();
        String logged = LAB.logged(run);
        LAB.model(model);
        LAB.model(copy);
        LAB.version(model, "models:/" + logged, "");
        LAB.version(copy, "models:/" + model + "/1", "");
        String id = LAB.idOf(model);
        String copyId = LAB.idOf(copy);

        assertThat(edges(get("/run/" + run + "?direction=down")))
                .containsExactlyInAnyOrder(
                        "run/" + run + " -source-> logged-model/" + logged,
                        "run/" + run + " -registered-> model-version/" + id + "/1",
                        "run/" + run + " -registered-> model-version/" + copyId + "/1",
                        "logged-model/" + logged + " -registered-> model-version/" + id + "/1",
                        "logged-model/" + logged + " -registered-> model-version/" + copyId + "/1",
                        "model-version/" + id + "/1 -copy-> model-version/" + copyId + "/1");
    }

    @Test
    void versionsWithTheSameFileShareIt() {
        String model = unique("churn");
        LAB.model(model);
        for (int i = 0; i < 2; i++) {
            String run = LAB.run();
            LAB.as("ann")
                    .ask(
                            "PUT",
                            "/api/2.0/mlflow-artifacts/artifacts/" + LAB.experiment() + "/" + run
                                    + "/artifacts/model/weights.bin",
                            BodyPublishers.ofString("base weights"));
            LAB.version(model, "runs:/" + run + "/model", run);
        }
        LAB.server().settle();
        String id = LAB.idOf(model);
        JsonNode file = edge(get("/model-version/" + id + "/1?direction=up"), "file");

        assertThat(file.at("/detail/path").asString()).isEqualTo("weights.bin");
        assertThat(edges(get("/" + file.get("source").asString() + "?direction=down")))
                .containsExactlyInAnyOrder(
                        file.get("source").asString() + " -file-> model-version/" + id + "/1",
                        file.get("source").asString() + " -file-> model-version/" + id + "/2");
    }

    /** What was answered at each moment is what is answered later of that moment. */
    @Test
    void asOfAnEventItAnswersWhatItAnsweredThen() {
        String model = unique("churn");
        String run = LAB.run("mlflow.source.git.commit", unique("c"));
        LAB.model(model);
        LAB.version(model, "runs:/" + run + "/model", run);
        LAB.version(model, "runs:/" + run + "/model", run);
        LAB.server().settle();
        String path = "/run/" + run;
        Map<String, TreeSet<String>> then = new LinkedHashMap<>();
        List<Runnable> life = List.of(
                () -> LAB.reads(run, "late", "d"),
                () -> LAB.ask(model, Map.of("kind", "stage", "version", "1", "stage", "Staging")),
                () -> LAB.promote(model, "1", "Production"),
                () -> LAB.promote(model, "2", "Production"),
                () -> LAB.as("ann")
                        .post(
                                MLFLOW + "/registered-models/alias",
                                Map.of("name", model, "alias", "blue", "version", "1")),
                () -> LAB.as("ann")
                        .post(
                                MLFLOW + "/registered-models/alias",
                                Map.of("name", model, "alias", "blue", "version", "2")),
                () -> LAB.tag(run, "mlflow.source.git.commit", "another"),
                () -> LAB.promote(model, "1", "Archived"),
                () -> LAB.as("ann")
                        .send("DELETE", MLFLOW + "/model-versions/delete", Map.of("name", model, "version", "1")),
                () -> LAB.as("ann")
                        .post(MLFLOW + "/runs/delete-tag", Map.of("run_id", run, "key", "mlflow.source.git.commit")));
        for (Runnable step : life) {
            step.run();
            LAB.server().settle();
            then.put(LAB.lastEvent(), edges(get(path)));
        }
        assertThat(then.values()).doesNotHaveDuplicates();

        then.forEach((event, edges) ->
                assertThat(edges(get(path + "?as_of=" + event))).as(event).isEqualTo(edges));

        assertThat(InProcessServer.rebuildOf(LAB.server().database()).compare(done -> {}))
                .isEmpty();
    }

    @Test
    void itSaysWhereItWasCutOff() {
        String first = LAB.run();
        String second = LAB.run("mlflow.parentRunId", first);
        String third = LAB.run("mlflow.parentRunId", second);
        LAB.run("mlflow.parentRunId", second);

        JsonNode shallow = get("/run/" + first + "?depth=1");
        assertThat(shallow.at("/truncated/by").asString()).isEqualTo("depth");
        assertThat(shallow.at("/truncated/says").asString()).isEqualTo("More lies further than 1 steps away.");
        assertThat(shallow.get("nodes")).hasSize(2);
        JsonNode small = get("/run/" + first + "?limit=3");
        assertThat(small.at("/truncated/by").asString()).isEqualTo("limit");
        assertThat(small.at("/truncated/complete_to_depth").asInt()).isEqualTo(1);
        assertThat(small.get("nodes")).hasSize(3);
        assertThat(get("/run/" + third + "?direction=up").has("truncated")).isFalse();
    }

    @Test
    void runsThatNameEachOtherAsTheirParentsAreNoTrap() {
        String one = LAB.run();
        String other = LAB.run("mlflow.parentRunId", one);
        LAB.tag(one, "mlflow.parentRunId", other);

        assertThat(edges(get("/run/" + one + "?depth=100")))
                .containsExactlyInAnyOrder(
                        "run/" + one + " -parent-> run/" + other, "run/" + other + " -parent-> run/" + one);
    }

    @Test
    void whatCannotBeRightIsRefusedPrecisely() {
        assertThat(refused("/run/0123", 404)).contains("Nothing is known of a run 0123.");
        assertThat(refused("/tree/0123", 400)).contains("use one of these: dataset, commit, run,");
        assertThat(refused("/model-version/x", 400)).contains("for example credit/3");
        assertThat(refused("/run/x?direction=left", 400)).contains("use one of these: up, down, both.");
        assertThat(refused("/run/x?depth=0", 400)).contains("use a number from 1 to 100.");
        assertThat(refused("/run/x?as_of=1999-01-01T00:00:00Z", 400)).contains("the first event was recorded at");
        assertThat(refused("/run/x?as_of=yesterday", 400)).contains("or the id of an event");
        assertThat(refused("/run", 400)).contains("'id'");
        assertThat(refused("/run?id=%00", 400)).contains("U+0000");
    }

    private static String refused(String path, int status) {
        var answer = LAB.as("ann").exchange("GET", API + "/lineage" + path, "");
        assertThat(answer.status()).as(path + ": " + answer.text()).isEqualTo(status);
        return answer.text();
    }

    private static JsonNode get(String path) {
        return LAB.as("ann").get(API + "/lineage" + path);
    }

    private static TreeSet<String> edges(JsonNode graph) {
        TreeSet<String> edges = new TreeSet<>();
        graph.get("edges")
                .forEach(edge -> edges.add(edge.get("source").asString() + " -"
                        + edge.get("relation").asString() + "-> "
                        + edge.get("target").asString()));
        return edges;
    }

    private static JsonNode edge(JsonNode graph, String relation) {
        for (JsonNode edge : graph.get("edges")) {
            if (edge.get("relation").asString().equals(relation)) {
                return edge;
            }
        }
        throw new AssertionError("no edge " + relation + " in " + graph);
    }
}
