package io.countersign.search;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A run as the tests know it, apart from the tables. */
record RunRow(
        String id,
        String experiment,
        String name,
        @Nullable String user,
        String status,
        @Nullable Long start,
        @Nullable Long end,
        String artifactUri,
        @Nullable Integer deletedAt,
        Map<String, Double> metrics,
        Map<String, String> params,
        Map<String, String> tags,
        @Nullable String commit,
        List<Dataset> datasets) {

    record Dataset(String name, String digest, @Nullable String context) {}

    /** What a condition may speak of: one value, or those of each dataset. */
    List<@Nullable Object> datasetValues(String property) {
        return datasets.stream()
                .<@Nullable Object>map(dataset -> switch (property) {
                    case "name" -> dataset.name();
                    case "digest" -> dataset.digest();
                    default -> dataset.context();
                })
                .toList();
    }

    @Nullable
    Object attribute(String name) {
        return switch (name) {
            case "run_id" -> id;
            case "run_name" -> this.name;
            case "user_id" -> user;
            case "status" -> status;
            case "artifact_uri" -> artifactUri;
            case "start_time" -> start;
            case "end_time" -> end;
            case "git_commit" -> commit;
            default -> throw new IllegalArgumentException(name);
        };
    }

    void insert(JdbcClient tables) {
        tables.sql(
                        "insert into runs (run_id, experiment_id, name, user_name, status, started_at, ended_at, artifact_uri,"
                                + " deleted_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .params(java.util.Arrays.asList(id, experiment, name, user, status, start, end, artifactUri, deletedAt))
                .update();
        tables.sql("update runs set git_commit = ? where run_id = ?")
                .params(java.util.Arrays.asList(commit, id))
                .update();
        datasets.forEach(dataset -> tables.sql(
                        "insert into run_datasets values (?, ?, ?, 'local', '', null, null, '{}', null, ?, 0, 0)")
                .params(java.util.Arrays.asList(id, dataset.name(), dataset.digest(), dataset.context()))
                .update());
        metrics.forEach((key, value) ->
                insertInto(tables, "latest_metrics (run_id, key, value, ts, step)", key, value, 0L, 0L));
        params.forEach((key, value) -> insertInto(tables, "run_params", key, value, 0L));
        tags.forEach((key, value) -> insertInto(tables, "run_tags", key, value));
    }

    private void insertInto(JdbcClient tables, String table, Object... values) {
        String more = ", ?".repeat(values.length);
        tables.sql("insert into %s values (?%s)".formatted(table, more))
                .param(id)
                .params(List.of(values))
                .update();
    }
}
