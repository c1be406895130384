package io.countersign.inbox;

import io.countersign.governance.FindingEvent;
import io.countersign.governance.GovernanceEvent;
import io.countersign.governance.ReviewFinding;
import io.countersign.identity.SubjectId;
import io.countersign.policy.Change;
import io.countersign.privacy.SealedText;
import io.countersign.registeredmodel.ModelId;
import io.countersign.registeredmodel.RegisteredModelEvent;
import io.countersign.views.ViewJson;
import java.time.Instant;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.Timestamp;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes {@code findings}: on condition of what approvals were given, and what became of it. */
public final class FindingProjection {

    private final JdbcTemplate jdbc;

    public FindingProjection(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @EventHandler
    void on(GovernanceEvent event, @Timestamp Instant at) {
        switch (event) {
            case GovernanceEvent.ApprovalGiven e -> e.findings().forEach(finding -> insert(e, finding, at));
            case GovernanceEvent.ChangeApproved e -> make(e.model(), e.change());
            case GovernanceEvent.ApprovalWithdrawn e -> dropOf(e, e.by(), at);
            case GovernanceEvent.ApprovalWentStale e -> dropOf(e, e.by(), at);
            case FindingEvent.FindingResolved e -> close(e.finding().value(), "RESOLVED", e.by(), at, e.comment());
            case FindingEvent.ApprovalRevoked e -> revoke(e, at);
            case GovernanceEvent.ChangeRequestCancelled e -> dropUnasked(e.model(), at);
            case GovernanceEvent.RequestSuperseded e -> dropUnasked(e.model(), at);
            case GovernanceEvent.ChangeRejected e -> dropUnasked(e.model(), at);
            case GovernanceEvent.RequestsExpired e -> dropUnasked(e.model(), at);
            default -> {} // nothing else ends an approval
        }
    }

    @EventHandler
    void on(RegisteredModelEvent event, @Timestamp Instant at) {
        switch (event) {
            case RegisteredModelEvent.TransitionApproved e ->
                make(e.model(), new Change.ToStage(e.version(), e.from(), e.to()));
            case RegisteredModelEvent.TransitionRequestCancelled e -> dropUnasked(e.model(), at);
            case RegisteredModelEvent.TransitionRejected e -> dropUnasked(e.model(), at);
            case RegisteredModelEvent.VersionDeleted e -> {
                dropUnasked(e.model(), at);
                drop("and version = ?", e.model(), at, e.version());
            }
            case RegisteredModelEvent.Deleted e -> drop("", e.model(), at);
            default -> {} // nothing else ends an approval
        }
    }

    private void insert(GovernanceEvent.ApprovalGiven event, ReviewFinding finding, Instant at) {
        jdbc.update(
                """
                insert into findings (finding_id, request_id, model_id, topic, version, made, raised_by, raised_at,
                    severity, owner, due_at, body, state)
                values (?, ?, ?, ?, ?, false, ?, ?, ?, ?, ?, ?::jsonb, 'OPEN')""",
                finding.id().value(),
                event.requests().getFirst().value(),
                event.model().value(),
                event.change().topic(),
                event.change().candidate(),
                event.by().value(),
                at.toEpochMilli(),
                finding.severity().name(),
                finding.owner().value(),
                finding.due().toEpochMilli(),
                ViewJson.sealed(finding.text()));
    }

    private void make(ModelId model, Change change) {
        jdbc.update(
                "update findings set made = true where model_id = ? and topic = ? and state = 'OPEN'",
                model.value(),
                change.topic());
    }

    private void revoke(FindingEvent.ApprovalRevoked event, Instant at) {
        close(event.finding().value(), "OVERDUE", SubjectId.SYSTEM, at, null);
        if (!event.made()) {
            dropOf(event, event.approver(), at);
        }
    }

    private void close(String finding, String state, SubjectId by, Instant at, @Nullable SealedText answer) {
        jdbc.update(
                "update findings set state = ?, closed_by = ?, closed_at = ?, answer = ?::jsonb where finding_id = ?",
                state,
                by.value(),
                at.toEpochMilli(),
                ViewJson.sealed(answer),
                finding);
    }

    private void dropOf(GovernanceEvent event, SubjectId approver, Instant at) {
        drop(
                "and topic = ? and raised_by = ? and not made",
                event.model(),
                at,
                event.change().topic(),
                approver.value());
    }

    /** Of changes that nobody asks for any more. */
    private void dropUnasked(ModelId model, Instant at) {
        drop("""
                and not made and not exists (select from change_requests r
                    where r.model_id = f.model_id and r.topic = f.topic and r.state = 'OPEN')""", model, at);
    }

    private void drop(String condition, ModelId model, Instant at, Object... parameters) {
        Object[] all = new Object[parameters.length + 2];
        all[0] = at.toEpochMilli();
        all[1] = model.value();
        System.arraycopy(parameters, 0, all, 2, parameters.length);
        jdbc.update(
                "update findings f set state = 'DROPPED', closed_at = ? where model_id = ? and state = 'OPEN' "
                        + condition,
                all);
    }
}
