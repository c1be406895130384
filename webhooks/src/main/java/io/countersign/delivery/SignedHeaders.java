package io.countersign.delivery;

import io.countersign.signing.Secrets;
import io.countersign.signing.Signatures;
import io.countersign.webhook.WebhookKind;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The signatures on a message: those of Standard Webhooks on each, and beside them what the receiver's kind knows. */
final class SignedHeaders {

    private SignedHeaders() {}

    /** @param secrets the newest first, at least one; the older ones count in Standard Webhooks' header alone */
    static Map<String, String> of(WebhookKind kind, Message message, Instant now, List<String> secrets) {
        List<byte[]> keys = secrets.stream()
                .map(kind == WebhookKind.COUNTERSIGN ? Secrets::standardKey : Secrets::textKey)
                .toList();
        Map<String, String> headers = new LinkedHashMap<>(Signatures.standard(message.id(), now, message.body(), keys));
        switch (kind) {
            case DATABRICKS ->
                headers.put("X-Databricks-Signature", Signatures.databricks(message.body(), secrets.getFirst()));
            case MLFLOW -> headers.putAll(Signatures.mlflow(message.id(), now, message.body(), secrets.getFirst()));
            case COUNTERSIGN, JENKINS -> {}
        }
        return headers;
    }
}
