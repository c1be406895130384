package io.countersign.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BuildFollowerTest {

    @ParameterizedTest
    @CsvSource({"PT0S, PT1S", "PT5S, PT1S", "PT2M, PT12S", "PT23H, PT1M"})
    void theLongerABuildTakesTheMoreSeldomItsServerIsAsked(Duration age, Duration pause) {
        assertThat(BuildFollower.pause(age)).isEqualTo(pause);
    }
}
