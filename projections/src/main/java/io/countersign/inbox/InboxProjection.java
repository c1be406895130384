package io.countersign.inbox;

import io.countersign.identity.SubjectId;
import io.countersign.registeredmodel.RegisteredModelEvent;
import io.countersign.registeredmodel.RequestId;
import io.countersign.views.ViewJson;
import java.time.Instant;
import java.util.List;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes {@code transition_requests}: what waits for a decision, and what became of it. */
public final class InboxProjection {

    private final JdbcTemplate jdbc;

    public InboxProjection(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @EventHandler
    void on(RegisteredModelEvent.TransitionRequested event, @Timestamp Instant at) {
        jdbc.update(
                """
                        insert into transition_requests
                            (request_id, model_id, version, to_stage, requested_by, requested_at, comment, state)
                        values (?, ?, ?, ?, ?, ?, ?::jsonb, 'OPEN')""",
                event.request().value(),
                event.model().value(),
                event.version(),
                event.to().label(),
                event.requester().value(),
                at.toEpochMilli(),
                ViewJson.sealed(event.comment()));
    }

    @EventHandler
    void on(RegisteredModelEvent.TransitionRequestCancelled event, @Timestamp Instant at) {
        close(List.of(event.request()), "CANCELLED", event.by(), at);
    }

    @EventHandler
    void on(RegisteredModelEvent.TransitionRejected event, @Timestamp Instant at) {
        close(event.requests(), "REJECTED", event.by(), at);
    }

    @EventHandler
    void on(RegisteredModelEvent.TransitionApproved event, @Timestamp Instant at) {
        close(event.requests(), "APPROVED", event.by(), at);
    }

    @EventHandler
    void on(RegisteredModelEvent.VersionDeleted event, @Timestamp Instant at, @MetaDataValue("actor") String actor) {
        jdbc.update("""
                        update transition_requests set state = 'CANCELLED', closed_by = ?, closed_at = ?
                        where model_id = ? and version = ? and state = 'OPEN'""", actor, at.toEpochMilli(), event.model().value(), event.version());
    }

    @EventHandler
    void on(RegisteredModelEvent.Deleted event, @Timestamp Instant at, @MetaDataValue("actor") String actor) {
        jdbc.update("""
                        update transition_requests set state = 'CANCELLED', closed_by = ?, closed_at = ?
                        where model_id = ? and state = 'OPEN'""", actor, at.toEpochMilli(), event.model().value());
    }

    private void close(List<RequestId> requests, String state, SubjectId by, Instant at) {
        jdbc.update(
                """
                        update transition_requests set state = ?, closed_by = ?, closed_at = ?
                        where request_id = any (?::text[])""",
                state,
                by.value(),
                at.toEpochMilli(),
                requests.stream().map(RequestId::value).toArray(String[]::new));
    }
}
