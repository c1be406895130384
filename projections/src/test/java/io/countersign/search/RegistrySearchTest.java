package io.countersign.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class RegistrySearchTest {

    private static final JdbcClient TABLES = QueryTables.named("registry_search");
    private static final String IS_PROMPT = "mlflow.prompt.is_prompt";

    @BeforeAll
    static void registry() {
        model("id-c", "churn", 10, 90);
        model("id-f", "fraud", 20, 50);
        model("id-g", "Fraud_v2", 20, 40);
        model("id-p", "prompt", 30, 30);
        tags("registered_model_tags", "id-c", "team", "growth");
        tags("registered_model_tags", "id-f", "team", "risk");
        tags("registered_model_tags", "id-g", IS_PROMPT, "false");
        tags("registered_model_tags", "id-p", IS_PROMPT, "true");
        tags("registered_model_tags", "id-p", "team", "risk");

        version("id-c", 1, "s3://b/c", "run-1", 11);
        version("id-c", 2, "s3://b/c2", null, 12);
        version("id-f", 1, "s3://b/f", "run-1", 12);
        version("id-f", 10, "runs:/f", "run-2", 13);
        version("id-p", 1, "prompt", null, 14);
        tags("model_version_tags", "id-c", 1, "stage", "gold");
        tags("model_version_tags", "id-f", 1, "stage", "silver");
        tags("model_version_tags", "id-p", 1, IS_PROMPT, "true");
        TABLES.sql("update model_version_updates set updated_at = 99 where model_id = 'id-c' and version = 1")
                .update();
    }

    private static void model(String id, String name, long created, long updated) {
        TABLES.sql("insert into registered_models values (?, ?, null, 'ana', ?, ?)")
                .params(id, name, created, updated)
                .update();
    }

    private static void version(String model, int version, String source, @Nullable String run, long at) {
        TABLES.sql("insert into model_versions values (?, ?, ?, ?, ?, null, null, 'None', 'ana', null, ?, 0)")
                .params(Arrays.asList(model, version, source, source, run, at))
                .update();
        TABLES.sql("insert into model_version_updates values (?, ?, ?)")
                .params(model, version, at)
                .update();
    }

    private static void tags(String table, Object... values) {
        TABLES.sql("insert into %s values (%s)"
                        .formatted(
                                table,
                                String.join(", ", "?".repeat(values.length).split(""))))
                .params(List.of(values))
                .update();
    }

    private static <K> List<K> walk(
            Function<RegistrySearchRequest, CompiledSearch<K>> search,
            @Nullable String filter,
            int pageSize,
            String... orderBy) {
        var found = new ArrayList<K>();
        @Nullable String token = null;
        do {
            var request = new RegistrySearchRequest(filter, List.of(orderBy), pageSize, token);
            var page = Searches.search(TABLES, search.apply(request));
            found.addAll(page.ids());
            token = page.nextPageToken();
        } while (token != null);
        return found;
    }

    @Nested
    class OfModels {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '\0',
                value = {
                    "name = 'fraud' | id-f",
                    "name ILIKE 'F%' | id-g id-f",
                    "name IN ('churn', 'fraud', 'prompt') | id-c id-f",
                    "name NOT IN ('churn') | id-g id-f",
                    "tags.team = 'risk' | id-f",
                    "tags.team != 'risk' | id-c",
                    "tags.`mlflow.prompt.is_prompt` = 'true' | id-p",
                    "tags.`mlflow.prompt.is_prompt` != 'false' | id-p",
                    "tags.`mlflow.prompt.is_prompt` = 'true' AND tags.team = 'risk' | id-p",
                    "tags.`mlflow.prompt.is_prompt` != 'true' | id-g id-c id-f",
                    "tags.`mlflow.prompt.is_prompt` = 'false' | id-g id-c id-f",
                    "tags.`mlflow.prompt.is_prompt` LIKE 'tr%' AND tags.team = 'risk' | id-f",
                })
        void aFilterFindsWhatItSays(String filter, String ids) {
            assertThat(walk(RegisteredModelSearch::compile, filter, 2)).containsExactly(ids.split(" "));
        }

        @Test
        void aPromptTagOfAnotherCaseFindsNothing() {
            assertThat(walk(RegisteredModelSearch::compile, "tags.`mlflow.prompt.is_prompt` = 'TRUE'", 2))
                    .isEmpty();
        }

        @Test
        void modelsComeByNameAndWithoutPrompts() {
            assertThat(walk(RegisteredModelSearch::compile, null, 1)).containsExactly("id-g", "id-c", "id-f");
        }

        @ParameterizedTest
        @CsvSource({
            "timestamp, id-g id-f id-c",
            "last_updated_timestamp DESC, id-c id-f id-g",
            "creation_timestamp DESC, id-g id-f id-c",
            "name DESC, id-f id-c id-g"
        })
        void orTheyComeInAGivenOrder(String clause, String ids) {
            assertThat(walk(RegisteredModelSearch::compile, null, 1, clause)).containsExactly(ids.split(" "));
        }
    }

    @Nested
    class OfVersions {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '\0',
                value = {
                    "name = 'churn' | churn/1 churn/2",
                    "name IN ('fraud') | fraud/10 fraud/1",
                    "run_id = 'run-1' | churn/1 fraud/1",
                    "run_id != 'run-1' | fraud/10",
                    "run_id IN ('run-2', 'run-9') | fraud/10",
                    "run_id NOT IN ('run-2') | churn/1 fraud/1",
                    "source_path LIKE 's3://b/c%' | churn/1 churn/2",
                    "version_number > 1 | fraud/10 churn/2",
                    "version_number = '10' | fraud/10",
                    "tags.stage != 'gold' | fraud/1",
                    "tags.stage IS NULL | fraud/10 churn/2",
                    "tags.`mlflow.prompt.is_prompt` = 'true' | prompt/1",
                })
        void aFilterFindsWhatItSays(String filter, String versions) {
            assertThat(versions(filter)).containsExactly(versions.split(" "));
        }

        @Test
        void theLatestUpdatedComesFirstWhetherItOrItsDescriptionChanged() {
            assertThat(versions(null)).containsExactly("churn/1", "fraud/10", "churn/2", "fraud/1");
        }

        @ParameterizedTest
        @CsvSource({
            "name, churn/2 churn/1 fraud/10 fraud/1",
            "version_number, churn/1 fraud/1 churn/2 fraud/10",
            "version_number DESC, fraud/10 churn/2 churn/1 fraud/1",
            "creation_timestamp, churn/1 churn/2 fraud/1 fraud/10",
        })
        void orTheyComeInAGivenOrder(String clause, String versions) {
            assertThat(versions(null, clause)).containsExactly(versions.split(" "));
        }

        private List<String> versions(@Nullable String filter, String... orderBy) {
            return walk(ModelVersionSearch::compile, filter, 1, orderBy).stream()
                    .map(version -> nameOf(version.modelId()) + "/" + version.version())
                    .toList();
        }

        private String nameOf(String modelId) {
            return TABLES.sql("select name from registered_models where model_id = ?")
                    .param(modelId)
                    .query(String.class)
                    .single();
        }
    }
}
