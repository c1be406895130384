package io.countersign.gate;

import io.countersign.views.ViewJson;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes {@code gate_answers} and {@code gate_deployments}. */
public final class GateAnswerProjection {

    private final JdbcTemplate jdbc;

    public GateAnswerProjection(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @EventHandler
    void on(GateEvent.AnswerChanged event, EventMessage<?> message) {
        if (event.restsOn().isEmpty()) {
            jdbc.update(
                    "delete from gate_answers where model_id = ? and place = ? and version = ?",
                    event.model().value(),
                    event.place(),
                    event.version());
            return;
        }
        jdbc.update(
                """
                insert into gate_answers values (?, ?, ?, ?, ?::jsonb, ?, ?)
                on conflict (model_id, place, version) do update set verdict = excluded.verdict,
                    reasons = excluded.reasons, since = excluded.since, event_id = excluded.event_id""",
                event.model().value(),
                event.place(),
                event.version(),
                event.now().name(),
                ViewJson.write(event.reasons()),
                message.getTimestamp().toEpochMilli(),
                message.getIdentifier());
    }

    @EventHandler
    void on(GateEvent.DeploymentAnswered event, EventMessage<?> message) {
        jdbc.update(
                "delete from gate_deployments where model_id = ? and deployment = ? and place = ? and version = any (?)",
                event.model().value(),
                event.deployment(),
                event.place(),
                event.left().toArray(Integer[]::new));
        if (!event.left().contains(event.version())) {
            jdbc.update(
                    """
                    insert into gate_deployments values (?, ?, ?, ?, ?, ?::jsonb, ?, ?)
                    on conflict (model_id, deployment, place, version) do update set verdict = excluded.verdict,
                        reasons = excluded.reasons, since = excluded.since, event_id = excluded.event_id""",
                    event.model().value(),
                    event.deployment(),
                    event.place(),
                    event.version(),
                    event.answer().name(),
                    ViewJson.write(event.reasons()),
                    message.getTimestamp().toEpochMilli(),
                    message.getIdentifier());
        }
    }
}
