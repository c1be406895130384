package io.countersign.inbox;

import io.countersign.modelversion.ModelVersionEvent;
import io.countersign.registeredmodel.RegisteredModelEvent;
import io.countersign.views.ViewJson;
import java.time.Instant;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.Timestamp;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes {@code comments}. */
public final class CommentProjection {

    private final JdbcTemplate jdbc;

    public CommentProjection(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @EventHandler
    void on(ModelVersionEvent.CommentAdded event, @Timestamp Instant at) {
        jdbc.update(
                "insert into comments values (?, ?, ?, ?, ?::jsonb, ?, ?)",
                event.comment().value(),
                event.version().model().value(),
                event.version().number(),
                event.author().value(),
                ViewJson.sealed(event.text()),
                at.toEpochMilli(),
                at.toEpochMilli());
    }

    @EventHandler
    void on(ModelVersionEvent.CommentEdited event, @Timestamp Instant at) {
        jdbc.update(
                "update comments set body = ?::jsonb, updated_at = ? where comment_id = ?",
                ViewJson.sealed(event.text()),
                at.toEpochMilli(),
                event.comment().value());
    }

    @EventHandler
    void on(ModelVersionEvent.CommentDeleted event) {
        jdbc.update("delete from comments where comment_id = ?", event.comment().value());
    }

    @EventHandler
    void on(RegisteredModelEvent.VersionDeleted event) {
        jdbc.update(
                "delete from comments where model_id = ? and version = ?",
                event.model().value(),
                event.version());
    }

    @EventHandler
    void on(RegisteredModelEvent.Deleted event) {
        jdbc.update("delete from comments where model_id = ?", event.model().value());
    }
}
