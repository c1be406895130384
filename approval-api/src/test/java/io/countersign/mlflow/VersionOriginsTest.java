package io.countersign.mlflow;

import static io.countersign.governance.Office.API;
import static io.countersign.governance.Office.MLFLOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.assembly.Caller;
import io.countersign.assembly.Caller.Answer;
import io.countersign.governance.Office;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Rolf, a reviewer, trained something and has Ada register it, so that he may approve it. For that the version must not say
 * that it is from his run.
 */
class VersionOriginsTest {

    @AutoClose
    private static final Office OFFICE = new Office();

    private static final Caller ADA = OFFICE.hire("ada", "contributor");
    private static final Caller ROLF = OFFICE.hire("rolf", "reviewer");
    private static final Caller RITA = OFFICE.hire("rita", "reviewer");

    static {
        OFFICE.inForce("""
                policy: not-the-trainer
                applies-to: {models: [m-*], changes: [{stage: {to: [Production]}}]}
                requires:
                  approvals: {group: reviewer, apart-from: [requester, run owner]}
                """);
    }

    private final String model = "m-" + UUID.randomUUID();
    private final String experiment = anExperiment(Map.of());
    private final String rolfsRun = aRun(ROLF, experiment);
    private final String adasRun = aRun(ADA, experiment);

    VersionOriginsTest() {
        ADA.post(MLFLOW + "/registered-models/create", Map.of("name", model));
        ROLF.ask(
                "PUT",
                "/api/2.0/mlflow-artifacts/artifacts/" + experiment + "/" + rolfsRun + "/artifacts/m/w.bin",
                BodyPublishers.ofString("weights"));
    }

    private static String anExperiment(Map<String, String> more) {
        Map<String, String> fields = new HashMap<>(more);
        fields.put("name", "e-" + UUID.randomUUID());
        return ADA.post(MLFLOW + "/experiments/create", fields)
                .get("experiment_id")
                .asString();
    }

    private static String aRun(Caller who, String experiment) {
        return who.post(MLFLOW + "/runs/create", Map.of("experiment_id", experiment))
                .at("/run/info/run_id")
                .asString();
    }

    /** @param sourceRun empty for none */
    private String aLoggedModel(Caller who, String sourceRun) {
        return who.post(MLFLOW + "/logged-models", Map.of("experiment_id", experiment, "source_run_id", sourceRun))
                .at("/model/info/model_id")
                .asString();
    }

    private String filesOf(String run) {
        return "mlflow-artifacts:/" + experiment + "/" + run + "/artifacts/m";
    }

    private String filesOfLogged(String logged) {
        return "mlflow-artifacts:/" + experiment + "/models/" + logged + "/artifacts";
    }

    private Answer registered(Map<String, String> origin) {
        Map<String, String> fields = new HashMap<>(origin);
        fields.put("name", model);
        return ADA.exchange(
                "POST", MLFLOW + "/model-versions/create", JsonMapper.shared().writeValueAsString(fields));
    }

    private JsonNode version(Map<String, String> origin) {
        Answer answer = registered(origin);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().get("model_version");
    }

    private void isRefused(String words, Map<String, String> origin) {
        Answer answer = registered(origin);
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.json().get("error_code").asString()).isEqualTo("INVALID_PARAMETER_VALUE");
        assertThat(answer.json().get("message").asString()).contains(words);
    }

    private void rolfDoesNotApproveItAndRitaDoes() {
        String request = Office.asked(ADA, model);
        Answer rolfs = ROLF.exchange("POST", API + "/requests/" + request + "/approve", "{}");
        assertThat(ADA.get(API + "/requests/" + request).at("/request/state").asString())
                .as(rolfs.text())
                .isEqualTo("open");
        assertThat(RITA.post(API + "/requests/" + request + "/approve", Map.of())
                        .at("/request/state")
                        .asString())
                .isEqualTo("approved");
    }

    @Nested
    class FilesInTheServersStore {

        @Test
        void tellWhoseRunTheyAreOfWhenNobodySaysSo() {
            assertThat(version(Map.of("source", filesOf(rolfsRun)))
                            .get("run_id")
                            .asString())
                    .isEqualTo(rolfsRun);
            rolfDoesNotApproveItAndRitaDoes();
        }

        @Test
        void tellWhichLoggedModelTheyAreOf() {
            String logged = aLoggedModel(ROLF, rolfsRun);
            JsonNode version = version(Map.of("source", filesOfLogged(logged)));
            assertThat(version.get("model_id").asString()).isEqualTo(logged);
            assertThat(version.get("run_id").asString()).isEqualTo(rolfsRun);
            rolfDoesNotApproveItAndRitaDoes();
        }

        @Test
        void areNotAnothersForBeingReachedThroughAnExperimentThatPointsThere() {
            String trap = anExperiment(
                    Map.of("artifact_location", "mlflow-artifacts:/" + experiment + "/" + rolfsRun + "/artifacts"));
            String inside = aRun(ADA, trap);
            String source =
                    "mlflow-artifacts:/" + experiment + "/" + rolfsRun + "/artifacts/" + inside + "/artifacts/m";
            isRefused(
                    "The run_id request parameter must identify the resource that contains the source",
                    Map.of("source", source, "run_id", inside));
        }

        @Test
        void ofNobodyAreNone() {
            String nobody = UUID.randomUUID().toString().replace("-", "");
            Answer answer = registered(Map.of("source", filesOf(nobody)));
            assertThat(answer.status()).as(answer.text()).isEqualTo(404);
        }
    }

    @Nested
    class LoggedModels {

        private final String rolfs = aLoggedModel(ROLF, rolfsRun);

        @Test
        void areOfTheRunThatMadeThemAndOfNoOther() {
            String words = "must identify the run that made the logged model " + rolfs;
            isRefused(words, Map.of("source", "models:/" + rolfs, "model_id", rolfs, "run_id", adasRun));
            isRefused(words, Map.of("source", filesOfLogged(rolfs), "model_id", rolfs, "run_id", adasRun));
            isRefused(words, Map.of("source", "runs:/" + adasRun + "/m", "model_id", rolfs));
            isRefused(words, Map.of("source", "s3://bucket/m", "model_id", rolfs, "run_id", adasRun));
            for (String source : new String[] {"models:/" + rolfs, "runs:/" + rolfsRun + "/m", "s3://bucket/m"}) {
                assertThat(version(Map.of("source", source, "model_id", rolfs, "run_id", rolfsRun))
                                .get("run_id")
                                .asString())
                        .isEqualTo(rolfsRun);
            }
        }

        @Test
        void ofNoRunAreOfNone() {
            String logged = aLoggedModel(ROLF, "");
            isRefused(
                    "must identify the run that made the logged model",
                    Map.of("source", "models:/" + logged, "run_id", adasRun));
            assertThat(version(Map.of("source", "models:/" + logged)).has("run_id"))
                    .isFalse();
            rolfDoesNotApproveItAndRitaDoes();
        }

        @Test
        void areTheirMakersWhoeversRunTheySayTheyAreFrom() {
            String logged = aLoggedModel(ROLF, adasRun);
            assertThat(version(Map.of("source", "models:/" + logged))
                            .get("run_id")
                            .asString())
                    .isEqualTo(adasRun);
            rolfDoesNotApproveItAndRitaDoes();
        }
    }
}
