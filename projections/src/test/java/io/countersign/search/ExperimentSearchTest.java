package io.countersign.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class ExperimentSearchTest {

    private static final JdbcClient TABLES = QueryTables.named("experiment_search");

    @BeforeAll
    static void experiments() {
        experiment("0", "Default", false, 10, 10);
        experiment("1", "fraud", false, 20, 50);
        experiment("2", "Fraud_v2", false, 20, 40);
        experiment("3", "churn", true, 30, 30);
        tag("1", "team", "risk");
        tag("2", "team", "Risk");
    }

    private static void experiment(String id, String name, boolean deleted, long created, long updated) {
        TABLES.sql("insert into experiments values (?, ?, 's3://b', ?, 0, ?, ?)")
                .params(id, name, deleted, created, updated)
                .update();
    }

    private static void tag(String id, String key, String value) {
        TABLES.sql("insert into experiment_tags values (?, ?, ?)")
                .params(id, key, value)
                .update();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "name = 'fraud' | 1",
                "name != 'fraud' | 2 0",
                "name LIKE 'f%' | 1",
                "name ILIKE 'F%' | 1 2",
                "name LIKE '%\\_%' | 2",
                "experiment_id IN ('0', '2', '9') | 2 0",
                "experiment_id NOT IN ('0') | 1 2",
                "creation_time >= 20 and last_update_time < 50 | 2",
                "tags.team = 'risk' | 1",
                "tags.team != 'risk' | 2",
                "tags.team ILIKE 'risk' AND name LIKE '%v2' | 2",
                "tags.team IS NULL | 0",
                "tags.team IS NOT NULL | 1 2",
            })
    void aFilterFindsWhatItSays(String filter, String ids) {
        assertThat(found(filter, ViewType.ACTIVE_ONLY)).containsExactly(ids.split(" "));
    }

    @Test
    void withoutAnOrderTheLatestCreatedComesFirst() {
        assertThat(found(null, ViewType.ALL)).containsExactly("3", "1", "2", "0");
    }

    @Test
    void tiesOfAGivenOrderGoToTheLatestId() {
        assertThat(found(null, ViewType.ALL, "creation_time")).containsExactly("0", "2", "1", "3");
    }

    @Test
    void theViewDecidesOnDeletedOnes() {
        assertThat(found(null, ViewType.DELETED_ONLY)).containsExactly("3");
        assertThat(found(null, ViewType.ACTIVE_ONLY)).containsExactly("1", "2", "0");
    }

    private static List<String> found(@Nullable String filter, ViewType viewType, String... orderBy) {
        var found = new ArrayList<String>();
        @Nullable String token = null;
        do {
            var request = new ExperimentSearchRequest(filter, viewType, List.of(orderBy), 1, token);
            var page = Searches.search(TABLES, ExperimentSearch.compile(request));
            found.addAll(page.ids());
            token = page.nextPageToken();
        } while (token != null);
        return found;
    }
}
