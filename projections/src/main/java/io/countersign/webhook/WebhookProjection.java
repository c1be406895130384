package io.countersign.webhook;

import io.countersign.registeredmodel.ModelId;
import io.countersign.registeredmodel.Stage;
import io.countersign.views.ViewJson;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.Timestamp;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes {@code webhooks}. */
public final class WebhookProjection {

    private final JdbcTemplate jdbc;

    public WebhookProjection(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @EventHandler
    void on(WebhookEvent.Created event, @Timestamp Instant at) {
        jdbc.update(
                "insert into webhooks (webhook_id, kind, created_by, created_at) values (?, ?, ?, ?)",
                event.webhook().value(),
                event.subscription().kind().name(),
                event.by().value(),
                at.toEpochMilli());
        describe(event.webhook(), event.subscription(), at);
    }

    @EventHandler
    void on(WebhookEvent.Changed event, @Timestamp Instant at) {
        describe(event.webhook(), event.subscription(), at);
    }

    private void describe(WebhookId webhook, Subscription subscription, Instant at) {
        JenkinsJob job = subscription.job();
        jdbc.update(
                """
                update webhooks set name = ?, description = ?::jsonb, models = ?, events = ?, stages = ?, status = ?,
                    blocked_head = ?, origin = ?, job = ?, job_parameters = ?::jsonb, job_check = ?, given_up = null,
                    updated_at = ?
                where webhook_id = ?""",
                subscription.name(),
                ViewJson.sealed(subscription.description()),
                texts(subscription.models(), ModelId::value),
                texts(subscription.events(), Function.identity()),
                texts(subscription.stages(), Stage::name),
                subscription.status().name(),
                subscription.blockedHead().name(),
                subscription.origin(),
                job == null ? null : job.path(),
                job == null ? null : ViewJson.write(job.parameters()),
                job == null ? null : job.check(),
                at.toEpochMilli(),
                webhook.value());
    }

    @EventHandler
    void on(WebhookEvent.GivenUp event, @Timestamp Instant at) {
        jdbc.update(
                "update webhooks set status = ?, given_up = ?, updated_at = ? where webhook_id = ?",
                WebhookStatus.DISABLED.name(),
                event.cause().name(),
                at.toEpochMilli(),
                event.webhook().value());
    }

    @EventHandler
    void on(WebhookEvent.Deleted event) {
        jdbc.update("delete from webhooks where webhook_id = ?", event.webhook().value());
    }

    private static <T> String[] texts(List<T> values, Function<T, String> text) {
        return values.stream().map(text).toArray(String[]::new);
    }
}
