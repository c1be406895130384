package io.countersign.tracking;

import io.countersign.Gathering;
import io.countersign.privacy.Vault;
import io.countersign.run.RunEvent;
import io.countersign.run.RunId;
import io.countersign.tag.Tag;
import io.countersign.views.OpenTag;
import java.util.List;
import java.util.Map;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes the tables of runs. What is logged is gathered: a statement for each table, however many runs and batches. */
public final class RunProjection implements Gathering {

    static final String NAME_TAG = "mlflow.runName";

    private final ThreadLocal<RunRows> rows = ThreadLocal.withInitial(RunRows::new);

    private final JdbcTemplate jdbc;
    private final Vault vault;
    private final boolean folding;

    /** @param folding whether the latest values of metrics are folded at once, and not by {@link LatestMetrics} */
    public RunProjection(JdbcTemplate jdbc, Vault vault, boolean folding) {
        this.jdbc = jdbc;
        this.vault = vault;
        this.folding = folding;
    }

    @EventHandler
    void on(RunEvent.Started event) {
        Map<String, OpenTag> tags = OpenTag.byKey(event.tags(), vault);
        rows.get()
                .addRun(
                        event,
                        event.user() == null ? null : vault.open(event.user()).orElse(null),
                        tags);
    }

    @EventHandler
    void on(RunEvent.BatchLogged event, @SequenceNumber long sequence) {
        rows.get().addMetrics(event.run(), sequence, event.metrics());
        rows.get().addParams(event.run(), sequence, event.params());
        setTags(event.run(), event.tags());
    }

    @EventHandler
    void on(RunEvent.Imported event, @SequenceNumber long sequence) {
        jdbc.update(
                """
                        insert into runs (run_id, experiment_id, name, user_name, user_sealed_by, status, started_at,
                            ended_at, artifact_uri, deleted_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                event.run().value(),
                event.experiment().value(),
                event.name(),
                event.user() == null ? null : vault.open(event.user()).orElse(null),
                event.user() == null ? null : event.user().subject().value(),
                event.status().name(),
                event.startedAt(),
                event.endedAt(),
                event.artifactUri(),
                event.deletedAt());
        rows.get().addParams(event.run(), sequence, event.params());
        setTags(event.run(), event.tags());
    }

    @EventHandler
    void on(RunEvent.DataImported event, @SequenceNumber long sequence) {
        rows.get().addMetrics(event.run(), sequence, event.metrics());
        rows.get().addParams(event.run(), sequence, event.params());
        setTags(event.run(), event.tags());
    }

    private void setTags(RunId run, List<Tag> tags) {
        if (!tags.isEmpty()) {
            rows.get().changeTags(run, OpenTag.byKey(tags, vault));
        }
    }

    @Override
    public void write() {
        RunRows gathered = rows.get();
        rows.remove();
        gathered.write(jdbc, folding);
    }

    @Override
    public void discard() {
        rows.remove();
    }

    @EventHandler
    void on(RunEvent.Renamed event) {
        setTags(event.run(), List.of(Tag.of(NAME_TAG, event.name())));
    }

    @EventHandler
    void on(RunEvent.TagDeleted event) {
        write();
        jdbc.update(
                "delete from run_tags where run_id = ? and key = ?", event.run().value(), event.key());
        if (SystemTags.isOne(event.key())) {
            SystemTagColumns.read(event.run().value(), jdbc);
        }
    }

    @EventHandler
    void on(RunEvent.StatusChanged event) {
        write();
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
        write();
        jdbc.update("update runs set deleted_at = ? where run_id = ?", restorations, run.value());
    }
}
