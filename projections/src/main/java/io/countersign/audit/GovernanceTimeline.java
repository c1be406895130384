package io.countersign.audit;

import static io.countersign.audit.TimelineRows.details;
import static io.countersign.audit.TimelineRows.names;

import io.countersign.freeze.FreezeEvent;
import io.countersign.gate.GateEvent;
import io.countersign.governance.EmergencyEvent;
import io.countersign.governance.FindingEvent;
import io.countersign.governance.GovernanceEvent;
import io.countersign.governance.ReviewFinding;
import io.countersign.modelversion.CommentId;
import io.countersign.modelversion.VersionId;
import io.countersign.thread.ThreadEvent;
import java.util.List;
import java.util.Map;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes {@code timeline}: what was said about changes to a version before they were made. */
public final class GovernanceTimeline {

    private final TimelineRows rows;

    public GovernanceTimeline(JdbcTemplate jdbc) {
        this.rows = new TimelineRows(jdbc);
    }

    @EventHandler
    void on(GovernanceEvent event, EventMessage<?> message) {
        Integer version = event.change().candidate();
        if (version == null) {
            return;
        }
        VersionId about = new VersionId(event.model(), version);
        String change = event.change().words();
        switch (event) {
            case GovernanceEvent.ChangeRequested e ->
                rows.add(message, about, e.comment(), details("change", change, "policy", names(e.policies())));
            case GovernanceEvent.ChangeRequestCancelled e ->
                rows.add(message, about, e.comment(), details("change", change));
            case GovernanceEvent.ChangeRejected e -> rows.add(message, about, e.comment(), details("change", change));
            case GovernanceEvent.ChangeApproved e ->
                rows.add(message, about, e.comment(), details("change", change, "policy", names(e.policies())));
            case GovernanceEvent.ApprovalGiven e ->
                rows.add(
                        message,
                        about,
                        e.comment(),
                        details("change", change, "meaning", e.meaning(), "findings", count(e.findings())));
            case GovernanceEvent.ApprovalWithdrawn e ->
                rows.add(message, about, e.comment(), details("change", change));
            case GovernanceEvent.ApprovalWentStale e ->
                rows.add(
                        message,
                        about,
                        null,
                        details(
                                "change", change,
                                "approval_by", e.by().value(),
                                "changed", String.join(", ", e.changed())));
            case GovernanceEvent.RequestsExpired e ->
                rows.add(
                        message,
                        about,
                        null,
                        details("change", change, "policy", e.policy().name()));
            case GovernanceEvent.Vetoed e -> rows.add(message, about, e.comment(), details("change", change));
            case GovernanceEvent.RequestSuperseded e ->
                rows.add(
                        message,
                        about,
                        null,
                        details("change", change, "successor", e.successor().value()));
            case GovernanceEvent.RequestReopened e ->
                rows.add(
                        message,
                        about,
                        null,
                        details("change", change, "predecessor", e.predecessor().value()));
            case FindingEvent.FindingResolved e ->
                rows.add(
                        message,
                        about,
                        e.comment(),
                        details("change", change, "finding", e.finding().value()));
            case FindingEvent.ApprovalRevoked e ->
                rows.add(
                        message,
                        about,
                        null,
                        details(
                                "change", change,
                                "approval_by", e.approver().value(),
                                "finding", e.finding().value()));
            case EmergencyEvent.BreakGlassProposed e ->
                rows.add(
                        message,
                        about,
                        e.reason(),
                        details("change", change, "until", e.until().toString()));
            case EmergencyEvent.BypassReviewed e -> rows.add(message, about, e.conclusion(), details("change", change));
            case GovernanceEvent.VetoLifted e ->
                rows.add(
                        message,
                        about,
                        e.comment(),
                        details("change", change, "veto_by", e.author().value()));
        }
    }

    @EventHandler
    void on(ThreadEvent event, EventMessage<?> message) {
        Integer number = event.discussion().version();
        if (number == null) {
            return;
        }
        VersionId version = new VersionId(event.discussion().model(), number);
        switch (event) {
            case ThreadEvent.Started e -> rows.add(message, version, e.text(), inThread(e, e.comment()));
            case ThreadEvent.Replied e -> rows.add(message, version, e.text(), inThread(e, e.comment()));
            case ThreadEvent.CommentEdited e -> rows.add(message, version, e.text(), inThread(e, e.comment()));
            case ThreadEvent.CommentDeleted e -> rows.add(message, version, null, inThread(e, e.comment()));
            case ThreadEvent.Resolved e -> rows.add(message, version, null, inThread(e, null));
            case ThreadEvent.Reopened e -> rows.add(message, version, null, inThread(e, null));
        }
    }

    private static Map<String, String> inThread(ThreadEvent event, @Nullable CommentId comment) {
        return details(
                "request_id",
                event.discussion().request().value(),
                "thread_id",
                event.thread().value(),
                "comment_id",
                comment == null ? null : comment.value());
    }

    @EventHandler
    void on(GateEvent.AnswerChanged event, EventMessage<?> message) {
        rows.add(
                message,
                new VersionId(event.model(), event.version()),
                null,
                details(
                        "place", event.place(),
                        "before", event.before() == null ? null : event.before().label(),
                        "now", event.now().label(),
                        "reasons", String.join(", ", event.reasons())));
    }

    @EventHandler
    void on(GateEvent.DeploymentAnswered event, EventMessage<?> message) {
        rows.add(
                message,
                new VersionId(event.model(), event.version()),
                null,
                details(
                        "deployment", event.deployment(),
                        "place", event.place(),
                        "now", event.answer().label(),
                        "reasons", String.join(", ", event.reasons())));
    }

    @EventHandler
    void on(FreezeEvent event, EventMessage<?> message) {
        event.versions()
                .forEach(version -> rows.add(
                        message,
                        new VersionId(event.model(), version),
                        null,
                        details("freeze", event.withdrawal().value())));
    }

    private static @Nullable String count(List<ReviewFinding> findings) {
        return findings.isEmpty() ? null : Integer.toString(findings.size());
    }
}
