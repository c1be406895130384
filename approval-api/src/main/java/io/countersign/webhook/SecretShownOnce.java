package io.countersign.webhook;

import io.countersign.api.Idempotency;
import io.countersign.wire.WireJson;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.node.ObjectNode;

/** Adds a secret that the server drew to an answer after it was kept for a repetition, which does not get it. */
final class SecretShownOnce {

    private SecretShownOnce() {}

    static ResponseEntity<String> in(ResponseEntity<String> answer, @Nullable String secret) {
        if (secret == null || answer.getBody() == null || Idempotency.isReplayed(answer)) {
            return answer;
        }
        ObjectNode body = (ObjectNode) WireJson.MAPPER.readTree(answer.getBody());
        body.put("secret", secret);
        return ResponseEntity.status(answer.getStatusCode())
                .headers(answer.getHeaders())
                .body(WireJson.MAPPER.writeValueAsString(body));
    }
}
