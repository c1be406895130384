package io.countersign.trail;

import io.countersign.event.DomainEvent;
import io.countersign.event.EventType;
import io.countersign.event.Recorded;
import io.countersign.governance.EmergencyEvent;
import io.countersign.governance.FindingEvent;
import io.countersign.governance.GovernanceEvent;
import io.countersign.policy.Change;
import io.countersign.policy.PolicyRevision;
import io.countersign.privacy.SealedText;
import io.countersign.registeredmodel.RegisteredModelEvent;
import io.countersign.registeredmodel.RequestId;
import io.countersign.trail.LifeMessages.Teller;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was asked for, what was said about it, and what became of it. */
final class RequestLife {

    private final Teller teller;
    private final Map<RequestId, LifeMessage.Request> requests = new LinkedHashMap<>();
    private final List<LifeMessage.Said> said = new ArrayList<>();

    private RequestLife(Teller teller) {
        this.teller = teller;
    }

    static RequestLife of(List<Recorded> events, Teller teller) {
        RequestLife life = new RequestLife(teller);
        events.forEach(life::take);
        return life;
    }

    List<LifeMessage.Request> requests() {
        return List.copyOf(requests.values());
    }

    List<LifeMessage.Said> said() {
        return List.copyOf(said);
    }

    private void take(Recorded at) {
        switch (at.event()) {
            case RegisteredModelEvent.TransitionRequested e ->
                open(at, e.request(), new Change.ToStage(e.version(), e.from(), e.to()), e.comment(), e.policies());
            case GovernanceEvent.ChangeRequested e -> open(at, e.request(), e.change(), e.comment(), e.policies());
            case GovernanceEvent.RequestReopened e -> open(at, e.request(), e.change(), null, List.of());
            case RegisteredModelEvent.TransitionRequestCancelled e ->
                close(at, List.of(e.request()), "cancelled", e.comment());
            case RegisteredModelEvent.TransitionRejected e -> close(at, e.requests(), "rejected", e.comment());
            case RegisteredModelEvent.TransitionApproved e -> close(at, e.requests(), "approved", e.comment());
            case GovernanceEvent.ChangeRequestCancelled e -> close(at, List.of(e.request()), "cancelled", e.comment());
            case GovernanceEvent.RequestSuperseded e -> close(at, List.of(e.request()), "superseded", null);
            case GovernanceEvent.ChangeRejected e -> close(at, e.requests(), "rejected", e.comment());
            case GovernanceEvent.ChangeApproved e -> close(at, e.requests(), "approved", e.comment());
            case GovernanceEvent.RequestsExpired e -> close(at, e.requests(), "expired", null);
            case GovernanceEvent.ApprovalGiven e -> say(at, e.requests(), e.change(), e.meaning(), e.comment());
            case GovernanceEvent.ApprovalWithdrawn e -> say(at, e.requests(), e.change(), null, e.comment());
            case GovernanceEvent.ApprovalWentStale e -> say(at, e.requests(), e.change(), null, null);
            case GovernanceEvent.Vetoed e -> say(at, e.requests(), e.change(), null, e.comment());
            case GovernanceEvent.VetoLifted e -> say(at, e.requests(), e.change(), null, e.comment());
            case FindingEvent.ApprovalRevoked e -> say(at, e.requests(), e.change(), null, null);
            case FindingEvent.FindingResolved e -> say(at, List.of(), e.change(), null, e.comment());
            case EmergencyEvent.BreakGlassProposed e -> say(at, e.requests(), e.change(), null, e.reason());
            case EmergencyEvent.BypassReviewed e -> say(at, List.of(e.request()), e.change(), null, e.conclusion());
            default -> {
                // neither asks for anything nor says anything about it
            }
        }
    }

    private void open(
            Recorded at,
            RequestId request,
            Change change,
            @Nullable SealedText comment,
            List<PolicyRevision> policies) {
        requests.put(
                request,
                new LifeMessage.Request(
                        request.value(),
                        change.words(),
                        change.candidate(),
                        at.at(),
                        teller.by(at),
                        teller.byId(at),
                        teller.text(comment),
                        policies.stream()
                                .map(policy -> policy.name() + "@" + policy.revision())
                                .toList(),
                        "open",
                        null,
                        null,
                        null,
                        null));
    }

    private void close(Recorded at, List<RequestId> closed, String state, @Nullable SealedText answer) {
        closed.forEach(request -> requests.computeIfPresent(
                request,
                (id, open) -> new LifeMessage.Request(
                        open.requestId(),
                        open.change(),
                        open.version(),
                        open.time(),
                        open.by(),
                        open.byId(),
                        open.comment(),
                        open.policies(),
                        state,
                        at.at(),
                        teller.by(at),
                        teller.byId(at),
                        teller.text(answer))));
    }

    private void say(
            Recorded at, List<RequestId> about, Change change, @Nullable String meaning, @Nullable SealedText comment) {
        said.add(new LifeMessage.Said(
                name(at.event()),
                about.stream().map(RequestId::value).toList(),
                change.words(),
                change.candidate(),
                at.at(),
                teller.by(at),
                teller.byId(at),
                meaning,
                teller.text(comment),
                at.id()));
    }

    private static String name(DomainEvent event) {
        String type = EventType.of(event.getClass()).name();
        return type.substring(type.indexOf('.') + 1);
    }
}
