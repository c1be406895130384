package io.countersign.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.countersign.rejection.Refused;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunLimitsTest {

    @ParameterizedTest
    @CsvSource({"0, 0, 0", "1000, 0, 0", "0, 100, 100", "800, 100, 100"})
    void aBatchOfThisSizeIsTaken(int metrics, int params, int tags) {
        assertThatCode(() -> RunLimits.requireCounts(metrics, params, tags)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "1001, 0, 0, 1000 metrics. Got 1001 metrics. Please split up metrics across",
        "0, 101, 0, 100 params. Got 101 params. Please split up params across",
        "0, 0, 101, 100 tags. Got 101 tags. Please split up tags across",
        "'801', 100, 100, '1000 metrics, params, and tags. Got 1001 metrics, params, and tags. Please split up'"
    })
    void aLargerBatchIsRefusedWithWhatToDo(int metrics, int params, int tags, String said) {
        assertThat(Refused.invalid(() -> RunLimits.requireCounts(metrics, params, tags)))
                .hasMessageStartingWith("A batch logging request can contain at most ")
                .hasMessageContaining(said)
                .hasMessageEndingWith(" multiple requests and try again.");
    }

    @Test
    void aValueWithinTheLimitIsLeftAlone() {
        assertThat(RunLimits.truncated("abc", 3)).isEqualTo("abc");
        assertThat(RunLimits.truncated("", 3)).isEmpty();
    }

    @Test
    void aLongerValueIsCut() {
        assertThat(RunLimits.truncated("abcd", 3)).isEqualTo("abc");
    }

    @Test
    void aCutNeverLeavesHalfACharacter() {
        assertThat(RunLimits.truncated("ab🙂🙂", 3)).isEqualTo("ab🙂");
        assertThat(RunLimits.truncated("🙂🙂🙂", 3)).isEqualTo("🙂🙂🙂");
    }

    @Test
    void paramsWithDifferentKeysAreTaken() {
        assertThatCode(() -> RunLimits.requireDistinct(List.of(new Param("lr", "0.1"), new Param("LR", "0.1"))))
                .doesNotThrowAnyException();
    }

    @Test
    void aParamGivenTwiceInOneBatchIsRefused() {
        assertThat(Refused.invalid(
                        () -> RunLimits.requireDistinct(List.of(new Param("lr", "0.1"), new Param("lr", "0.1")))))
                .hasMessageStartingWith("Duplicate parameter keys have been submitted: ['lr'].");
    }
}
