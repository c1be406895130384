package io.countersign.inbox;

import io.countersign.governance.EmergencyEvent;
import io.countersign.governance.FindingEvent;
import io.countersign.governance.GovernanceEvent;
import io.countersign.identity.SubjectId;
import io.countersign.privacy.SealedText;
import io.countersign.registeredmodel.RequestId;
import io.countersign.views.ViewJson;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.Timestamp;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes {@code voices}: who approved what was asked for, who objected, and which of that counts no more. */
public final class VoiceProjection {

    private final JdbcTemplate jdbc;

    public VoiceProjection(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @EventHandler
    void on(GovernanceEvent.ApprovalGiven event, EventMessage<?> message) {
        add(message, event.requests(), "APPROVAL", event.by(), event.meaning(), event.comment(), event.subject());
    }

    @EventHandler
    void on(GovernanceEvent.Vetoed event, EventMessage<?> message) {
        add(message, event.requests(), "VETO", event.by(), null, event.comment(), null);
    }

    @EventHandler
    void on(EmergencyEvent.BreakGlassProposed event, EventMessage<?> message) {
        add(message, event.requests(), "BREAK_GLASS", event.by(), null, event.reason(), null);
    }

    /** Also once the change is made: whoever looks at the decision later sees what became of it. */
    @EventHandler
    void on(FindingEvent.ApprovalRevoked event, @Timestamp Instant at) {
        end(event.requests(), "APPROVAL", event.approver(), "REVOKED", null, null, at);
    }

    @EventHandler
    void on(GovernanceEvent.ApprovalWithdrawn event, @Timestamp Instant at) {
        end(event.requests(), "APPROVAL", event.by(), "WITHDRAWN", null, event.by(), at);
    }

    @EventHandler
    void on(GovernanceEvent.ApprovalWentStale event, @Timestamp Instant at) {
        end(event.requests(), "APPROVAL", event.by(), "STALE", event.changed(), null, at);
    }

    @EventHandler
    void on(GovernanceEvent.VetoLifted event, @Timestamp Instant at) {
        String state = event.by().equals(event.author()) ? "WITHDRAWN" : "DISMISSED";
        end(event.requests(), "VETO", event.author(), state, null, event.by(), at);
    }

    private void add(
            EventMessage<?> message,
            List<RequestId> requests,
            String kind,
            SubjectId by,
            @Nullable String meaning,
            @Nullable SealedText comment,
            @Nullable SortedMap<String, String> subject) {
        jdbc.update(
                """
                insert into voices (event_id, ballot, kind, said_by, said_at, meaning, comment, subject, state)
                select ?, ballot, ?, ?, ?, ?, ?::jsonb, ?::jsonb, 'STANDS' from change_requests where request_id = ?""",
                message.getIdentifier(),
                kind,
                by.value(),
                message.getTimestamp().toEpochMilli(),
                meaning,
                ViewJson.sealed(comment),
                subject == null ? null : ViewJson.write(subject),
                requests.getFirst().value());
    }

    private void end(
            List<RequestId> requests,
            String kind,
            SubjectId author,
            String state,
            @Nullable List<String> changed,
            @Nullable SubjectId by,
            Instant at) {
        jdbc.update(
                """
                update voices v set state = ?, changed = ?::jsonb, ended_by = ?, ended_at = ?
                from change_requests r where r.request_id = ? and v.ballot = r.ballot
                    and v.kind = ? and v.said_by = ? and v.state = 'STANDS'""",
                state,
                changed == null ? null : ViewJson.write(changed),
                by == null ? null : by.value(),
                at.toEpochMilli(),
                requests.getFirst().value(),
                kind,
                author.value());
    }
}
