package io.countersign.search;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrderByTest {

    private static void compileRuns(String... orderBy) {
        RunSearch.compile(new RunSearchRequest(List.of("0"), null, ViewType.ACTIVE_ONLY, List.of(orderBy), 10, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "metrics.m",
                "metrics.m DESC",
                "metrics.\"key1\"  desc",
                "metrics.`Mean Square Error` ASC",
                " params.p aSc ",
                "tags.mlflow.user",
                "run_name",
                "\"run_name\"",
                "attribute.\"start_time\"",
                "created DESC",
                "run_id",
                "user_id",
                "end_time DESC",
            })
    void ofRunsIsUnderstood(String clause) {
        assertThatNoException().isThrownBy(() -> compileRuns(clause));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            emptyValue = "",
            value = {
                "m.acc | Invalid entity type 'm'",
                "acc | Invalid attribute key 'acc' specified.",
                "`metrics.A | Invalid order_by clause '`metrics.A'. Could not be parsed.",
                "`metrics.A` | Invalid entity type '`metrics'",
                "`Run name` | Invalid attribute key 'Run name' specified.",
                "attribute.experiment_id | Invalid attribute key",
                "metrics.A != 1 | Invalid order_by clause 'metrics.A != 1'. Could not be parsed.",
                "metrics.m desc foo | Invalid order_by clause",
                "metrics.m, params.p | Invalid order_by clause",
                "'run_name' | Invalid order_by clause",
                "attribute.run_id ACS | Invalid ordering key in order_by clause 'attribute.run_id ACS'.",
            })
    void ofRunsIsRefused(String clause, String message) {
        assertThatExceptionOfType(InvalidSearch.class)
                .isThrownBy(() -> compileRuns(clause))
                .withMessageStartingWith(message)
                .withMessageContaining(" at position ");
    }

    @Test
    void anEmptyClauseIsRefused() {
        assertThatExceptionOfType(InvalidSearch.class)
                .isThrownBy(() -> compileRuns(""))
                .withMessage("Invalid order_by clause ''. Could not be parsed. at position 0: the end");
    }

    @ParameterizedTest
    @CsvSource({"metrics.m, metric.m DESC", "start_time, created", "params.p, param.p", "tags.t, tag.t"})
    void aFieldIsNotGivenTwice(String one, String other) {
        assertThatExceptionOfType(InvalidSearch.class)
                .isThrownBy(() -> compileRuns(one, other))
                .withMessageStartingWith("`order_by` contains duplicate fields: ['%s', '%s']".formatted(one, other));
    }

    @Test
    void theSameKeyMayNameAMetricAParameterAndATag() {
        assertThatNoException().isThrownBy(() -> compileRuns("metrics.a", "params.a", "tags.a"));
    }

    @Test
    void onlyRunsAreOrderedByTags() {
        var request = new ExperimentSearchRequest(null, ViewType.ALL, List.of("tags.a"), 10, null);
        assertThatExceptionOfType(InvalidSearch.class)
                .isThrownBy(() -> ExperimentSearch.compile(request))
                .withMessageStartingWith("Invalid order_by entity: tag");
    }
}
