package io.countersign.importer;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.fuzz.Mutations;
import io.countersign.fuzz.Reading;
import io.countersign.startup.StartupError;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whatever a server tells of a metric that an import reads. */
class AnyPointTest {

    private static final String POINT =
            "{\"value\":0.5,\"timestamp\":\"1700000000000\",\"step\":7,\"model_id\":\"m-1\",\"dataset_name\":\"d\"}";

    @Example
    void numbersMayBeTexts() {
        assertThat(Points.read("m", JsonMapper.shared().readTree(POINT)).timestamp())
                .isEqualTo(1_700_000_000_000L);
    }

    @Property(tries = 2_000)
    void aPointIsReadOrTheImportSaysWhyNot(@ForAll("points") String json) {
        JsonNode point;
        try {
            point = JsonMapper.shared().readTree(json);
        } catch (JacksonException e) {
            return; // said before it gets there
        }
        Reading.orRefusal(() -> Points.read("m", point), StartupError.class).ifPresent(read -> {
            assertThat(Double.isInfinite(read.value())).isFalse();
            assertThat(Points.of(List.of(read, read)).points()).containsExactly(read);
        });
    }

    @Provide
    Arbitrary<String> points() {
        return Mutations.of(
                POINT, POINT.replace("0.5", "\"NaN\""), POINT.replace("7", "\"-1\""), POINT.replace("7", "1e3"));
    }
}
