package io.countersign.delegation;

import io.countersign.views.ViewJson;
import java.time.Instant;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.Timestamp;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes {@code delegations}. */
public final class DelegationProjection {

    private final JdbcTemplate jdbc;

    public DelegationProjection(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @EventHandler
    void on(DelegationEvent.Given event, @Timestamp Instant at) {
        jdbc.update(
                """
                        insert into delegations
                            (delegation_id, given_by, given_to, starts_at, ends_at, given_at, comment)
                        values (?, ?, ?, ?, ?, ?, ?::jsonb)""",
                event.delegation().value(),
                event.by().value(),
                event.to().value(),
                event.from().toEpochMilli(),
                event.until().toEpochMilli(),
                at.toEpochMilli(),
                ViewJson.sealed(event.comment()));
    }

    @EventHandler
    void on(DelegationEvent.Revoked event, @Timestamp Instant at) {
        jdbc.update(
                "update delegations set revoked_by = ?, revoked_at = ?, answer = ?::jsonb where delegation_id = ?",
                event.by().value(),
                at.toEpochMilli(),
                ViewJson.sealed(event.comment()),
                event.delegation().value());
    }
}
