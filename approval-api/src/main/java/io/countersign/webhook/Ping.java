package io.countersign.webhook;

import io.countersign.Uuid7;
import io.countersign.contract.PublicEvent;
import io.countersign.wire.WireJson;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** A message about nothing, by which one finds out whether a receiver is there and knows the secret. */
@Component
final class Ping {

    private static final String TYPE = "io.countersign.webhook.ping.v1";

    private final Clock clock;

    Ping(Clock clock) {
        this.clock = clock;
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Sample(String id, String contentType, byte[] body) {}

    Sample to(WebhookId webhook) {
        String id = Uuid7.next().toString();
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("specversion", "1.0");
        event.put("id", id);
        event.put("source", "urn:countersign:webhooks");
        event.put("type", TYPE);
        event.put("time", clock.instant().toString());
        event.put("datacontenttype", "application/json");
        event.put("data", Map.of("webhook_id", webhook.value()));
        return new Sample(
                id,
                PublicEvent.CONTENT_TYPE,
                WireJson.MAPPER.writeValueAsString(event).getBytes(StandardCharsets.UTF_8));
    }
}
