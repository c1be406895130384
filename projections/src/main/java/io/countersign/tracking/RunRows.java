package io.countersign.tracking;

import io.countersign.run.Metric;
import io.countersign.run.Param;
import io.countersign.run.RunEvent;
import io.countersign.run.RunId;
import io.countersign.run.RunStatus;
import io.countersign.views.OpenTag;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Rows that what was logged to runs comes to, in one statement for each table. For one thread. */
final class RunRows {

    private record RunAndKey(String run, String key) implements Comparable<RunAndKey> {

        /** The order in which rows are locked, the same for all, so that none waits for another in a circle. */
        @Override
        public int compareTo(RunAndKey other) {
            int byRun = run.compareTo(other.run);
            return byRun == 0 ? key.compareTo(other.key) : byRun;
        }
    }

    private final List<Object[]> runs = new ArrayList<>();
    private final Map<String, String> namesOfNew = new HashMap<>();
    private final List<Object[]> batches = new ArrayList<>();
    private final Map<RunAndKey, Metric> latest = new TreeMap<>();
    private final Map<RunAndKey, String> params = new LinkedHashMap<>();
    private final Map<RunAndKey, Long> sequencesOfParams = new LinkedHashMap<>();
    private final Map<RunAndKey, OpenTag> tags = new TreeMap<>();
    private final Set<String> systemTagsChanged = new TreeSet<>();

    void addRun(RunEvent.Started event, @Nullable String user, Map<String, OpenTag> tags) {
        Stream<@Nullable Object> columns = Stream.of(
                event.run().value(),
                event.experiment().value(),
                event.name(),
                user,
                event.user() == null ? null : event.user().subject().value(),
                RunStatus.RUNNING.name(),
                event.startedAt(),
                event.artifactUri());
        runs.add(Stream.concat(columns, SystemTags.values(OpenTag.values(tags))).toArray());
        setTags(event.run(), tags);
        namesOfNew.put(event.run().value(), event.name());
    }

    void addMetrics(RunId run, long sequence, List<Metric> metrics) {
        if (metrics.isEmpty()) {
            return;
        }
        MetricColumns columns = new MetricColumns(metrics);
        batches.add(new @Nullable Object[] {
            run.value(),
            sequence,
            columns.keys(),
            columns.values(),
            columns.timestamps(),
            columns.steps(),
            columns.originsOrNull()
        });
        metrics.forEach(point -> latest.merge(new RunAndKey(run.value(), point.key()), point, MetricColumns::later));
    }

    void addParams(RunId run, long sequence, List<Param> added) {
        for (Param param : added) {
            RunAndKey place = new RunAndKey(run.value(), param.key());
            params.put(place, param.value());
            sequencesOfParams.put(place, sequence);
        }
    }

    void changeTags(RunId run, Map<String, OpenTag> values) {
        setTags(run, values);
        if (values.keySet().stream().anyMatch(SystemTags::isOne)) {
            systemTagsChanged.add(run.value());
        }
    }

    private void setTags(RunId run, Map<String, OpenTag> values) {
        values.forEach((key, value) -> tags.put(new RunAndKey(run.value(), key), value));
    }

    /** @param folding whether the latest values are folded too, and not left to {@link LatestMetrics} */
    void write(JdbcTemplate jdbc, boolean folding) {
        if (!runs.isEmpty()) {
            jdbc.batchUpdate(SystemTagColumns.INSERT_RUN, runs);
        }
        if (!batches.isEmpty()) {
            jdbc.batchUpdate("insert into metric_batches values (?, ?, ?, ?, ?, ?, ?::jsonb)", batches);
        }
        if (folding && !latest.isEmpty()) {
            foldLatest(jdbc);
        }
        if (!params.isEmpty()) {
            insertParams(jdbc);
        }
        if (!tags.isEmpty()) {
            setTags(jdbc);
            rename(jdbc);
            systemTagsChanged.forEach(run -> SystemTagColumns.read(run, jdbc));
        }
    }

    private void foldLatest(JdbcTemplate jdbc) {
        MetricColumns columns = new MetricColumns(List.copyOf(latest.values()));
        jdbc.update(
                """
                insert into latest_metrics as old (run_id, key, value, ts, step, origin)
                select run_id, key, value, ts, step, origin::jsonb
                from unnest(?::text[], ?::text[], ?::float8[], ?::bigint[], ?::bigint[], ?::text[])
                    as point (run_id, key, value, ts, step, origin)
                """ + LatestMetrics.OVERWRITE,
                texts(latest, RunAndKey::run),
                columns.keys(),
                columns.values(),
                columns.timestamps(),
                columns.steps(),
                columns.origins());
    }

    private void insertParams(JdbcTemplate jdbc) {
        jdbc.update(
                """
                insert into run_params (run_id, key, value, sequence_number)
                select * from unnest(?::text[], ?::text[], ?::text[], ?::bigint[])""",
                texts(params, RunAndKey::run),
                texts(params, RunAndKey::key),
                params.values().toArray(String[]::new),
                sequencesOfParams.values().toArray(Long[]::new));
    }

    private void setTags(JdbcTemplate jdbc) {
        jdbc.update(
                """
                insert into run_tags (run_id, key, value, sealed_by)
                select * from unnest(?::text[], ?::text[], ?::text[], ?::text[])
                on conflict (run_id, key) do update set value = excluded.value, sealed_by = excluded.sealed_by""",
                texts(tags, RunAndKey::run),
                texts(tags, RunAndKey::key),
                tags.values().stream().map(OpenTag::value).toArray(String[]::new),
                tags.values().stream().map(OpenTag::sealedBy).toArray(String[]::new));
    }

    private static String[] texts(Map<RunAndKey, ?> rows, Function<RunAndKey, String> column) {
        return rows.keySet().stream().map(column).toArray(String[]::new);
    }

    /** The name is kept twice, as clients read it from either place. */
    private void rename(JdbcTemplate jdbc) {
        List<Object[]> names = tags.entrySet().stream()
                .filter(tag -> tag.getKey().key().equals(RunProjection.NAME_TAG))
                .filter(tag -> !tag.getValue()
                        .value()
                        .equals(namesOfNew.get(tag.getKey().run())))
                .map(tag -> new Object[] {tag.getValue().value(), tag.getKey().run()})
                .toList();
        if (!names.isEmpty()) {
            jdbc.batchUpdate("update runs set name = ? where run_id = ?", names);
        }
    }
}
