package io.countersign.attempt;

import java.time.Instant;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.Timestamp;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes {@code refused_attempts}. */
public final class AttemptProjection {

    private final JdbcTemplate jdbc;

    public AttemptProjection(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @EventHandler
    void on(AttemptEvent.Refused event, @Timestamp Instant at) {
        AttemptTarget target = event.target();
        jdbc.update(
                "insert into refused_attempts values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                event.attempt().value(),
                at.toEpochMilli(),
                event.by().value(),
                event.operation(),
                target.model() == null ? null : target.model().value(),
                target.version(),
                target.topic(),
                target.request() == null ? null : target.request().value(),
                event.reason());
    }
}
