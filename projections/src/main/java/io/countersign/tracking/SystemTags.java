package io.countersign.tracking;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The tags in which clients report where a run came from, and the columns of {@code runs} that they fill. Source: the tag
 * names of MLflow's clients, those of Databricks' Git folders, and those of MLflow before 1.0.
 */
final class SystemTags {

    /** For each column the tags that may fill it, of which the first that is set does. */
    private static final Map<String, List<String>> BY_COLUMN = columns();

    private SystemTags() {}

    private static Map<String, List<String>> columns() {
        Map<String, List<String>> columns = new LinkedHashMap<>();
        columns.put("source_name", List.of("mlflow.source.name"));
        columns.put("source_type", List.of("mlflow.source.type"));
        columns.put("git_commit", List.of("mlflow.source.git.commit", "mlflow.databricks.gitRepoCommit"));
        columns.put(
                "git_branch",
                List.of("mlflow.source.git.branch", "mlflow.gitBranchName", "mlflow.databricks.gitRepoReference"));
        columns.put(
                "git_repo_url",
                List.of("mlflow.source.git.repoURL", "mlflow.gitRepoURL", "mlflow.databricks.gitRepoUrl"));
        columns.put("entry_point", List.of("mlflow.project.entryPoint"));
        columns.put("project_backend", List.of("mlflow.project.backend"));
        columns.put("project_env", List.of("mlflow.project.env"));
        return columns;
    }

    static List<String> columnNames() {
        return List.copyOf(BY_COLUMN.keySet());
    }

    static String[] keys() {
        return BY_COLUMN.values().stream().flatMap(List::stream).toArray(String[]::new);
    }

    static boolean isOne(String key) {
        return BY_COLUMN.values().stream().anyMatch(keys -> keys.contains(key));
    }

    /** The columns' values, in the order of {@link #columnNames}. */
    static Stream<@Nullable String> values(Map<String, String> tags) {
        return BY_COLUMN.values().stream().map(keys -> first(keys, tags).orElse(null));
    }

    /** What a run's tags say for one column; null when they do not. */
    static @Nullable String value(String column, Map<String, String> tags) {
        return first(BY_COLUMN.getOrDefault(column, List.of()), tags).orElse(null);
    }

    private static Optional<String> first(List<String> keys, Map<String, String> tags) {
        return keys.stream().filter(tags::containsKey).findFirst().map(tags::get);
    }
}
