package io.countersign.trail;

import static io.countersign.governance.Office.API;
import static io.countersign.governance.Office.MLFLOW;
import static io.countersign.governance.Office.aModel;
import static io.countersign.governance.Office.get;
import static io.countersign.governance.Office.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.assembly.Caller;
import io.countersign.governance.Office;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** One call tells what became of a model. */
class LifeRoutesTest {

    @AutoClose
    private static final Office OFFICE = new Office();

    private static final Caller ANN = OFFICE.hire("ann", "contributor");
    private static final Caller RITA = OFFICE.hire("rita", "release-manager");
    private static final Caller VERA = OFFICE.hire("vera", "viewer");

    private static Map<String, Object> move(
            String model, String version, String stage, String comment, boolean archive) {
        return Map.of(
                "name",
                model,
                "version",
                version,
                "stage",
                stage,
                "comment",
                comment,
                "archive_existing_versions",
                archive);
    }

    private static List<String> told(JsonNode life, String list, Function<JsonNode, String> words) {
        return life.path(list).valueStream().map(words).toList();
    }

    private static String held(JsonNode held) {
        return held.get("place").asString() + " " + held.path("version").asString("-")
                + (held.get("still").asBoolean() ? " still" : "") + " by "
                + held.get("by").asString();
    }

    @Test
    void whoHeldWhichStageForHowLongAndOnWhoseWord() {
        String model = aModel(ANN);
        ANN.post(MLFLOW + "/model-versions/create", Map.of("name", model, "source", "s3://b/2"));
        ANN.post(MLFLOW + "/registered-models/alias", Map.of("name", model, "alias", "best", "version", "1"));
        for (String version : List.of("1", "2")) {
            ANN.post(MLFLOW + "/transition-requests/create", move(model, version, "Production", "v" + version, false));
            RITA.post(
                    MLFLOW + "/transition-requests/approve",
                    move(model, version, "Production", "fine " + version, true));
        }
        ANN.post(MLFLOW + "/comments/create", Map.of("name", model, "version", "2", "comment", "Well done"));
        ANN.post(
                API + "/models/" + model + "/versions/2/checks",
                Map.of("check", "bias", "external_id", "7", "state", "passed"));

        JsonNode life = get(VERA, "/models/" + model + "/life");

        assertThat(told(life, "stages", LifeRoutesTest::held))
                .containsExactly("Production 1 by rita", "Archived 1 still by rita", "Production 2 still by rita");
        assertThat(told(life, "names", LifeRoutesTest::held)).containsExactly(model + " - still by ann");
        assertThat(told(life, "aliases", LifeRoutesTest::held)).containsExactly("best 1 still by ann");
        JsonNode first = life.at("/stages/0");
        assertThat(first.get("held_millis").asLong())
                .isEqualTo(Duration.between(
                                Instant.parse(first.get("since").asString()),
                                Instant.parse(first.get("until").asString()))
                        .toMillis());
        assertThat(told(life, "versions", version -> version.get("version").asString()))
                .containsExactly("1", "2");
        assertThat(told(
                        life,
                        "requests",
                        request -> request.get("comment").asString() + " "
                                + request.get("state").asString() + " "
                                + request.get("answer").asString()))
                .contains("v1 approved fine 1", "v2 approved fine 2");
        assertThat(told(
                        life,
                        "said",
                        say -> say.get("what").asString() + " " + say.get("by").asString()))
                .contains("approval-given rita");
        assertThat(life.at("/comments/0/text").asString()).isEqualTo("Well done");
        assertThat(life.at("/checks/0/state").asString()).isEqualTo("passed");
        assertThat(life.get("truncated").asBoolean()).isFalse();
    }

    @Test
    void aModelThatThereIsNotHasNone() {
        refused(404, VERA, "GET", "/models/nothing/life", Map.of());
    }
}
