package io.countersign.lineage;

import static io.countersign.lineage.Laboratory.API;
import static io.countersign.lineage.Laboratory.unique;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.assembly.Caller;
import io.countersign.assembly.InProcessServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who may not see a model or an experiment sees nothing of what rests on it, nor what it rests on. */
class HiddenLineageTest {

    @AutoClose
    private static final Laboratory LAB = new Laboratory(
            InProcessServer.onAnEmptyDatabase(List.of("--countersign.default-permission=NO_PERMISSIONS")));

    private static final String MODEL = unique("secret");
    private static String run = "";
    private static String logged = "";
    private static String request = "";

    @BeforeAll
    static void aModelOfAnn() {
        LAB.hire("lena", "contributor");
        run = LAB.run("mlflow.source.git.commit", "c0ffee");
        logged = LAB.logged(run);
        LAB.reads(run, "customers", "d1");
        LAB.model(MODEL);
        LAB.version(MODEL, "runs:/" + run + "/model", run);
        request = LAB.ask(MODEL, Map.of("kind", "stage", "version", "1", "stage", "Staging"));
        LAB.server().settle();
    }

    @Test
    void whatIsHiddenIsAnsweredAsWhatNeverWas() {
        String id = LAB.idOf(MODEL);
        for (String thing : List.of(
                "run/" + run,
                "logged-model/" + logged,
                "dataset/customers@d1",
                "commit/c0ffee",
                "registered-model/" + id,
                "registered-model/" + MODEL,
                "model-version/" + id + "/1",
                "model-version/" + MODEL + "/1",
                "stage/" + id + "/Staging",
                "request/" + request)) {
            Caller.Answer hidden = ask("lena", thing);
            assertThat(hidden.status()).as(thing).isEqualTo(404);
            assertThat(hidden.json().get("detail").asString())
                    .isEqualTo("Nothing is known of a " + thing.replaceFirst("/", " ") + ".");
            assertThat(ask("rita", thing).status()).as(thing).isEqualTo(thing.startsWith("stage") ? 404 : 200);
        }
    }

    @Test
    void ofWhatBothUseEachSeesTheirOwnUse() {
        Caller lena = LAB.as("lena");
        String experiment = lena.post(Laboratory.MLFLOW + "/experiments/create", Map.of("name", unique("lenas")))
                .get("experiment_id")
                .asString();
        String own = lena.post(
                        Laboratory.MLFLOW + "/runs/create",
                        Map.of(
                                "experiment_id",
                                experiment,
                                "tags",
                                List.of(
                                        Map.of("key", "mlflow.source.git.commit", "value", "c0ffee"),
                                        Map.of("key", "mlflow.parentRunId", "value", run))))
                .at("/run/info/run_id")
                .asString();

        assertThat(ask("lena", "commit/c0ffee").text()).contains(own).doesNotContain(run, MODEL, "customers");
        assertThat(ask("lena", "run/" + own).text()).contains("c0ffee").doesNotContain(run, MODEL, "customers");
        assertThat(ask("rita", "run/" + own).text()).contains("c0ffee", run, "customers");
    }

    private static Caller.Answer ask(String who, String thing) {
        return LAB.as(who).exchange("GET", API + "/lineage/" + thing, "");
    }
}
