package io.countersign.delivery;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.countersign.signing.SecretBox;
import io.countersign.webhook.WebhookId;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.json.JsonMapper;

/** The endpoints in {@code ops.webhook_endpoints}, each encrypted for its webhook alone. */
public final class Endpoints {

    private static final Duration KEPT = Duration.ofMinutes(1);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcTemplate jdbc;
    private final SecretBox box;
    private final Cache<WebhookId, Opened> opened =
            Caffeine.newBuilder().maximumSize(1000).expireAfterWrite(KEPT).build();

    @SuppressWarnings("ArrayRecordComponent") // compared by hand
    private record Opened(byte[] sealed, Endpoint endpoint) {}

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
        return Optional.ofNullable(of(Set.of(webhook)).get(webhook)).map(Supplier::get);
    }

    /** Those that there are. Each is decrypted when it is asked for, so that one that cannot be holds up no other. */
    Map<WebhookId, Supplier<Endpoint>> of(Set<WebhookId> webhooks) {
        Map<WebhookId, Supplier<Endpoint>> endpoints = new HashMap<>();
        jdbc.query(
                "select webhook_id, sealed from ops.webhook_endpoints where webhook_id = any (?)",
                row -> {
                    WebhookId webhook = new WebhookId(row.getString("webhook_id"));
                    byte[] sealed = row.getBytes("sealed");
                    endpoints.put(webhook, () -> open(webhook, sealed));
                },
                (Object) webhooks.stream().map(WebhookId::value).toArray(String[]::new));
        return endpoints;
    }

    private Endpoint open(WebhookId webhook, byte[] sealed) {
        Opened known = opened.getIfPresent(webhook);
        if (known != null && Arrays.equals(known.sealed(), sealed)) {
            return known.endpoint();
        }
        Endpoint endpoint = JSON.readValue(box.open(sealed, webhook.stream()), Endpoint.class);
        opened.put(webhook, new Opened(sealed, endpoint));
        return endpoint;
    }
}
