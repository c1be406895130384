package io.countersign.lineage;

import static io.countersign.lineage.Laboratory.API;
import static io.countersign.lineage.Laboratory.MLFLOW;
import static io.countersign.lineage.Laboratory.unique;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.assembly.Caller;
import io.countersign.assembly.InProcessServer;
import java.net.URI;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Each run is told in the words of OpenLineage: to whoever may see it. */
class OpenLineageTest {

    private static final Set<String> TYPES = Set.of("START", "COMPLETE", "FAIL", "ABORT");

    @AutoClose
    private static final Laboratory LAB = new Laboratory(
            InProcessServer.onAnEmptyDatabase(List.of("--countersign.default-permission=NO_PERMISSIONS")));

    @Test
    void aRunStartsWithItsInputsAndEndsWithWhatItMade() {
        String parent = LAB.run();
        String run = LAB.run(
                "mlflow.parentRunId", parent,
                "mlflow.source.git.commit", "c0ffee",
                "mlflow.source.git.repoURL", "git@github.com:acme/churn.git");
        LAB.reads(run, "customers", "d1");
        String model = unique("churn");
        LAB.model(model);
        LAB.version(model, "runs:/" + run + "/model", run);
        LAB.as("ann").post(MLFLOW + "/runs/update", Map.of("run_id", run, "status", "FINISHED", "end_time", 2_000));

        List<JsonNode> events = told("rita", run);

        assertThat(events)
                .extracting(event -> event.get("eventType").asString())
                .containsExactly("START", "COMPLETE");
        JsonNode start = events.getFirst();
        assertThat(start.get("eventTime").asString()).isEqualTo("1970-01-01T00:00:01Z");
        assertThat(start.at("/job/name").asString()).isEqualTo("churn");
        assertThat(start.at("/job/facets/sourceCodeLocation/url").asString())
                .isEqualTo("ssh://git@github.com/acme/churn.git");
        assertThat(start.at("/job/facets/sourceCodeLocation/version").asString())
                .isEqualTo("c0ffee");
        assertThat(start.at("/run/facets/parent/run/runId").asString().replace("-", ""))
                .isEqualTo(parent);
        assertThat(start.at("/inputs/0/namespace").asString()).isEqualTo("s3");
        assertThat(start.at("/inputs/0/name").asString()).isEqualTo("customers");
        assertThat(start.at("/inputs/0/facets/version/datasetVersion").asString())
                .isEqualTo("d1");
        assertThat(start.at("/inputs/0/facets/dataSource/uri").asString()).isEqualTo("s3://lake/customers");
        assertThat(start.at("/inputs/0/inputFacets/countersign_use/context").asString())
                .isEqualTo("training");
        JsonNode end = events.getLast();
        assertThat(end.get("eventTime").asString()).isEqualTo("1970-01-01T00:00:02Z");
        assertThat(end.at("/outputs/0/name").asString()).isEqualTo("model/" + model);
        assertThat(end.at("/outputs/0/facets/version/datasetVersion").asString())
                .isEqualTo("1");
        assertThat(end.at("/outputs/0/facets/countersign_modelVersion/stage").asString())
                .isEqualTo("None");
    }

    @Test
    void aRunThatFailedEndsSoAndOneThatGoesOnHasNoEndYet() {
        String failed = LAB.run();
        LAB.as("ann").post(MLFLOW + "/runs/update", Map.of("run_id", failed, "status", "FAILED", "end_time", 2_000));
        String going = LAB.run();

        assertThat(told("rita", failed))
                .extracting(event -> event.get("eventType").asString())
                .containsExactly("START", "FAIL");
        assertThat(told("rita", going))
                .extracting(event -> event.get("eventType").asString())
                .containsExactly("START");
    }

    /** What the specification asks of each event and facet: members that must be there, and their formats. */
    @Test
    void everyEventIsWhatTheSpecificationAsksFor() {
        LAB.reads(LAB.run("mlflow.source.git.repoURL", "https://x/y z"), "odd name", "d");
        for (JsonNode event : told("rita", "")) {
            assertThat(TYPES).contains(event.get("eventType").asString());
            assertThat(OffsetDateTime.parse(event.get("eventTime").asString())).isNotNull();
            assertThat(URI.create(event.get("producer").asString())).matches(URI::isAbsolute);
            assertThat(event.get("schemaURL").asString())
                    .isEqualTo("https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent");
            assertThat(UUID.fromString(event.at("/run/runId").asString())).isNotNull();
            requireNamed(event.get("job"));
            requireFacets(event.at("/run/facets"));
            for (String side : List.of("inputs", "outputs")) {
                event.get(side).forEach(OpenLineageTest::requireNamed);
            }
            event.get("inputs").forEach(input -> requireFacets(input.path("inputFacets")));
        }
    }

    private static void requireNamed(JsonNode named) {
        assertThat(named.get("namespace").asString()).isNotEmpty();
        assertThat(named.get("name").asString()).isNotEmpty();
        requireFacets(named.path("facets"));
    }

    private static void requireFacets(JsonNode facets) {
        facets.forEach(facet -> {
            assertThat(URI.create(facet.get("_producer").asString())).matches(URI::isAbsolute);
            assertThat(URI.create(facet.get("_schemaURL").asString())).matches(URI::isAbsolute);
            for (String uri : List.of("url", "uri")) {
                if (facet.has(uri)) {
                    assertThat(URI.create(facet.get(uri).asString())).matches(URI::isAbsolute);
                }
            }
        });
    }

    @Test
    void whoMayNotSeeAnExperimentHearsNothingOfItsRuns() {
        LAB.hire("lena", "contributor");
        String run = LAB.run();

        assertThat(told("lena", run)).isEmpty();
        assertThat(told("ann", run)).hasSize(1);
    }

    /** @param run empty for all */
    private static List<JsonNode> told(String who, String run) {
        Caller.Answer answer = LAB.as(who).exchange("GET", API + "/lineage/openlineage", "");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/x-ndjson");
        List<JsonNode> events = new ArrayList<>();
        answer.text().lines().map(JsonMapper.shared()::readTree).forEach(event -> {
            if (run.isEmpty()
                    || event.at("/run/facets/countersign_run/runId").asString().equals(run)) {
                events.add(event);
            }
        });
        return events;
    }
}
