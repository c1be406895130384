package io.countersign.search;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageSizeTest {

    private static CompiledSearch<String> runs(int maxResults) {
        return RunSearch.compile(new RunSearchRequest(List.of("0"), null, ViewType.ALL, List.of(), maxResults, null));
    }

    private static RegistrySearchRequest registry(int maxResults) {
        return new RegistrySearchRequest(null, List.of(), maxResults, null);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 50_000})
    void runsComeUpToFiftyThousandAtATime(int maxResults) {
        assertThatNoException().isThrownBy(() -> runs(maxResults));
    }

    @ParameterizedTest
    @CsvSource({
        "50001, It must be at most 50000",
        "0, It must be a positive integer",
        "-1, It must be a positive integer"
    })
    void otherSizesOfRunPagesAreRefused(int maxResults, String reason) {
        assertThatExceptionOfType(InvalidSearch.class)
                .isThrownBy(() -> runs(maxResults))
                .withMessage("Invalid value %d for parameter 'max_results' supplied. %s", maxResults, reason);
    }

    @ParameterizedTest
    @CsvSource({
        "1001, 'Invalid value for request parameter max_results. It must be at most 1000, but got value 1001'",
        "0, 'Invalid value for max_results. It must be a positive integer, but got 0'"
    })
    void otherSizesOfModelPagesAreRefused(int maxResults, String message) {
        assertThatExceptionOfType(InvalidSearch.class)
                .isThrownBy(() -> RegisteredModelSearch.compile(registry(maxResults)))
                .withMessage(message);
    }

    @ParameterizedTest
    @ValueSource(ints = 200_001)
    void versionsComeUpToTwoHundredThousandAtATime(int maxResults) {
        assertThatExceptionOfType(InvalidSearch.class)
                .isThrownBy(() -> ModelVersionSearch.compile(registry(maxResults)))
                .withMessage("Invalid value for request parameter max_results. It must be at most 200000,"
                        + " but got value 200001");
    }
}
