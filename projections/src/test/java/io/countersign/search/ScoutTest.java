package io.countersign.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class ScoutTest {

    private static final JdbcClient TABLES = QueryTables.named("scout");

    @BeforeAll
    static void threeRuns() {
        IntStream.range(0, 3).forEach(run -> {
            TABLES.sql("insert into run_params values (?, 'lr', '0.1', 0)")
                    .param("run-" + run)
                    .update();
            TABLES.sql("insert into latest_metrics values (?, 'loss', ?, 0, 0, null)")
                    .params(List.of("run-" + run, (double) run))
                    .update();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"params.lr = '0.1'", "metrics.loss < 7", "metrics.loss >= 0"})
    void findsWhatMatches(String filter) {
        assertThat(scout(filter).count(3, TABLES)).isEqualTo(3);
        assertThat(scout(filter).find(TABLES)).containsExactlyInAnyOrder("run-0", "run-1", "run-2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"params.lr = '0.1'", "metrics.loss < 7", "metrics.loss >= 0"})
    void countsNoFurtherThanItIsAskedTo(String filter) {
        assertThat(scout(filter).count(1, TABLES)).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"params.lr = 'other'", "metrics.loss > 7", "metrics.never = 0"})
    void mayFindNothing(String filter) {
        assertThat(scout(filter).count(2, TABLES)).isZero();
        assertThat(scout(filter).find(TABLES)).isEmpty();
    }

    private static Scout scout(String filter) {
        var request = new RunSearchRequest(List.of("0"), filter, ViewType.ALL, List.of(), 10, null);
        return RunSearch.compile(request).scouting().scouts().getFirst();
    }
}
