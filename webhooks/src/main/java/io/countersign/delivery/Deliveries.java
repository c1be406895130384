package io.countersign.delivery;

import io.countersign.payload.Telling;
import io.countersign.webhook.WebhookId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;

/** What is to be delivered, in {@code ops.deliveries}; in whatever transaction is under way. */
final class Deliveries {

    private static final int AT_ONCE = 32;

    private final JdbcTemplate jdbc;

    Deliveries(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Each once, however often it is made; with the lanes that they are in.
     *
     * @return how many there were not yet
     */
    int make(Collection<NewDelivery> made) {
        if (made.isEmpty()) {
            return 0;
        }
        String[] webhooks = made.stream().map(each -> each.webhook().value()).toArray(String[]::new);
        String[] lanes = made.stream().map(NewDelivery::lane).toArray(String[]::new);
        int fresh = jdbc.update(
                """
                insert into ops.deliveries (webhook_id, lane, event_index, part, event_id, word)
                select made.webhook_id, made.lane, e.global_index, made.part, made.event_id, made.word
                from unnest(?::text[], ?::text[], ?::text[], ?::integer[], ?::text[])
                    as made (webhook_id, lane, event_id, part, word)
                join log.domain_event_entry e on e.event_identifier = made.event_id
                on conflict do nothing""",
                webhooks,
                lanes,
                made.stream().map(NewDelivery::eventId).toArray(String[]::new),
                made.stream().map(each -> each.telling().part()).toArray(Integer[]::new),
                made.stream().map(each -> each.telling().word()).toArray(String[]::new));
        open(webhooks, lanes);
        return fresh;
    }

    /** In one order, so that two who open some of the same do not wait for each other; each is locked, changed or not. */
    private void open(String[] webhooks, String[] lanes) {
        jdbc.update("""
                insert into ops.delivery_lanes (webhook_id, lane, due)
                select distinct webhook_id, lane, now() from unnest(?::text[], ?::text[]) as made (webhook_id, lane)
                order by webhook_id, lane
                on conflict (webhook_id, lane) do update set due = excluded.due
                where delivery_lanes.due > excluded.due""", webhooks, lanes);
    }

    /** Nothing more is sent; all of it can be asked for again. */
    void drop(WebhookId webhook) {
        jdbc.update("delete from ops.delivery_lanes where webhook_id = ?", webhook.value());
        jdbc.update(
                "update ops.deliveries set state = 'dropped', ended_at = now() "
                        + "where webhook_id = ? and state = 'pending'",
                webhook.value());
    }

    /**
     * What is to be sent next in each lane, oldest event first; where order matters, nothing past what is not due yet. A
     * lane with nothing to send is left out.
     */
    Map<Lane, List<Due>> next(Collection<Lane> lanes) {
        Map<Lane, List<Due>> next = new HashMap<>();
        jdbc.query(
                """
                select mine.webhook_id, mine.lane, mine.skips, event_id, event_index, word, part, attempts
                from unnest(?::text[], ?::text[], ?::boolean[]) as mine (webhook_id, lane, skips)
                cross join lateral (
                    select *, bool_and(due <= now()) over (order by event_index, part) as unblocked
                    from (
                        select * from ops.deliveries d
                        where d.webhook_id = mine.webhook_id and d.lane = mine.lane and d.state = 'pending'
                            and (not mine.skips or d.due <= now())
                        order by event_index, part limit ?) as oldest) as head
                where unblocked order by mine.webhook_id, mine.lane, event_index, part""",
                row -> {
                    next.computeIfAbsent(Lane.read(row), lane -> new ArrayList<>())
                            .add(new Due(
                                    row.getString("event_id"),
                                    row.getLong("event_index"),
                                    new Telling(row.getString("word"), row.getInt("part")),
                                    row.getInt("attempts")));
                },
                Lane.webhooks(lanes),
                Lane.names(lanes),
                Lane.skipping(lanes),
                AT_ONCE);
        return next;
    }

    /**
     * Sends them again, and not before what is pending anyway.
     *
     * @param from the first event, by its place in the log
     * @param to the last one
     * @param states of the deliveries that are meant
     * @return how many
     */
    int again(WebhookId webhook, long from, long to, Collection<String> states) {
        List<String> lanes =
                jdbc.queryForList("""
                update ops.deliveries set state = 'pending', attempts = 0, due = now(), ended_at = null
                where webhook_id = ? and event_index between ? and ? and state = any (?) returning lane""", String.class, webhook.value(), from, to, states.toArray(String[]::new));
        if (!lanes.isEmpty()) {
            String[] distinct = lanes.stream().distinct().toArray(String[]::new);
            String[] webhooks = new String[distinct.length];
            Arrays.fill(webhooks, webhook.value());
            open(webhooks, distinct);
        }
        return lanes.size();
    }
}
