package io.countersign.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.fuzz.Mutations;
import io.countersign.fuzz.Reading;
import io.countersign.rejection.Rejection;
import io.countersign.wire.StorableText;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whatever clients before MLflow 3 send as the description of a model, which is what their file MLmodel says. */
class AnyModelEntryTest {

    private static final String MODEL = """
            {"artifact_path": "model", "run_id": "0123456789abcdef0123456789abcdef", "model_uuid": "ab",
             "utc_time_created": "2026-11-23 12:00:00.000000", "signature": {"inputs": "[{\\"name\\": \\"x\\"}]"},
             "flavors": {"python_function": {"loader_module": "mlflow.sklearn", "env": {"conda": "conda.yaml"}},
                         "sklearn": {"pickled_model": "model.pkl", "config": {"secret": "S3CRET"}}}}""";

    @Example
    void theFlavorsOwnSettingsAreLeftOut() {
        assertThat(ModelEntries.entry(MODEL)).contains("pickled_model").doesNotContain("S3CRET");
    }

    @Property(tries = 3_000)
    void isAnEntryThatCanBeStoredOrRefused(@ForAll("models") String json) {
        Reading.orRefusal(() -> ModelEntries.entry(json), Rejection.class).ifPresent(entry -> {
            assertThat(StorableText.problem(entry)).isEmpty();
            JsonNode read = JsonMapper.shared().readTree(entry);
            assertThat(read.path("flavors").isObject()).isTrue();
            assertThat(read.propertyNames())
                    .isSubsetOf("run_id", "utc_time_created", "artifact_path", "model_uuid", "flavors");
            read.path("flavors")
                    .forEach(flavor -> assertThat(flavor.has("config")).isFalse());
        });
    }

    /** By an escape within a text: half of a pair of surrogates would become a question mark in the views. */
    @ParameterizedTest
    @ValueSource(strings = {"\\ud83d", "\\ude80", "\\ude80\\ud83d"})
    void aTextThatCannotBeStoredIsRefused(String escape) {
        assertThat(Reading.orRefusal(() -> ModelEntries.entry(MODEL.replace("model.pkl", escape)), Rejection.class))
                .isEmpty();
    }

    @Provide
    Arbitrary<String> models() {
        return Mutations.of(MODEL, "{\"artifact_path\":1,\"flavors\":{},\"run_id\":null,\"utc_time_created\":[]}");
    }
}
