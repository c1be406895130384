package io.countersign.inbox;

import io.countersign.governance.EmergencyEvent;
import io.countersign.governance.GovernanceEvent;
import io.countersign.identity.SubjectId;
import io.countersign.policy.Bypass;
import io.countersign.policy.Decided;
import io.countersign.policy.Party;
import io.countersign.registeredmodel.ModelId;
import io.countersign.registeredmodel.RegisteredModelEvent;
import io.countersign.registeredmodel.RequestId;
import io.countersign.views.ViewJson;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.Timestamp;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes {@code bypasses}: where two people broke the glass, and who has looked at it since. */
public final class BypassProjection {

    private final JdbcTemplate jdbc;

    public BypassProjection(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @EventHandler
    void on(RegisteredModelEvent.TransitionApproved event, @Timestamp Instant at) {
        add(event.model(), event.requests(), event.decided(), at);
    }

    @EventHandler
    void on(GovernanceEvent.ChangeApproved event, @Timestamp Instant at) {
        add(event.model(), event.requests(), event.decided(), at);
    }

    @EventHandler
    void on(EmergencyEvent.BypassReviewed event, @Timestamp Instant at) {
        jdbc.update(
                "update bypasses set reviewed_by = ?, reviewed_at = ?, conclusion = ?::jsonb where request_id = ?",
                event.by().value(),
                at.toEpochMilli(),
                ViewJson.sealed(event.conclusion()),
                event.request().value());
    }

    private void add(ModelId model, List<RequestId> requests, @Nullable Decided decided, Instant at) {
        if (decided != null && decided.bypass() != null) {
            add(model, requests.getFirst(), decided, decided.bypass(), at);
        }
    }

    private void add(ModelId model, RequestId request, Decided decided, Bypass bypass, Instant at) {
        Set<SubjectId> requesters = decided.about().parties().getOrDefault(Party.REQUESTER, Set.of());
        jdbc.update(
                """
                insert into bypasses (request_id, model_id, version, first, second, requesters, broken_at, until)
                values (?, ?, ?, ?, ?, ?::jsonb, ?, ?)""",
                request.value(),
                model.value(),
                decided.about().change().candidate(),
                bypass.first().value(),
                bypass.second().value(),
                ViewJson.write(
                        requesters.stream().map(SubjectId::value).sorted().toList()),
                at.toEpochMilli(),
                bypass.until().toEpochMilli());
    }
}
