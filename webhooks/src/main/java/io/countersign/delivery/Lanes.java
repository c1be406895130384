package io.countersign.delivery;

import io.countersign.webhook.WebhookId;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** Which server works on which lane, in {@code ops.delivery_lanes}: one at a time, until it lets go or is gone. */
final class Lanes {

    /** Longer than anybody works on a lane without letting go. */
    static final Duration LEASE = Duration.ofSeconds(60);

    private static final String FREE = "l.due <= now() and (l.claimed_until is null or l.claimed_until < now())";

    private final JdbcTemplate jdbc;
    private final String node;

    Lanes(JdbcTemplate jdbc, String node) {
        this.jdbc = jdbc;
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
                (row, number) -> Lane.read(row),
                busy.stream().map(WebhookId::value).toArray(String[]::new),
                mostOfEach,
                most,
                node,
                LEASE.toSeconds());
    }

    /**
     * Others may have them from when their next messages are due, if there are any. In the transaction under way. The rows
     * are locked before their messages are looked at: whoever makes one for such a lane meanwhile waits, and opens it again.
     */
    void release(Collection<Lane> lanes) {
        List<Lane> held = lock(lanes);
        if (!held.isEmpty()) {
            reckon(held);
        }
    }

    /** Locked in the order in which they are opened, so that neither waits for the other. */
    private List<Lane> lock(Collection<Lane> lanes) {
        return jdbc.query(
                """
                select l.webhook_id, l.lane, m.skips
                from unnest(?::text[], ?::text[], ?::boolean[]) as m (webhook_id, lane, skips)
                join ops.delivery_lanes l on l.webhook_id = m.webhook_id and l.lane = m.lane
                where l.claimed_by = ? order by l.webhook_id, l.lane for update of l""",
                (row, number) -> Lane.read(row),
                Lane.webhooks(lanes),
                Lane.names(lanes),
                Lane.skipping(lanes),
                node);
    }

    private void reckon(List<Lane> held) {
        jdbc.update("""
                update ops.delivery_lanes l
                set claimed_by = null, claimed_until = null, due = coalesce(next.due, 'infinity')
                from (
                    select m.webhook_id, m.lane, head.due
                    from unnest(?::text[], ?::text[], ?::boolean[]) as m (webhook_id, lane, skips)
                    cross join lateral (
                        select case when m.skips then min(due) else (array_agg(due order by event_index, part))[1] end as due
                        from (
                            select due, event_index, part from ops.deliveries d
                            where d.webhook_id = m.webhook_id and d.lane = m.lane and d.state = 'pending'
                            order by event_index, part limit case when m.skips then null else 1 end) as pending) as head) as next
                where l.webhook_id = next.webhook_id and l.lane = next.lane""", Lane.webhooks(held), Lane.names(held), Lane.skipping(held));
    }
}
