package io.countersign.delivery;

import io.countersign.webhook.WebhookId;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Which server works on which lane, in {@code ops.delivery_lanes}: one at a time, until it lets go or is gone. */
final class Lanes {

    /** Longer than anybody works on a lane without letting go. */
    static final Duration LEASE = Duration.ofSeconds(60);

    private static final String FREE = "l.due <= now() and (l.claimed_until is null or l.claimed_until < now())";

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;
    private final String node;

    Lanes(JdbcTemplate jdbc, TransactionTemplate transactions, String node) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.node = node;
    }

    /** What this server worked on when it was killed is free at once. */
    void freeOwn() {
        jdbc.update("update ops.delivery_lanes set claimed_by = null, claimed_until = null where claimed_by = ?", node);
    }

    /**
     * Lanes with something due, the longest waiting first, and no more than some of each webhook, so that a slow receiver
     * does not take the place of others.
     *
     * @param busy webhooks that have all that they may
     */
    List<Lane> claim(int most, int mostOfEach, Collection<WebhookId> busy) {
        return jdbc.query(
                """
                with due as (
                    select l.webhook_id, l.lane, l.due,
                        row_number() over (partition by l.webhook_id order by l.due, l.lane) as place
                    from ops.delivery_lanes l where %1$s and not l.webhook_id = any (?)),
                chosen as (
                    select l.webhook_id, l.lane
                    from due join ops.delivery_lanes l on l.webhook_id = due.webhook_id and l.lane = due.lane
                    where due.place <= ? and %1$s order by due.due limit ? for update of l skip locked)
                update ops.delivery_lanes l
                set claimed_by = ?, claimed_until = now() + make_interval(secs => ?)
                from chosen
                where l.webhook_id = chosen.webhook_id and l.lane = chosen.lane
                returning l.webhook_id, l.lane, coalesce(
                    (select s.skips from ops.webhook_subscribers s where s.webhook_id = l.webhook_id), false) as skips""".formatted(FREE),
                (row, number) -> new Lane(
                        new WebhookId(row.getString("webhook_id")), row.getString("lane"), row.getBoolean("skips")),
                busy.stream().map(WebhookId::value).toArray(String[]::new),
                mostOfEach,
                most,
                node,
                LEASE.toSeconds());
    }

    /**
     * Others may have it from when its next message is due; it is gone when it has none. The row is locked before its
     * messages are looked at: whoever makes one for it meanwhile waits, and opens the lane again.
     */
    void release(Lane lane) {
        transactions.executeWithoutResult(status -> {
            int held = jdbc.update("""
                    update ops.delivery_lanes set claimed_by = null, claimed_until = null
                    where webhook_id = ? and lane = ? and claimed_by = ?""", lane.webhook().value(), lane.name(), node);
            if (held > 0) {
                reckon(lane);
            }
        });
    }

    private void reckon(Lane lane) {
        int left = jdbc.update(
                """
                update ops.delivery_lanes l set due = next.due
                from (
                    select case when ? then min(due) else (array_agg(due order by event_index, part))[1] end as due
                    from (
                        select due, event_index, part from ops.deliveries
                        where webhook_id = ? and lane = ? and state = 'pending'
                        order by event_index, part limit case when ? then null else 1 end) as pending) as next
                where l.webhook_id = ? and l.lane = ? and next.due is not null""",
                lane.skips(),
                lane.webhook().value(),
                lane.name(),
                lane.skips(),
                lane.webhook().value(),
                lane.name());
        if (left == 0) {
            jdbc.update(
                    "delete from ops.delivery_lanes where webhook_id = ? and lane = ?",
                    lane.webhook().value(),
                    lane.name());
        }
    }
}
