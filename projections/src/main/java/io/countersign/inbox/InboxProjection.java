package io.countersign.inbox;

import io.countersign.governance.GovernanceEvent;
import io.countersign.identity.SubjectId;
import io.countersign.policy.Change;
import io.countersign.policy.Decided;
import io.countersign.policy.PolicyRevision;
import io.countersign.privacy.SealedText;
import io.countersign.registeredmodel.ModelId;
import io.countersign.registeredmodel.RegisteredModelEvent;
import io.countersign.registeredmodel.RequestId;
import io.countersign.views.ViewJson;
import java.time.Instant;
import java.util.List;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes {@code change_requests}: what waits for a decision, and what became of it. */
public final class InboxProjection {

    private final JdbcTemplate jdbc;

    public InboxProjection(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @EventHandler
    void on(RegisteredModelEvent.TransitionRequested event, @Timestamp Instant at) {
        Change change = new Change.ToStage(event.version(), event.from(), event.to());
        open(event.model(), event.request(), change, event.requester(), at, event.comment(), event.policies());
    }

    @EventHandler
    void on(GovernanceEvent.ChangeRequested event, @Timestamp Instant at) {
        open(event.model(), event.request(), event.change(), event.requester(), at, event.comment(), event.policies());
    }

    @EventHandler
    void on(RegisteredModelEvent.TransitionRequestCancelled event, @Timestamp Instant at) {
        close(List.of(event.request()), "CANCELLED", event.by(), at, event.comment(), null);
    }

    @EventHandler
    void on(GovernanceEvent.ChangeRequestCancelled event, @Timestamp Instant at) {
        close(List.of(event.request()), "CANCELLED", event.by(), at, event.comment(), null);
    }

    @EventHandler
    void on(RegisteredModelEvent.TransitionRejected event, @Timestamp Instant at) {
        close(event.requests(), "REJECTED", event.by(), at, event.comment(), null);
    }

    @EventHandler
    void on(GovernanceEvent.ChangeRejected event, @Timestamp Instant at) {
        close(event.requests(), "REJECTED", event.by(), at, event.comment(), null);
    }

    @EventHandler
    void on(RegisteredModelEvent.TransitionApproved event, @Timestamp Instant at) {
        close(event.requests(), "APPROVED", event.by(), at, event.comment(), event.decided());
    }

    @EventHandler
    void on(GovernanceEvent.ChangeApproved event, @Timestamp Instant at) {
        close(event.requests(), "APPROVED", event.by(), at, event.comment(), event.decided());
    }

    @EventHandler
    void on(GovernanceEvent.RequestsExpired event, @Timestamp Instant at) {
        close(event.requests(), "EXPIRED", SubjectId.SYSTEM, at, null, null);
    }

    @EventHandler
    void on(GovernanceEvent.RequestSuperseded event, @Timestamp Instant at) {
        close(List.of(event.request()), "SUPERSEDED", event.by(), at, null, null);
        jdbc.update(
                "update change_requests set successor = ? where request_id = ?",
                event.successor().value(),
                event.request().value());
    }

    @EventHandler
    void on(GovernanceEvent.RequestReopened event) {
        jdbc.update(
                "update change_requests set predecessor = ? where request_id = ?",
                event.predecessor().value(),
                event.request().value());
    }

    @EventHandler
    void on(RegisteredModelEvent.VersionDeleted event, @Timestamp Instant at, @MetaDataValue("actor") String actor) {
        jdbc.update("""
                        update change_requests set state = 'CANCELLED', closed_by = ?, closed_at = ?
                        where model_id = ? and version = ? and state = 'OPEN'""", actor, at.toEpochMilli(), event.model().value(), event.version());
    }

    @EventHandler
    void on(RegisteredModelEvent.Deleted event, @Timestamp Instant at, @MetaDataValue("actor") String actor) {
        jdbc.update("""
                        update change_requests set state = 'CANCELLED', closed_by = ?, closed_at = ?
                        where model_id = ? and state = 'OPEN'""", actor, at.toEpochMilli(), event.model().value());
    }

    /** The first request for something opens the ballot that all others for it join. */
    private void open(
            ModelId model,
            RequestId request,
            Change change,
            SubjectId requester,
            Instant at,
            @Nullable SealedText comment,
            List<PolicyRevision> policies) {
        ChangeColumns columns = ChangeColumns.of(change);
        jdbc.update(
                """
                insert into change_requests (request_id, ballot, model_id, topic, kind, version, target, value, origin,
                    requested_by, requested_at, comment, policies, state)
                values (?, coalesce((select min(ballot) from change_requests
                            where model_id = ? and topic = ? and state = 'OPEN'), ?),
                    ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb, 'OPEN')""",
                request.value(),
                model.value(),
                change.topic(),
                request.value(),
                model.value(),
                change.topic(),
                columns.kind(),
                columns.version(),
                columns.target(),
                columns.value(),
                ChangeColumns.origin(change),
                requester.value(),
                at.toEpochMilli(),
                ViewJson.sealed(comment),
                ViewJson.write(policies));
    }

    private void close(
            List<RequestId> requests,
            String state,
            SubjectId by,
            Instant at,
            @Nullable SealedText answer,
            @Nullable Decided decided) {
        jdbc.update(
                """
                update change_requests
                set state = ?, closed_by = ?, closed_at = ?, answer = ?::jsonb, evaluation = ?::jsonb,
                    origin = coalesce(?, origin)
                where request_id = any (?::text[])""",
                state,
                by.value(),
                at.toEpochMilli(),
                ViewJson.sealed(answer),
                decided == null ? null : ViewJson.write(decided.evaluation().policies()),
                decided == null ? null : ChangeColumns.origin(decided.about().change()),
                requests.stream().map(RequestId::value).toArray(String[]::new));
    }
}
