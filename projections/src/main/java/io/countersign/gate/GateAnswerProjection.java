package io.countersign.gate;

import io.countersign.views.ViewJson;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes {@code gate_answers}. */
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
}
