package io.countersign.tracking;

import io.countersign.privacy.Vault;
import io.countersign.run.Param;
import io.countersign.run.RunEvent;
import io.countersign.run.RunId;
import io.countersign.run.RunStatus;
import io.countersign.tag.Tag;
import io.countersign.views.OpenTag;
import java.util.List;
import java.util.Map;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes the tables of runs. A batch of metrics is one row; its latest values are one statement. */
public final class RunProjection {

    private static final String NAME_TAG = "mlflow.runName";

    private final JdbcTemplate jdbc;
    private final Vault vault;

    public RunProjection(JdbcTemplate jdbc, Vault vault) {
        this.jdbc = jdbc;
        this.vault = vault;
    }

    @EventHandler
    void on(RunEvent.Started event) {
        jdbc.update(
                """
                        insert into runs
                            (run_id, experiment_id, name, user_name, status, started_at, artifact_uri)
                        values (?, ?, ?, ?, ?, ?, ?)""",
                event.run().value(),
                event.experiment().value(),
                event.name(),
                event.user() == null ? null : vault.open(event.user()).orElse(null),
                RunStatus.RUNNING.name(),
                event.startedAt(),
                event.artifactUri());
        setTags(event.run(), event.tags());
    }

    @EventHandler
    void on(RunEvent.BatchLogged event, @SequenceNumber long sequence) {
        if (!event.metrics().isEmpty()) {
            addMetrics(event.run(), sequence, new MetricColumns(event.metrics()));
        }
        addParams(event.run(), event.params());
        setTags(event.run(), event.tags());
    }

    private void addMetrics(RunId run, long sequence, MetricColumns metrics) {
        jdbc.update(
                "insert into metric_batches values (?, ?, ?, ?, ?, ?, ?::jsonb)",
                run.value(),
                sequence,
                metrics.keys(),
                metrics.values(),
                metrics.timestamps(),
                metrics.steps(),
                metrics.originsOrNull());
        foldLatest(run, metrics.latest());
    }

    private void foldLatest(RunId run, MetricColumns latest) {
        jdbc.update(
                """
                        insert into latest_metrics as old (run_id, key, value, ts, step, origin)
                        select ?, key, value, ts, step, origin::jsonb
                        from unnest(?::text[], ?::float8[], ?::bigint[], ?::bigint[], ?::text[])
                            as point (key, value, ts, step, origin)
                        on conflict (run_id, key) do update
                        set value = excluded.value, ts = excluded.ts, step = excluded.step, origin = excluded.origin
                        where (excluded.step, excluded.ts, excluded.value) > (old.step, old.ts, old.value)""",
                run.value(),
                latest.keys(),
                latest.values(),
                latest.timestamps(),
                latest.steps(),
                latest.origins());
    }

    private void addParams(RunId run, List<Param> params) {
        if (!params.isEmpty()) {
            jdbc.update(
                    "insert into run_params select ?, key, value from unnest(?::text[], ?::text[]) as p (key, value)",
                    run.value(),
                    params.stream().map(Param::key).toArray(String[]::new),
                    params.stream().map(Param::value).toArray(String[]::new));
        }
    }

    private void setTags(RunId run, List<Tag> tags) {
        if (tags.isEmpty()) {
            return;
        }
        Map<String, String> values = OpenTag.byKey(tags, vault);
        jdbc.update(
                """
                        insert into run_tags (run_id, key, value)
                        select ?, key, value from unnest(?::text[], ?::text[]) as t (key, value)
                        on conflict (run_id, key) do update set value = excluded.value""",
                run.value(),
                values.keySet().toArray(String[]::new),
                values.values().toArray(String[]::new));
        rename(run, values.get(NAME_TAG));
    }

    /** The name is kept twice, as clients read it from either place. */
    private void rename(RunId run, @Nullable String name) {
        if (name != null) {
            jdbc.update("update runs set name = ? where run_id = ?", name, run.value());
        }
    }

    @EventHandler
    void on(RunEvent.Renamed event) {
        setTags(event.run(), List.of(Tag.of(NAME_TAG, event.name())));
    }

    @EventHandler
    void on(RunEvent.TagDeleted event) {
        jdbc.update(
                "delete from run_tags where run_id = ? and key = ?", event.run().value(), event.key());
    }

    @EventHandler
    void on(RunEvent.StatusChanged event) {
        jdbc.update(
                "update runs set status = ?, ended_at = coalesce(?::bigint, ended_at) where run_id = ?",
                event.status().name(),
                event.endedAt(),
                event.run().value());
    }

    @EventHandler
    void on(RunEvent.Deleted event) {
        setDeletedAt(event.run(), event.experimentRestorations());
    }

    @EventHandler
    void on(RunEvent.Restored event) {
        setDeletedAt(event.run(), null);
    }

    private void setDeletedAt(RunId run, @Nullable Integer restorations) {
        jdbc.update("update runs set deleted_at = ? where run_id = ?", restorations, run.value());
    }

    @EventHandler
    void on(RunEvent.ArtifactStored event) {
        jdbc.update("""
                        insert into artifacts (run_id, path, sha256, size) values (?, ?, ?, ?)
                        on conflict (run_id, path) do update set sha256 = excluded.sha256, size = excluded.size""", event.run().value(), event.path(), event.sha256(), event.size());
    }

    @EventHandler
    void on(RunEvent.ArtifactDeleted event) {
        jdbc.update(
                "delete from artifacts where run_id = ? and (path = ? or starts_with(path, ? || '/'))",
                event.run().value(),
                event.path(),
                event.path());
    }
}
