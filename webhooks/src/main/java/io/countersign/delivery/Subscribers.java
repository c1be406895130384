package io.countersign.delivery;

import io.countersign.registeredmodel.ModelId;
import io.countersign.registeredmodel.Stage;
import io.countersign.webhook.Subscription;
import io.countersign.webhook.WebhookEvent;
import io.countersign.webhook.WebhookId;
import io.countersign.webhook.WebhookKind;
import io.countersign.webhook.WebhookStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Who is told, as the events say up to where the stream is: a webhook hears of nothing that was before it. Kept in the
 * stream's own transactions. For one transaction.
 */
final class Subscribers {

    private final JdbcTemplate jdbc;
    private @Nullable Map<WebhookId, Subscriber> active;

    Subscribers(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    Collection<Subscriber> active() {
        return read().values();
    }

    void note(WebhookEvent event) {
        switch (event) {
            case WebhookEvent.Created e -> put(e.webhook(), e.subscription());
            case WebhookEvent.Changed e -> put(e.webhook(), e.subscription());
            case WebhookEvent.GivenUp e -> remove(e.webhook());
            case WebhookEvent.Deleted e -> remove(e.webhook());
            case WebhookEvent.SecretRotated e -> {}
        }
    }

    private void put(WebhookId webhook, Subscription subscription) {
        remove(webhook);
        if (subscription.status() == WebhookStatus.ACTIVE) {
            Subscriber subscriber = Subscriber.of(webhook, subscription);
            write(subscriber);
            jdbc.update("update ops.webhook_health set failing_since = null where webhook_id = ?", webhook.value());
            read().put(webhook, subscriber);
        }
    }

    private void write(Subscriber subscriber) {
        jdbc.update(
                "insert into ops.webhook_subscribers (webhook_id, kind, models, events, stages, skips) "
                        + "values (?, ?, ?, ?, ?, ?)",
                subscriber.id().value(),
                subscriber.kind().name(),
                texts(subscriber.models(), ModelId::value),
                texts(subscriber.events(), Function.identity()),
                texts(subscriber.stages(), Stage::name),
                subscriber.skips());
    }

    private void remove(WebhookId webhook) {
        jdbc.update("delete from ops.webhook_subscribers where webhook_id = ?", webhook.value());
        read().remove(webhook);
    }

    private Map<WebhookId, Subscriber> read() {
        if (active == null) {
            active = jdbc
                    .query(
                            "select * from ops.webhook_subscribers order by webhook_id",
                            (row, number) -> subscriber(row))
                    .stream()
                    .collect(Collectors.toMap(
                            Subscriber::id, Function.identity(), (one, other) -> other, LinkedHashMap::new));
        }
        return active;
    }

    private static Subscriber subscriber(ResultSet row) throws SQLException {
        return new Subscriber(
                new WebhookId(row.getString("webhook_id")),
                WebhookKind.valueOf(row.getString("kind")),
                set(row, "models", ModelId::new),
                set(row, "events", Function.identity()),
                set(row, "stages", Stage::valueOf),
                row.getBoolean("skips"));
    }

    private static <T> Set<T> set(ResultSet row, String column, Function<String, T> value) throws SQLException {
        return Arrays.stream((String[]) row.getArray(column).getArray())
                .map(value)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static <T> String[] texts(Set<T> values, Function<T, String> text) {
        return values.stream().map(text).sorted().toArray(String[]::new);
    }
}
