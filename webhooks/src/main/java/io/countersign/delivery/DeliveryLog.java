package io.countersign.delivery;

import io.countersign.webhook.WebhookId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** What was delivered, what was not, and every attempt. */
public final class DeliveryLog {

    private static final String WITH_LAST = """
            select d.*, t.at, t.status, t.latency, t.answer, t.error, t.next_due
            from ops.deliveries d left join lateral (
                select * from ops.delivery_attempts a
                where a.webhook_id = d.webhook_id and a.event_index = d.event_index and a.part = d.part
                order by a.attempt_id desc limit 1) t on true
            """;

    private final JdbcTemplate jdbc;

    public DeliveryLog(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** A place in the list. */
    public record Place(long index, int part) {}

    /**
     * Newest event first.
     *
     * @param state null for all
     * @param after the last one of the page before; null for the first page
     */
    public List<DeliveryView> page(WebhookId webhook, @Nullable String state, @Nullable Place after, int limit) {
        return jdbc.query(
                WITH_LAST + """
                        where d.webhook_id = ? and (?::text is null or d.state = ?)
                            and (d.event_index, d.part) < (?, ?)
                        order by d.event_index desc, d.part desc limit ?""",
                (row, number) -> view(row),
                webhook.value(),
                state,
                state,
                after == null ? Long.MAX_VALUE : after.index(),
                after == null ? 0 : after.part(),
                limit);
    }

    /** All messages of one event to a receiver, with every attempt. */
    public List<DeliveryView> ofEvent(WebhookId webhook, String eventId) {
        return jdbc
                .query(
                        WITH_LAST + "where d.webhook_id = ? and d.event_id = ? order by d.part",
                        (row, number) -> view(row),
                        webhook.value(),
                        eventId)
                .stream()
                .map(view -> view.with(tries(webhook, view)))
                .toList();
    }

    private List<DeliveryView.Try> tries(WebhookId webhook, DeliveryView view) {
        return jdbc.query("""
                select * from ops.delivery_attempts
                where webhook_id = ? and event_index = ? and part = ? order by attempt_id""", (row, number) -> attempt(row), webhook.value(), view.index(), view.part());
    }

    public Health health(WebhookId webhook) {
        return Objects.requireNonNull(jdbc.queryForObject(
                """
                select (select count(*) from ops.deliveries where webhook_id = ? and state = 'pending') as pending,
                    max(failing_since) as failing_since, max(last_success) as last_success,
                    max(last_failure) as last_failure
                from ops.webhook_health where webhook_id = ?""",
                (row, number) -> new Health(
                        row.getLong("pending"),
                        moment(row, "failing_since"),
                        moment(row, "last_success"),
                        moment(row, "last_failure")),
                webhook.value(),
                webhook.value()));
    }

    /** An event's place in the log. */
    public OptionalLong indexOf(String eventId) {
        return jdbc
                .queryForList(
                        "select global_index from log.domain_event_entry where event_identifier = ?",
                        Long.class,
                        eventId)
                .stream()
                .mapToLong(Long::longValue)
                .findFirst();
    }

    private static DeliveryView view(ResultSet row) throws SQLException {
        boolean pending = row.getString("state").equals("pending");
        return new DeliveryView(
                row.getString("event_id"),
                row.getLong("event_index"),
                row.getInt("part"),
                row.getString("word"),
                row.getString("state"),
                row.getInt("attempts"),
                pending ? moment(row, "due") : null,
                row.getTimestamp("made_at").toInstant(),
                moment(row, "ended_at"),
                List.of(),
                row.getTimestamp("at") == null ? null : attempt(row));
    }

    private static DeliveryView.Try attempt(ResultSet row) throws SQLException {
        return new DeliveryView.Try(
                row.getTimestamp("at").toInstant(),
                row.getObject("status", Integer.class),
                row.getInt("latency"),
                row.getBytes("answer"),
                row.getString("error"),
                moment(row, "next_due"));
    }

    private static @Nullable Instant moment(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getTimestamp(column))
                .map(Timestamp::toInstant)
                .orElse(null);
    }
}
