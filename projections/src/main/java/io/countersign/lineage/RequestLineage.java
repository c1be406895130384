package io.countersign.lineage;

import io.countersign.governance.FindingEvent;
import io.countersign.governance.GovernanceEvent;
import io.countersign.policy.Change;
import io.countersign.registeredmodel.ModelId;
import io.countersign.registeredmodel.RegisteredModelEvent;
import io.countersign.registeredmodel.RequestId;
import java.util.List;
import java.util.Map;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Writes which open requests are for a version, and which approvals of it stand. An approval that was used stands on as
 * long as nobody takes it back: it is why the version is where it is.
 */
public final class RequestLineage {

    private final JdbcTemplate jdbc;

    public RequestLineage(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @EventHandler
    void on(RegisteredModelEvent event, EventMessage<?> message) {
        switch (event) {
            case RegisteredModelEvent.TransitionRequested e ->
                open(message, e.model(), e.request(), new Change.ToStage(e.version(), e.from(), e.to()));
            case RegisteredModelEvent.TransitionRequestCancelled e -> {
                String topic = new Change.ToStage(e.version(), e.to(), e.to()).topic();
                close(message, List.of(e.request()));
                endUnasked(message, LineageNode.version(e.model(), e.version()), topic);
            }
            case RegisteredModelEvent.TransitionRejected e -> {
                close(message, e.requests());
                endUnasked(
                        message,
                        LineageNode.version(e.model(), e.version()),
                        new Change.ToStage(e.version(), e.to(), e.to()).topic());
            }
            case RegisteredModelEvent.TransitionApproved e -> close(message, e.requests());
            default -> {} // nothing else is about requests
        }
    }

    @EventHandler
    void on(GovernanceEvent event, EventMessage<?> message) {
        Integer candidate = event.change().candidate();
        if (candidate == null) {
            return;
        }
        LineageNode version = LineageNode.version(event.model(), candidate);
        String topic = event.change().topic();
        switch (event) {
            case GovernanceEvent.ChangeRequested e -> open(message, e.model(), e.request(), e.change());
            case GovernanceEvent.ChangeRequestCancelled e -> {
                close(message, List.of(e.request()));
                endUnasked(message, version, topic);
            }
            case GovernanceEvent.RequestSuperseded e -> {
                close(message, List.of(e.request()));
                endUnasked(message, version, topic);
            }
            case GovernanceEvent.ChangeRejected e -> {
                close(message, e.requests());
                endUnasked(message, version, topic);
            }
            case GovernanceEvent.RequestsExpired e -> {
                close(message, e.requests());
                endUnasked(message, version, topic);
            }
            case GovernanceEvent.ChangeApproved e -> close(message, e.requests());
            case GovernanceEvent.ApprovalGiven e ->
                new EdgeRows(jdbc, message)
                        .begin(List.of(new Edge(
                                version,
                                LineageNode.approval(message.getIdentifier()),
                                Relation.APPROVAL,
                                Map.of("topic", topic, "by", e.by().value()))));
            case GovernanceEvent.ApprovalWithdrawn e -> endApproval(message, version, topic, e.by().value());
            case GovernanceEvent.ApprovalWentStale e -> endApproval(message, version, topic, e.by().value());
            case FindingEvent.ApprovalRevoked e ->
                endApproval(message, version, topic, e.approver().value());
            default -> {} // nothing else begins or ends a request or an approval
        }
    }

    private void open(EventMessage<?> message, ModelId model, RequestId request, Change change) {
        Integer candidate = change.candidate();
        if (candidate != null) {
            new EdgeRows(jdbc, message)
                    .begin(List.of(new Edge(
                            LineageNode.version(model, candidate),
                            LineageNode.request(request),
                            Relation.REQUEST,
                            Map.of("topic", change.topic()))));
        }
    }

    private void close(EventMessage<?> message, List<RequestId> requests) {
        EdgeRows rows = new EdgeRows(jdbc, message);
        requests.forEach(request -> rows.endTo(LineageNode.request(request), Relation.REQUEST));
    }

    private void endApproval(EventMessage<?> message, LineageNode version, String topic, String by) {
        new EdgeRows(jdbc, message).endApprovals(version, topic, by);
    }

    /** What was approved and is asked for by nobody any more, nobody approves. */
    private void endUnasked(EventMessage<?> message, LineageNode version, String topic) {
        new EdgeRows(jdbc, message).endUnaskedApprovals(version, topic);
    }
}
