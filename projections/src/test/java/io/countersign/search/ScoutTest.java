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
            TABLES.sql("insert into run_params values (?, 'lr', '0.1')")
                    .param("run-" + run)
                    .update();
            TABLES.sql("insert into latest_metrics values (?, 'loss', ?, 0, 0, null)")
                    .params(List.of("run-" + run, (double) run))
                    .update();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"params.lr = '0.1'", "metrics.loss < 7", "metrics.loss >= 0"})
    void findsWhatMatchesIfItIsFew(String filter) {
        assertThat(scout(filter).upTo(3, TABLES))
                .hasValueSatisfying(runs -> assertThat(runs).containsExactlyInAnyOrder("run-0", "run-1", "run-2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"params.lr = '0.1'", "metrics.loss < 7", "metrics.loss >= 0"})
    void findsNothingOutIfItIsMany(String filter) {
        assertThat(scout(filter).upTo(2, TABLES)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"params.lr = 'other'", "metrics.loss > 7", "metrics.never = 0"})
    void noMatchIsAlsoFew(String filter) {
        assertThat(scout(filter).upTo(2, TABLES))
                .hasValueSatisfying(runs -> assertThat(runs).isEmpty());
    }

    private static Scout scout(String filter) {
        var request = new RunSearchRequest(List.of("0"), filter, ViewType.ALL, List.of(), 10, null);
        return RunSearch.compile(request).scouting().scouts().getFirst();
    }
}
