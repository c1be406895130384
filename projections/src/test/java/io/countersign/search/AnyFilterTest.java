package io.countersign.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.fuzz.Mutations;
import io.countersign.fuzz.Reading;
import io.countersign.search.LoggedModelSearchRequest.OrderBy;
import java.util.List;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whatever a client sends, it is either a search that runs or an {@link InvalidSearch}. */
class AnyFilterTest {

    private static final JdbcClient TABLES = QueryTables.named("any_filter");

    private static final List<Function<String, CompiledSearch<?>>> SEARCHES = List.of(
            filter -> RunSearch.compile(
                    new RunSearchRequest(List.of("0"), filter, ViewType.ALL, List.of("metrics.m"), 5, null)),
            filter -> ExperimentSearch.compile(
                    new ExperimentSearchRequest(filter, ViewType.ALL, List.of("name"), 5, null)),
            filter -> RegisteredModelSearch.compile(new RegistrySearchRequest(filter, List.of("timestamp"), 5, null)),
            filter -> ModelVersionSearch.compile(new RegistrySearchRequest(filter, List.of("version_number"), 5, null)),
            filter -> LoggedModelSearch.compile(new LoggedModelSearchRequest(
                    List.of("0"), filter, List.of(), List.of(new OrderBy("metrics.m", true, null, null)), 5, null)));

    private static final List<Function<String, CompiledSearch<?>>> SEARCHES_IN_ORDER = List.of(
            clause ->
                    RunSearch.compile(new RunSearchRequest(List.of("0"), null, ViewType.ALL, List.of(clause), 5, null)),
            clause -> ModelVersionSearch.compile(new RegistrySearchRequest(null, List.of(clause), 5, null)));

    @Property
    void ofAnyCharacters(@ForAll String junk) {
        SEARCHES.forEach(search -> runsOrIsInvalid(search, junk));
    }

    @Property(tries = 2_000)
    void ofTheLanguagesOwnWords(@ForAll("sentences") String filter) {
        SEARCHES.forEach(search -> runsOrIsInvalid(search, filter));
    }

    @Property(tries = 2_000)
    void asAnOrderBy(@ForAll("sentences") String clause) {
        SEARCHES_IN_ORDER.forEach(search -> runsOrIsInvalid(search, clause));
    }

    @Property(tries = 400)
    void ofADamagedFilter(@ForAll("damaged") String filter) {
        SEARCHES.forEach(search -> runsOrIsInvalid(search, filter));
    }

    @Property(tries = 400)
    void asADamagedOrderBy(@ForAll("damaged") String clause) {
        SEARCHES_IN_ORDER.forEach(search -> runsOrIsInvalid(search, clause));
    }

    /** Whoever may search must not be able to keep the server busy with one filter. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a=1 AND ",
                "run_id IN ('a') AND ",
                "metrics.m > 1 AND params.`p` = 'x' AND ",
                "(",
                "AND ",
                "'",
                "`",
                ".",
                "a.",
                "x",
                "1",
                "=",
                "('a',"
            })
    void ofALengthThatNobodyWrites(String piece) {
        for (int length : List.of(Syntax.MOST_CHARACTERS, 20 * Syntax.MOST_CHARACTERS)) {
            String text = piece.repeat(length / piece.length());
            SEARCHES.forEach(search -> runsOrIsInvalid(search, text));
            SEARCHES_IN_ORDER.forEach(search -> runsOrIsInvalid(search, text));
        }
    }

    private static void runsOrIsInvalid(Function<String, CompiledSearch<?>> search, String text) {
        Reading.orRefusal(() -> Searches.search(TABLES, inItsPlace(search, text)), InvalidSearch.class);
    }

    private static CompiledSearch<?> inItsPlace(Function<String, CompiledSearch<?>> search, String text) {
        try {
            return search.apply(text);
        } catch (InvalidSearch invalid) {
            assertThat(invalid.position()).isPresent();
            assertThat(invalid).hasMessageContaining(" at position ");
            throw invalid;
        }
    }

    @Provide
    Arbitrary<String> damaged() {
        return Mutations.of(
                "metrics.m > 1 AND params.`p` = 'x' and tags.\"t\" LIKE '%y%'",
                "run_id IN ('a', 'b') AND start_time >= 1700000000000",
                "name ILIKE 'credit%' AND tags.`mlflow.prompt.is_prompt` != 'true'",
                "attributes.status = 'FINISHED' AND params.x IS NOT NULL",
                "version_number > 3",
                "metrics.`a b` DESC",
                "creation_timestamp ASC");
    }

    @Provide
    Arbitrary<String> sentences() {
        return Arbitraries.of(
                        "metrics.m",
                        "params.`p`",
                        "tags.\"t\"",
                        "run_id",
                        "name",
                        "start_time",
                        "version_number",
                        "tags.`mlflow.prompt.is_prompt`",
                        "=",
                        "!=",
                        "<",
                        ">=",
                        "<>",
                        "LIKE",
                        "ilike",
                        "NOT",
                        "IN",
                        "IS",
                        "NULL",
                        "AND",
                        "and",
                        "OR",
                        "1",
                        "-2.5e3",
                        "9e999",
                        "1e-999",
                        "'x'",
                        "\"y\"",
                        "'true'",
                        "'%\\'",
                        "'a\\\\'",
                        "('x', 'y')",
                        "()",
                        "(1)",
                        "(",
                        ")",
                        ",",
                        ".",
                        "'",
                        "\"",
                        "`",
                        ";",
                        "--",
                        "desc",
                        "ASC",
                        "\\",
                        "\0",
                        "\uD83D",
                        "🚀",
                        "''",
                        "metrics",
                        "é")
                .list()
                .ofMaxSize(9)
                .map(words -> String.join(" ", words));
    }
}
