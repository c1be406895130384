package io.countersign.catalog;

import io.countersign.imported.ImportedRows;
import io.countersign.privacy.Vault;
import io.countersign.registeredmodel.ModelId;
import io.countersign.registeredmodel.RegisteredModelEvent;
import io.countersign.registeredmodel.Stage;
import io.countersign.tag.Tag;
import io.countersign.views.OpenTag;
import java.time.Instant;
import java.util.List;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes registered models, their tags and aliases, and what the model decides of its versions. */
public final class CatalogProjection {

    private static final List<String> TABLES_OF_A_VERSION = List.of(
            "model_versions",
            "model_version_descriptions",
            "model_version_updates",
            "model_version_tags",
            "model_version_artifacts",
            "model_aliases");

    /** In place of a person, where the server that a thing came from did not say who made it, or they were erased. */
    private static final String NOT_KNOWN = "";

    private final JdbcTemplate jdbc;
    private final Vault vault;

    public CatalogProjection(JdbcTemplate jdbc, Vault vault) {
        this.jdbc = jdbc;
        this.vault = vault;
    }

    @EventHandler
    void on(RegisteredModelEvent.Created event, @Timestamp Instant at, @MetaDataValue("actor") String actor) {
        jdbc.update(
                "insert into registered_models values (?, ?, ?, ?, ?, ?)",
                event.model().value(),
                event.name(),
                event.description(),
                actor,
                at.toEpochMilli(),
                at.toEpochMilli());
        touch(event.model(), at);
        event.tags().forEach(tag -> setTag(event.model(), tag));
    }

    @EventHandler
    void on(RegisteredModelEvent.Imported event) {
        jdbc.update(
                "insert into registered_models values (?, ?, ?, ?, ?, ?)",
                event.model().value(),
                event.name(),
                event.description(),
                NOT_KNOWN,
                event.createdAt(),
                event.updatedAt());
        Touches.touch(jdbc, event.model(), event.updatedAt());
        event.tags().forEach(tag -> setTag(event.model(), tag));
        ImportedRows.add(jdbc, ImportedRows.MODEL, event.from(), event.model());
    }

