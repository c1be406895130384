package io.countersign.delivery;

import io.countersign.egress.Call;
import io.countersign.egress.Egress;
import io.countersign.egress.Outcome;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** A POST with the signatures that the receiver's kind knows; those of Standard Webhooks are on each. */
final class SignedPost implements Courier {

    static final Duration TIMEOUT = Duration.ofSeconds(15);

    private final Egress egress;
    private final Clock clock;

    SignedPost(Egress egress, Clock clock) {
        this.egress = egress;
        this.clock = clock;
    }

    @Override
    public Outcome bring(Message message, Endpoint endpoint) {
        return egress.send(new Call(
                "POST",
                URI.create(endpoint.url()),
                headers(message, endpoint, clock.instant()),
                message.body(),
                TIMEOUT));
    }

    private static Map<String, String> headers(Message message, Endpoint endpoint, Instant now) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", message.contentType());
        headers.put("User-Agent", "Countersign-Webhooks");
        if (endpoint.authorization() != null) {
            headers.put("Authorization", endpoint.authorization());
        }
        headers.putAll(SignedHeaders.of(endpoint.kind(), message, now, endpoint.secrets(now)));
        return headers;
    }
}
