package io.countersign.signing;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookSigningException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signatures of webhooks in the forms that receivers know, all of them HMAC-SHA256. */
public final class Signatures {

    private static final String HMAC = "HmacSHA256";

    private Signatures() {}

    /**
     * Headers of Standard Webhooks 1.0.0.
     *
     * @param id the same over all attempts
     * @param at when this attempt is made
     * @param body text in UTF-8
     * @param keys one, or two while a secret is replaced; see {@link Secrets#standardKey} and {@link Secrets#textKey}
     */
    public static Map<String, String> standard(String id, Instant at, byte[] body, List<byte[]> keys) {
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("A webhook without a key cannot be signed.");
        }
        String text = text(body);
        StringJoiner signatures = new StringJoiner(" ");
        keys.forEach(key -> signatures.add(standard(id, at, text, key)));
        return Map.of(
                Webhook.UNBRANDED_MSG_ID_KEY, id,
                Webhook.UNBRANDED_MSG_TIMESTAMP_KEY, seconds(at),
                Webhook.UNBRANDED_MSG_SIGNATURE_KEY, signatures.toString());
    }

    /** The same without signature: what tells the message from others. */
    public static Map<String, String> standardUnsigned(String id, Instant at) {
        return Map.of(Webhook.UNBRANDED_MSG_ID_KEY, id, Webhook.UNBRANDED_MSG_TIMESTAMP_KEY, seconds(at));
    }

    /** The value of {@code X-Databricks-Signature}: the body's HMAC in lower-case hexadecimal. */
    public static String databricks(byte[] body, String secret) {
        return HexFormat.of().formatHex(hmac(Secrets.textKey(secret), body));
    }

    /** Headers that MLflow's own webhooks have. */
    public static Map<String, String> mlflow(String deliveryId, Instant at, byte[] body, String secret) {
        byte[] head = (deliveryId + "." + seconds(at) + ".").getBytes(StandardCharsets.UTF_8);
        byte[] signature = hmac(Secrets.textKey(secret), head, body);
        return Map.of(
                "X-MLflow-Delivery-Id",
                deliveryId,
                "X-MLflow-Timestamp",
                seconds(at),
                "X-MLflow-Signature",
                "v1," + Base64.getEncoder().encodeToString(signature));
    }

    /** The same without signature, as MLflow sends them for a webhook without a secret. */
    public static Map<String, String> mlflowUnsigned(String deliveryId, Instant at) {
        return Map.of("X-MLflow-Delivery-Id", deliveryId, "X-MLflow-Timestamp", seconds(at));
    }

    private static String standard(String id, Instant at, String body, byte[] key) {
        try {
            return new Webhook(key).sign(id, at.getEpochSecond(), body);
        } catch (WebhookSigningException e) {
            throw new IllegalStateException("HMAC-SHA256 is part of every Java runtime.", e);
        }
    }

    /** The library signs text, so bytes that are none would be signed as others than are sent. */
    private static String text(byte[] body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("The body of a webhook must be text in UTF-8.", e);
        }
    }

    private static byte[] hmac(byte[] key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA256 is part of every Java runtime.", e);
        }
    }

    private static String seconds(Instant at) {
        return Long.toString(at.getEpochSecond());
    }
}
