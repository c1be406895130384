package io.countersign.delivery;

import io.countersign.signing.SecretBox;
import io.countersign.webhook.WebhookId;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.json.JsonMapper;

/** The endpoints in {@code ops.webhook_endpoints}, each encrypted for its webhook alone. */
public final class Endpoints {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcTemplate jdbc;
    private final SecretBox box;

    public Endpoints(JdbcTemplate jdbc, SecretBox box) {
        this.jdbc = jdbc;
        this.box = box;
    }

    /** In the transaction under way. */
    public void save(WebhookId webhook, Endpoint endpoint) {
        jdbc.update("""
                insert into ops.webhook_endpoints (webhook_id, sealed) values (?, ?)
                on conflict (webhook_id) do update set sealed = excluded.sealed""", webhook.value(), box.seal(JSON.writeValueAsString(endpoint), webhook.stream()));
    }

    public void forget(WebhookId webhook) {
        jdbc.update("delete from ops.webhook_endpoints where webhook_id = ?", webhook.value());
    }

    public Optional<Endpoint> of(WebhookId webhook) {
        return jdbc
                .query(
                        "select sealed from ops.webhook_endpoints where webhook_id = ?",
                        (row, number) -> row.getBytes("sealed"),
                        webhook.value())
                .stream()
                .findFirst()
                .map(bytes -> JSON.readValue(box.open(bytes, webhook.stream()), Endpoint.class));
    }
}