    @EventHandler
    void on(RegisteredModelEvent.VersionImported event, @Timestamp Instant at) {
        jdbc.update(
                """
                insert into model_versions (model_id, version, source, location, run_id, run_link, logged_model_id, stage,
                    created_by, creator_sealed_by, created_at, recorded_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                event.model().value(),
                event.version(),
                event.source(),
                event.location(),
                event.run() == null ? null : event.run().value(),
                event.runLink(),
                event.loggedModelId(),
                event.stage().label(),
                event.user() == null ? NOT_KNOWN : vault.open(event.user()).orElse(NOT_KNOWN),
                event.user() == null ? null : event.user().subject().value(),
                event.createdAt(),
                at.toEpochMilli());
        VersionRows rows = new VersionRows(jdbc, vault, event.model(), event.version());
        rows.touch(event.updatedAt());
        if (event.description() != null) {
            rows.describe(event.description());
        }
        event.tags().forEach(rows::setTag);
        event.aliases().forEach(alias -> setAlias(event.model(), alias, event.version()));
    }

    @EventHandler
    void on(RegisteredModelEvent.Renamed event, @Timestamp Instant at) {
        jdbc.update(
                "update registered_models set name = ? where model_id = ?",
                event.to(),
                event.model().value());
        touch(event.model(), at);
    }

    @EventHandler
    void on(RegisteredModelEvent.DescriptionChanged event, @Timestamp Instant at) {
        jdbc.update(
                "update registered_models set description = ? where model_id = ?",
                event.description(),
                event.model().value());
        touch(event.model(), at);
    }

    @EventHandler
    void on(RegisteredModelEvent.TagSet event) {
        setTag(event.model(), event.tag());
    }

    @EventHandler
    void on(RegisteredModelEvent.TagDeleted event) {
        jdbc.update(
                "delete from registered_model_tags where model_id = ? and key = ?",
                event.model().value(),
                event.key());
    }

    @EventHandler
    void on(RegisteredModelEvent.Deleted event) {
        TABLES_OF_A_VERSION.forEach(table -> deleteModel(table, event.model()));
        deleteModel("registered_model_tags", event.model());
        deleteModel("registered_models", event.model());
        ImportedRows.remove(jdbc, ImportedRows.MODEL, event.model());
    }

    @EventHandler
    void on(RegisteredModelEvent.VersionCreated event, @Timestamp Instant at, @MetaDataValue("actor") String actor) {
        jdbc.update(
                """
                insert into model_versions (model_id, version, source, location, run_id, run_link, logged_model_id, stage,
                    created_by, creator_sealed_by, created_at, recorded_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                event.model().value(),
                event.version(),
                event.source(),
                event.location(),
                event.run() == null ? null : event.run().value(),
                event.runLink(),
                event.loggedModelId(),
                Stage.NONE.label(),
                actor,
                null,
                at.toEpochMilli(),
                at.toEpochMilli());
        VersionRows rows = new VersionRows(jdbc, vault, event.model(), event.version());
        rows.touch(at.toEpochMilli());
        if (event.description() != null) {
            rows.describe(event.description());
        }
        event.tags().forEach(rows::setTag);
        rows.awaitVerification();
        touch(event.model(), at);
    }

    @EventHandler
    void on(RegisteredModelEvent.VersionDeleted event, @Timestamp Instant at) {
        TABLES_OF_A_VERSION.forEach(table -> jdbc.update(
                "delete from " + table + " where model_id = ? and version = ?",
                event.model().value(),
                event.version()));
        touch(event.model(), at);
    }

    @EventHandler
    void on(RegisteredModelEvent.TransitionApproved event, @Timestamp Instant at) {
        move(event.model(), event.version(), event.to(), event.archived(), at);
    }

    @EventHandler
    void on(RegisteredModelEvent.StageChanged event, @Timestamp Instant at) {
        move(event.model(), event.version(), event.to(), event.archived(), at);
    }

    @EventHandler
    void on(RegisteredModelEvent.AliasSet event) {
        setAlias(event.model(), event.alias(), event.version());
    }

    private void setAlias(ModelId model, String alias, int version) {
        jdbc.update("""
                        insert into model_aliases (model_id, alias, version) values (?, ?, ?)
                        on conflict (model_id, alias) do update set version = excluded.version""", model.value(), alias, version);
    }

    @EventHandler
    void on(RegisteredModelEvent.AliasDeleted event) {
        jdbc.update(
                "delete from model_aliases where model_id = ? and alias = ?",
                event.model().value(),
                event.alias());
    }

    private void move(ModelId model, int version, Stage to, List<Integer> archived, Instant at) {
        setStage(model, version, to, at);
        archived.forEach(other -> setStage(model, other, Stage.ARCHIVED, at));
        touch(model, at);
    }

    private void setStage(ModelId model, int version, Stage stage, Instant at) {
        jdbc.update(
                "update model_versions set stage = ? where model_id = ? and version = ?",
                stage.label(),
                model.value(),
                version);
        new VersionRows(jdbc, vault, model, version).touch(at.toEpochMilli());
    }

    private void setTag(ModelId model, Tag tag) {
        OpenTag open = OpenTag.of(tag, vault);
        jdbc.update("""
                        insert into registered_model_tags (model_id, key, value, sealed_by) values (?, ?, ?, ?)
                        on conflict (model_id, key) do update
                        set value = excluded.value, sealed_by = excluded.sealed_by""", model.value(), open.key(), open.value(), open.sealedBy());
    }

    private void deleteModel(String table, ModelId model) {
        jdbc.update("delete from " + table + " where model_id = ?", model.value());
    }

    private void touch(ModelId model, Instant at) {
        Touches.touch(jdbc, model, at.toEpochMilli());
    }
}
