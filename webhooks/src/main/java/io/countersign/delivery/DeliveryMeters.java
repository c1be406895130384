package io.countersign.delivery;

import io.countersign.egress.Outcome;
import io.countersign.webhook.WebhookKind;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.Objects;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What a monitor is told of webhooks: this server's attempts, and how things stand on all of them. Safe for many threads.
 */
final class DeliveryMeters {

    private final JdbcTemplate jdbc;
    private final MeterRegistry metrics;

    DeliveryMeters(JdbcTemplate jdbc, MeterRegistry metrics) {
        this.jdbc = jdbc;
        this.metrics = metrics;
        gauge(
                "countersign.webhook.pending",
                "Messages that are to be sent yet, those that wait for their next attempt among them",
                "select count(*) from ops.deliveries where state = 'pending'");
        gauge(
                "countersign.webhook.failing",
                "Webhooks whose last attempt failed",
                "select count(*) from ops.webhook_health h join ops.webhook_subscribers s using (webhook_id) "
                        + "where h.failing_since is not null");
    }

    private void gauge(String name, String description, String sql) {
        Gauge.builder(name, () -> read(sql)).description(description).register(metrics);
    }

    private double read(String sql) {
        try {
            return Objects.requireNonNullElse(jdbc.queryForObject(sql, Double.class), Double.NaN);
        } catch (DataAccessException e) {
            return Double.NaN;
        }
    }

    /** Of one attempt on this server. */
    void count(WebhookKind kind, Outcome outcome) {
        Timer.builder("countersign.webhook.attempts")
                .description("Attempts of this server to send a message, and how long they took")
                .tag("kind", kind.name().toLowerCase(Locale.ROOT))
                .tag("outcome", outcome.succeeded() ? "succeeded" : "failed")
                .register(metrics)
                .record(outcome.latency());
    }
}
