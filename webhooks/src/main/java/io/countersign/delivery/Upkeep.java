package io.countersign.delivery;

import io.countersign.webhook.WebhookEvent;
import io.countersign.webhook.WebhookId;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/** Gives up on receivers that took nothing for days, and forgets deliveries that ended long ago. */
public final class Upkeep {

    /** From the first failure after the last success. */
    static final Duration PATIENCE = Duration.ofDays(5);

    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
    private static final int AT_ONCE = 10_000;

    private final JdbcTemplate jdbc;
    private final GivingUp givingUp;
    private final Duration retention;
    private final Clock clock;

    /** @param retention of what was delivered, or was not and never will be */
    public Upkeep(JdbcTemplate jdbc, GivingUp givingUp, Duration retention, Clock clock) {
        this.jdbc = jdbc;
        this.givingUp = givingUp;
        this.retention = retention;
        this.clock = clock;
    }

    /** To be called now and then; by several servers at once does no harm. */
    public void run() {
        try {
            giveUp(clock.instant());
            forget(clock.instant());
            jdbc.update("delete from ops.delivery_lanes where due = 'infinity' and claimed_by is null");
        } catch (RuntimeException e) {
            LOG.warn("Webhooks could not be looked after: {}", e.getMessage());
        }
    }

    private void giveUp(Instant now) {
        jdbc.query(
                        """
                        select h.webhook_id
                        from ops.webhook_health h join ops.webhook_subscribers s on s.webhook_id = h.webhook_id
                        where h.failing_since < ?""",
                        (row, number) -> new WebhookId(row.getString("webhook_id")),
                        Timestamp.from(now.minus(PATIENCE)))
                .forEach(webhook -> givingUp.giveUp(webhook, WebhookEvent.Cause.FAILING));
    }

    private void forget(Instant now) {
        Timestamp oldest = Timestamp.from(now.minus(retention));
        while (jdbc.update("""
                        with old as (
                            select webhook_id, event_index, part from ops.deliveries
                            where state <> 'pending' and ended_at < ? limit ?),
                        attempts as (
                            delete from ops.delivery_attempts a using old
                            where a.webhook_id = old.webhook_id and a.event_index = old.event_index
                                and a.part = old.part)
                        delete from ops.deliveries d using old
                        where d.webhook_id = old.webhook_id and d.event_index = old.event_index
                            and d.part = old.part""", oldest, AT_ONCE) == AT_ONCE) {
            LOG.debug("More deliveries are forgotten.");
        }
    }
}
