package io.countersign.tracking;

import io.countersign.experiment.ExperimentEvent;
import io.countersign.experiment.ExperimentId;
import io.countersign.imported.ImportedRows;
import io.countersign.privacy.Vault;
import io.countersign.tag.Tag;
import io.countersign.views.OpenTag;
import java.time.Instant;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.Timestamp;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes {@code experiments} and {@code experiment_tags}. */
public final class ExperimentProjection {

    private final JdbcTemplate jdbc;
    private final Vault vault;

    public ExperimentProjection(JdbcTemplate jdbc, Vault vault) {
        this.jdbc = jdbc;
        this.vault = vault;
    }

    @EventHandler
    void on(ExperimentEvent.Created event, @Timestamp Instant at) {
        jdbc.update(
                "insert into experiments values (?, ?, ?, false, 0, ?, ?)",
                event.experiment().value(),
                event.name(),
                event.artifactLocation(),
                at.toEpochMilli(),
                at.toEpochMilli());
        event.tags().forEach(tag -> setTag(event.experiment(), tag));
    }

    @EventHandler
    void on(ExperimentEvent.Renamed event, @Timestamp Instant at) {
        jdbc.update(
                "update experiments set name = ? where experiment_id = ?",
                event.to(),
                event.experiment().value());
        touch(event.experiment(), at);
    }

    @EventHandler
    void on(ExperimentEvent.TagSet event, @Timestamp Instant at) {
        setTag(event.experiment(), event.tag());
        touch(event.experiment(), at);
    }

    @EventHandler
    void on(ExperimentEvent.TagDeleted event, @Timestamp Instant at) {
        jdbc.update(
                "delete from experiment_tags where experiment_id = ? and key = ?",
                event.experiment().value(),
                event.key());
        touch(event.experiment(), at);
    }

    @EventHandler
    void on(ExperimentEvent.Deleted event, @Timestamp Instant at) {
        jdbc.update(
                "update experiments set deleted = true where experiment_id = ?",
                event.experiment().value());
        touch(event.experiment(), at);
    }

    @EventHandler
    void on(ExperimentEvent.Restored event, @Timestamp Instant at) {
        jdbc.update(
                "update experiments set deleted = false, restorations = ? where experiment_id = ?",
                event.restorations(),
                event.experiment().value());
        touch(event.experiment(), at);
    }

    /** The default experiment is here already; the other server's joins it. */
    @EventHandler
    void on(ExperimentEvent.Imported event) {
        jdbc.update(
                """
                        insert into experiments as old values (?, ?, ?, ?, 0, ?, ?)
                        on conflict (experiment_id) do update
                        set created_at = least(old.created_at, excluded.created_at),
                            updated_at = greatest(old.updated_at, excluded.updated_at)""",
                event.experiment().value(),
                event.name(),
                event.artifactLocation(),
                event.deleted(),
                event.createdAt(),
                event.updatedAt());
        event.tags().forEach(tag -> setTag(event.experiment(), tag));
        ImportedRows.add(jdbc, ImportedRows.EXPERIMENT, event.from(), event.experiment());
    }

    private void setTag(ExperimentId experiment, Tag tag) {
        OpenTag open = OpenTag.of(tag, vault);
        jdbc.update("""
                        insert into experiment_tags (experiment_id, key, value, sealed_by) values (?, ?, ?, ?)
                        on conflict (experiment_id, key) do update
                        set value = excluded.value, sealed_by = excluded.sealed_by""", experiment.value(), open.key(), open.value(), open.sealedBy());
    }

    private void touch(ExperimentId experiment, Instant at) {
        jdbc.update(
                "update experiments set updated_at = greatest(updated_at, ?) where experiment_id = ?",
                at.toEpochMilli(),
                experiment.value());
    }
}
