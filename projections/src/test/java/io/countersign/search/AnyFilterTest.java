package io.countersign.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
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
            filter ->
                    ModelVersionSearch.compile(new RegistrySearchRequest(filter, List.of("version_number"), 5, null)));

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
        try {
            var request = new RunSearchRequest(List.of("0"), null, ViewType.ALL, List.of(clause), 5, null);
            Searches.search(TABLES, RunSearch.compile(request));
        } catch (InvalidSearch invalid) {
            assertThat(invalid.position()).isPresent();
        }
    }

    private static void runsOrIsInvalid(Function<String, CompiledSearch<?>> search, String filter) {
        try {
            Searches.search(TABLES, search.apply(filter));
        } catch (InvalidSearch invalid) {
            assertThat(invalid.position()).isPresent();
            assertThat(invalid).hasMessageContaining(" at position ");
        }
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
