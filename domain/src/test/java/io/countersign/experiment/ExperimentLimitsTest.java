package io.countersign.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.countersign.rejection.Reason;
import io.countersign.rejection.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExperimentLimitsTest {

    @ParameterizedTest
    @ValueSource(strings = {"churn", "/Users/ann/churn", "a:b", "Größe 🙂", "0"})
    void mayBeAName(String name) {
        assertThatCode(() -> ExperimentLimits.requireName(name)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\n"})
    void aNameMustSaySomething(String name) {
        assertThat(Refused.because(Reason.PARAMETER_MISSING, () -> ExperimentLimits.requireName(name)))
                .hasMessageStartingWith("Missing value for required parameter 'name'.");
    }

    @Test
    void aNameMayHaveFiveHundredCharacters() {
        assertThatCode(() -> ExperimentLimits.requireName("n".repeat(500))).doesNotThrowAnyException();
        assertThat(Refused.invalid(() -> ExperimentLimits.requireName("n".repeat(501))))
                .hasMessage("'name' exceeds the maximum length of 500 characters");
    }

    @Test
    void aLocationMayHaveTwoThousandAndFortyEightCharacters() {
        assertThatCode(() -> ExperimentLimits.requireLocation("l".repeat(2048))).doesNotThrowAnyException();
        assertThat(Refused.invalid(() -> ExperimentLimits.requireLocation("l".repeat(2049))))
                .hasMessage("'artifact_location' exceeds the maximum length of 2048 characters");
    }
}
