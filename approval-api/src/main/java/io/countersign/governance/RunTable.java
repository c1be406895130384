package io.countersign.governance;

import io.countersign.governance.RunInsightMessages.Row;
import io.countersign.run.Metric;
import io.countersign.tracking.Provenance;
import io.countersign.tracking.RunView;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/** Runs side by side: one row for each key that any of them has, and whether they differ in it. */
record RunTable(List<RunView> runs) {

    private static final Pattern DECIMAL = Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?");
    private static final String SYSTEM_PREFIX = "mlflow.";

    List<Row> params() {
        return rows(RunView::params);
    }

    List<Row> metrics() {
        return rows(run -> run.metrics().stream().collect(Collectors.toMap(Metric::key, Metric::value)));
    }

    /** @param keys of which tags; when empty, all that the clients do not set by themselves */
    List<Row> tags(Collection<String> keys) {
        return rows(run -> {
            Map<String, String> tags = new HashMap<>(run.tags());
            tags.keySet().removeIf(key -> keys.isEmpty() ? key.startsWith(SYSTEM_PREFIX) : !keys.contains(key));
            return tags;
        });
    }

    List<Row> provenance() {
        return rows(run -> {
            Provenance from = Provenance.of(run);
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            values.put("source_name", from.sourceName());
            values.put("source_type", from.sourceType());
            values.put("git_commit", from.gitCommit());
            values.put("git_branch", from.gitBranch());
            values.put("git_repository_url", from.gitRepositoryUrl());
            values.put("entry_point", from.entryPoint());
            values.put("backend", from.backend());
            values.put("environment", from.environment());
            values.values().removeIf(Objects::isNull);
            return values;
        });
    }

    private List<Row> rows(Function<RunView, Map<String, ?>> part) {
        List<Map<String, ?>> columns = runs.stream().<Map<String, ?>>map(part).toList();
        TreeSet<String> keys = new TreeSet<>();
        columns.forEach(column -> keys.addAll(column.keySet()));
        return keys.stream()
                .map(key -> row(
                        key,
                        columns.stream()
                                .<@Nullable Object>map(column -> column.get(key))
                                .toList()))
                .toList();
    }

    private static Row row(String key, List<@Nullable Object> values) {
        List<Object> present = values.stream().filter(Objects::nonNull).toList();
        boolean isNumber = present.stream().allMatch(RunTable::isNumber);
        double[] numbers = isNumber
                ? present.stream()
                        .mapToDouble(value -> Double.parseDouble(value.toString()))
                        .filter(number -> !Double.isNaN(number))
                        .toArray()
                : new double[0];
        return new Row(
                key,
                new HashSet<>(values).size() > 1,
                isNumber ? "number" : "text",
                numbers.length == 0 ? null : DoubleStream.of(numbers).min().getAsDouble(),
                numbers.length == 0 ? null : DoubleStream.of(numbers).max().getAsDouble(),
                values);
    }

    private static boolean isNumber(Object value) {
        return value instanceof Double || DECIMAL.matcher(value.toString()).matches();
    }
}
