package io.countersign.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterTest {

    private static void compileRuns(String filter) {
        RunSearch.compile(new RunSearchRequest(List.of("0"), filter, ViewType.ACTIVE_ONLY, List.of(), 10, null));
    }

    private static void compileExperiments(String filter) {
        ExperimentSearch.compile(new ExperimentSearchRequest(filter, ViewType.ACTIVE_ONLY, List.of(), 10, null));
    }

    private static void compileModels(String filter) {
        RegisteredModelSearch.compile(new RegistrySearchRequest(filter, List.of(), 10, null));
    }

    private static void compileVersions(String filter) {
        ModelVersionSearch.compile(new RegistrySearchRequest(filter, List.of(), 10, null));
    }

    @Nested
    class OfRuns {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "   ",
                    "metrics.rmse < 1",
                    "metric.acc>=100",
                    "metrics.a.b > 1",
                    "metrics.layers.0.loss > 1",
                    "metrics.`spacey name` > 5",
                    "metrics.\"X//Y#$$@&Z\" = 3",
                    "metrics.\"accuracy.2.0\" > 5",
                    "metrics.'single' > 5",
                    "metrics.ünïcode > 5",
                    "`metrics`.m > 1",
                    "metrics.m != -1",
                    "metrics.m <= -.5",
                    "metrics.m = 1.",
                    "metrics.m > 1e-1",
                    "metrics.m > 1E+10",
                    "metrics.m > 9e999",
                    "params.m!='tf'",
                    "param.p = \"L'Hosp\"",
                    "parameters.p LIKE 'a\\_%'",
                    "parameter.p ilike 'A%'",
                    "params.in = 'x'",
                    "params.`p`.in = 'x'",
                    "params.p IS NULL",
                    "params.p is not null",
                    "tags.mlflow.parentRunId = 'x'",
                    "tags.`mlflow.parentRunId` != 'x'",
                    "tag.t = ''",
                    "attribute.status = 'RUNNING'",
                    "attributes.status = 'RUNNING'",
                    "attr.status = 'RUNNING'",
                    "run.status = 'RUNNING'",
                    "status = 'RUNNING'",
                    "run_name = 'a'",
                    "`Run name` = 'a'",
                    "attributes.`run name` = 'a'",
                    "attributes.\"Run Name\" = 'a'",
                    "user_id != 'u'",
                    "artifact_uri LIKE 's3://%'",
                    "run_id IN ('a')",
                    "run_id IN ('a', \"b\", 'c')",
                    "attributes.run_id NOT IN ('a')",
                    "run_id not in ('a',)",
                    "datasets.name = 'customers'",
                    "dataset.name LIKE 'c%'",
                    "datasets.`digest` != 'a1'",
                    "datasets.context ILIKE 'TRAIN%' AND dataset.context NOT IN ('test', \"holdout\")",
                    "git_commit = 'a1b2'",
                    "attributes.source_type IN ('PROJECT', 'JOB')",
                    "attributes.source_name LIKE '%train.py' AND entry_point != 'main' AND git_branch = 'main'",
                    "git_repo_url ILIKE '%github%' AND project_backend = 'local' AND project_env NOT IN ('conda')",
                    "start_time > 1.5",
                    "created > 1",
                    "Created > 1",
                    "attributes.end_time <= 1700000000000",
                    "end_time < 99999999999999999999",
                    "metrics.rmse < 1 and params.model_class = 'LR'",
                    "metrics.a>1AND params.b='x'And tags.c='y'",
                    "AND metrics.m > 0 AND AND params.p = 'x' AND",
                    "params.p='x'and params.p='y'",
                })
        void areUnderstood(String filter) {
            assertThatNoException().isThrownBy(() -> compileRuns(filter));
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '\0',
                value = {
                    "metric.acc >= 0.94; metrics.rmse < 1 | 18 | Search filter contained multiple expression",
                    "metric.acc >= 0.94; | 18 | Invalid clause(s) in filter string: ';'",
                    "m.acc >= 0.94 | 0 | Invalid entity type 'm'. Valid values are ['metric', 'parameter', 'tag', 'attribute', 'dataset']",
                    "METRICS.acc >= 0.94 | 0 | Invalid entity type 'METRICS'",
                    "`metrics.m` > 1 | 0 | Invalid entity type '`metrics'",
                    "acc >= 0.94 | 0 | Invalid attribute key 'acc' specified. Valid keys are '{'Created', 'Run Name', ",
                    "metrics.a > 1 AND attribute.start != 1 | 18 | Invalid attribute key 'start' specified.",
                    "attribute.experiment_id != 1 | 0 | Invalid attribute key",
                    "attribute.lifecycle_stage = 'ACTIVE' | 0 | Invalid attribute key",
                    "name = 'x' | 0 | Invalid attribute key 'name' specified.",
                    "metrics.A > 0.1 OR params.B = 'LR' | 16 | Invalid clause(s) in filter string: 'OR'",
                    "metrics.A > 0.1 metrics.B > 0.1 | 16 | Invalid clause(s) in filter string: 'metrics.B'",
                    "metrics.A > 0.1 AND (params.B = 'LR') | 30 | Invalid clause(s) in filter string: '='",
                    "`metrics.A > 0.1 | 0 | Invalid clause(s) in filter string: '`'",
                    "params.acc = 'LR | 13 | Invalid clause(s) in filter string: '''",
                    "params.acc LR != | 11 | Invalid clause(s) in filter string: 'LR'",
                    "metric.acc != | 13 | Invalid clause(s) in filter string: 'metric.acc !='",
                    "tags.acc = = 'LR' | 11 | Invalid clause(s) in filter string: '='",
                    "attribute.status IS 'RUNNING' | 20 | Invalid clause(s) in filter string: ''RUNNING''",
                    "run_id IN 'x' | 10 | Invalid clause(s) in filter string: ''x''",
                    "metrics.m BETWEEN 1 AND 2 | 10 | Invalid clause(s) in filter string: 'BETWEEN'",
                    "metrics.m > 0x1 | 13 | Invalid clause(s) in filter string: 'x1'",
                    "metrics.a-b > 1 | 9 | Invalid clause(s) in filter string: '-'",
                    "/* x */ metrics.m > 1 | 0 | Invalid clause(s) in filter string: '/'",
                    "1=1 | 0 | Invalid comparison clause. Expected 'Identifier' found '1'",
                    "1.0 > metrics.acc | 0 | Invalid comparison clause. Expected 'Identifier' found '1.0'",
                    "'metrics' = 1 | 0 | Invalid comparison clause. Expected 'Identifier' found ''metrics''",
                    "metric.model = 'LR' | 15 | Expected numeric value type for metric. Found 'LR'",
                    "metrics.m > nan | 12 | Expected numeric value type for metric. Found nan",
                    "metrics.m IN (1) | 13 | Expected numeric value type for metric. Found (1)",
                    "metrics.acc != metrics.acc | 15 | Expected numeric value type for metric. Found metrics.acc",
                    "start_time > '1' | 13 | Expected numeric value type for numeric attribute: start_time. Found '1'",
                    "params.acc = 5 | 13 | Expected a quoted string value for parameter (e.g. 'my-value'). Got value 5",
                    "tags.acc = 5 | 11 | Expected a quoted string value for tag (e.g. 'my-value'). Got value 5",
                    "tags.acc = null | 11 | Parameter value is either not quoted",
                    "attribute.status = 1 | 19 | Expected a quoted string value for attributes. Got value 1",
                    "params.acc = LR | 13 | Parameter value is either not quoted or unidentified quote types used for string value LR.",
                    "params.acc = `LR` | 13 | Parameter value is either not quoted or unidentified quote types",
                    "metrics.acc IS NULL | 12 | IS NULL / IS NOT NULL is only supported for tags and params, not for 'metric' 'acc'",
                    "attribute.status IS NULL | 17 | IS NULL / IS NOT NULL is only supported for tags and params",
                    "metrics.m <> 1 | 10 | Invalid comparator '<>' not one of '{'=', '!=', '<', '<=', '>', '>='}'",
                    "metrics.m == 1 | 10 | Invalid comparator '=='",
                    "metrics.m ~ 1 | 10 | Invalid comparator '~'",
                    "params.m > 'x' | 9 | Invalid comparator '>' not one of '{'=', '!=', 'LIKE', 'ILIKE', 'IS NULL', 'IS NOT NULL'}'",
                    "params.m not like 'x' | 9 | Invalid comparator 'NOT LIKE'",
                    "params.m RLIKE 'x' | 9 | Invalid comparator 'RLIKE'",
                    "start_time LIKE 1 | 11 | Invalid comparator 'LIKE'",
                    "status < 'x' | 7 | Invalid comparator '<'",
                    "run_id = ('x') | 7 | Invalid comparator '='",
                    "run_name IN ('a') | 12 | Only ['entry_point', 'git_branch', 'git_commit', 'git_repo_url', 'project_backend', 'project_env', 'run_id', 'source_name', 'source_type'] attributes support comparison with a list of quoted string values.",
                    "tags.a = 'x' AND datasets.nme = 'x' | 17 | Invalid dataset key 'nme' specified. Valid keys are '{'context', 'digest', 'name'}'",
                    "dataset.name > 'x' | 13 | Invalid comparator '>' not one of '{'=', '!=', 'LIKE', 'ILIKE'}'",
                    "dataset.name = 5 | 15 | Expected a quoted string value for dataset attributes. Got value 5",
                    "dataset.digest IN (5) | 18 | While parsing a list in the query, expected a non-empty list of string values, but got (5)",
                    "datasets.context IS NULL | 17 | IS NULL / IS NOT NULL is only supported for tags and params, not for 'dataset' 'context'",
                    "git_commit > 'a' | 11 | Invalid comparator '>'",
                    "params.p IN ('x') | 12 | Expected a quoted string value for parameter",
                    "run_id IN () | 10 | While parsing a list in the query, expected a non-empty list of string values, but got ()",
                    "run_id IN (1) | 10 | While parsing a list in the query, expected a non-empty list of string values, but got (1)",
                    "params.p LIKE 'a\\' | 14 | Invalid pattern 'a\\': it must not end with an escape character",
                })
        void areRefusedWithMlflowsWordsAndThePlace(String filter, int position, String message) {
            assertThatExceptionOfType(InvalidSearch.class)
                    .isThrownBy(() -> compileRuns(filter))
                    .withMessageStartingWith(message)
                    .withMessageContaining(" at position " + position + ": ")
                    .satisfies(invalid -> assertThat(invalid.position()).hasValue(position));
        }

        @Test
        void aMessageEndsWithWhatStandsThere() {
            assertThatExceptionOfType(InvalidSearch.class)
                    .isThrownBy(() -> compileRuns("metrics.A > 0.1 OR params.B = 'LR'"))
                    .withMessage("Invalid clause(s) in filter string: 'OR' at position 16: \"OR params.B = 'LR'\"");
        }

        @Test
        void placesAreCountedInCodePoints() {
            assertThatExceptionOfType(InvalidSearch.class)
                    .isThrownBy(() -> compileRuns("tags.a = '🚀🚀' OR tags.a = 'b'"))
                    .satisfies(invalid -> assertThat(invalid.position()).hasValue(14));
        }

        @ParameterizedTest
        @ValueSource(strings = {"tags.a = 'x\0'", "tags.a = '\uD83D'"})
        void whatPostgresCannotHoldIsRefused(String filter) {
            assertThatExceptionOfType(InvalidSearch.class)
                    .isThrownBy(() -> compileRuns(filter))
                    .withMessageStartingWith("Invalid character U+");
        }

        @Test
        void aFilterHasAtMostAHundredComparisons() {
            String hundred = String.join(
                    " AND ", Stream.generate(() -> "tags.a = 'x'").limit(100).toList());
            assertThatNoException().isThrownBy(() -> compileRuns(hundred));
            assertThatExceptionOfType(InvalidSearch.class)
                    .isThrownBy(() -> compileRuns(hundred + " AND tags.a = 'x'"))
                    .withMessageStartingWith("A filter can have at most 100 comparisons");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name = 'a'",
                "name LIKE 'a%'",
                "attribute.name ilike 'a'",
                "attributes.name != 'a'",
                "experiment_id IN ('1', '2')",
                "creation_time > 1",
                "last_update_time != 1",
                "tag.a = 'x'",
                "tags.`a b` IS NULL",
            })
    void ofExperimentsAreUnderstood(String filter) {
        assertThatNoException().isThrownBy(() -> compileExperiments(filter));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "params.a = 'x' | Invalid entity type 'params'. Valid values are ['tag', 'attribute']",
                "lifecycle_stage = 'active' | Invalid attribute key 'lifecycle_stage' specified.",
                "name > 'e1' | Invalid comparator '>'",
                "name IN ('a') | Only ['experiment_id'] attributes support comparison with a list",
                "creation_time > '1' | Expected numeric value type for numeric attribute: creation_time. Found '1'",
            })
    void ofExperimentsAreRefused(String filter, String message) {
        assertThatExceptionOfType(InvalidSearch.class)
                .isThrownBy(() -> compileExperiments(filter))
                .withMessageStartingWith(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"name = 'a'", "name IN ('a')", "name ilike 'a%' and tags.k != 'v'"})
    void ofModelsAreUnderstood(String filter) {
        assertThatNoException().isThrownBy(() -> compileModels(filter));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "run_id = 'a' | Invalid attribute key 'run_id' specified. Valid keys are '{'name'}'",
                "creation_timestamp > 1 | Invalid attribute key",
                "tags.`mlflow.prompt.is_prompt` = 5 | Expected a quoted string value for tag",
                "tags.a > 'x' | Invalid comparator '>'",
            })
    void ofModelsAreRefused(String filter, String message) {
        assertThatExceptionOfType(InvalidSearch.class)
                .isThrownBy(() -> compileModels(filter))
                .withMessageStartingWith(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name = 'a' and version_number = 1",
                "version_number = '1'",
                "version_number >= 2",
                "run_id IN ('a')",
                "name NOT IN ('a')",
                "source_path LIKE 's3%'",
                "tags.a = 'b'",
            })
    void ofVersionsAreUnderstood(String filter) {
        assertThatNoException().isThrownBy(() -> compileVersions(filter));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "current_stage = 'None' | Invalid attribute key 'current_stage' specified.",
                "version_number = 'x' | Invalid value for numeric attribute 'version_number': 'x'",
                "version_number LIKE '1' | Invalid comparator 'LIKE'",
                "source_path IN ('x') | Only ['name', 'run_id'] attributes support comparison with a list",
            })
    void ofVersionsAreRefused(String filter, String message) {
        assertThatExceptionOfType(InvalidSearch.class)
                .isThrownBy(() -> compileVersions(filter))
                .withMessageStartingWith(message);
    }
}
