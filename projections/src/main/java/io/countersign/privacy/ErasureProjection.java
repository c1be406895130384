package io.countersign.privacy;

import io.countersign.views.ViewJson;
import java.time.Instant;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.Timestamp;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes {@code erasures}: whom somebody proposed to forget, and what became of it. */
public final class ErasureProjection {

    private final JdbcTemplate jdbc;
    private final boolean forgetting;

    /** @param forgetting whether the views forget in the event's own transaction, and are not left to {@link ForgottenViews} */
    public ErasureProjection(JdbcTemplate jdbc, boolean forgetting) {
        this.jdbc = jdbc;
        this.forgetting = forgetting;
    }

    @EventHandler
    void on(ErasureEvent.Proposed event, @Timestamp Instant at) {
        jdbc.update(
                """
                insert into erasures (erasure_id, person, proposed_by, proposed_at, reason, state)
                values (?, ?, ?, ?, ?::jsonb, 'OPEN')""",
                event.erasure().value(),
                event.person().value(),
                event.by().value(),
                at.toEpochMilli(),
                ViewJson.sealed(event.reason()));
    }

    @EventHandler
    void on(ErasureEvent.Declined event, @Timestamp Instant at) {
        close(event, "DECLINED", event.by().value(), at);
        jdbc.update(
                "update erasures set answer = ?::jsonb where erasure_id = ?",
                ViewJson.sealed(event.reason()),
                event.erasure().value());
    }

    @EventHandler
    void on(ErasureEvent.CarriedOut event, @Timestamp Instant at) {
        close(event, "CARRIED_OUT", event.by().value(), at);
        jdbc.update(
                "update erasures set key_fingerprint = ? where erasure_id = ?",
                event.keyFingerprint(),
                event.erasure().value());
        if (forgetting) {
            ForgottenViews.forget(jdbc, event.person().value());
        }
    }

    private void close(ErasureEvent event, String state, String by, Instant at) {
        jdbc.update(
                "update erasures set state = ?, closed_by = ?, closed_at = ? where erasure_id = ?",
                state,
                by,
                at.toEpochMilli(),
                event.erasure().value());
    }
}
