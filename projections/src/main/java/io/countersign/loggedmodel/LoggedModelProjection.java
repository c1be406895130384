package io.countersign.loggedmodel;

import io.countersign.privacy.Vault;
import io.countersign.run.Param;
import io.countersign.tag.Tag;
import io.countersign.views.OpenTag;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.Timestamp;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes the tables of logged models, but for their metrics. */
public final class LoggedModelProjection {

    private final JdbcTemplate jdbc;
    private final Vault vault;

    public LoggedModelProjection(JdbcTemplate jdbc, Vault vault) {
        this.jdbc = jdbc;
        this.vault = vault;
    }

    @EventHandler
    void on(LoggedModelEvent.Created event, @Timestamp Instant at) {
        jdbc.update(
                "insert into logged_models values (?, ?, ?, ?, ?, ?, ?, ?, ?, false)",
                event.model().value(),
                event.experiment().value(),
                event.name(),
                event.type(),
                LoggedModelStatus.PENDING.name(),
                event.sourceRun() == null ? null : event.sourceRun().value(),
                event.artifactUri(),
                at.toEpochMilli(),
                at.toEpochMilli());
        addParams(event.model(), event.params());
        setTags(event.model(), event.tags());
    }

    @EventHandler
    void on(LoggedModelEvent.Finalized event, @Timestamp Instant at) {
        jdbc.update(
                "update logged_models set status = ?, updated_at = ? where model_id = ?",
                event.status().name(),
                at.toEpochMilli(),
                event.model().value());
    }

    @EventHandler
    void on(LoggedModelEvent.ParamsLogged event) {
        addParams(event.model(), event.params());
    }

    @EventHandler
    void on(LoggedModelEvent.TagsSet event) {
        setTags(event.model(), event.tags());
    }

    @EventHandler
    void on(LoggedModelEvent.TagDeleted event) {
        jdbc.update(
                "delete from logged_model_tags where model_id = ? and key = ?",
                event.model().value(),
                event.key());
    }

    @EventHandler
    void on(LoggedModelEvent.Deleted event, @Timestamp Instant at) {
        jdbc.update(
                "update logged_models set deleted = true, updated_at = ? where model_id = ?",
                at.toEpochMilli(),
                event.model().value());
    }

    private void addParams(LoggedModelId model, List<Param> params) {
        if (!params.isEmpty()) {
            jdbc.update(
                    "insert into logged_model_params "
                            + "select ?, key, value from unnest(?::text[], ?::text[]) as p (key, value)",
                    model.value(),
                    params.stream().map(Param::key).toArray(String[]::new),
                    params.stream().map(Param::value).toArray(String[]::new));
        }
    }

    private void setTags(LoggedModelId model, List<Tag> tags) {
        if (!tags.isEmpty()) {
            Collection<OpenTag> open = OpenTag.byKey(tags, vault).values();
            jdbc.update(
                    """
                            insert into logged_model_tags (model_id, key, value, sealed_by)
                            select ?, key, value, sealed_by
                            from unnest(?::text[], ?::text[], ?::text[]) as t (key, value, sealed_by)
                            on conflict (model_id, key) do update
                            set value = excluded.value, sealed_by = excluded.sealed_by""",
                    model.value(),
                    open.stream().map(OpenTag::key).toArray(String[]::new),
                    open.stream().map(OpenTag::value).toArray(String[]::new),
                    open.stream().map(OpenTag::sealedBy).toArray(String[]::new));
        }
    }
}
