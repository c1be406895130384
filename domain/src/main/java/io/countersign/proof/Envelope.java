package io.countersign.proof;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A statement with the signature of whoever makes it (DSSE v1.0, the envelope of in-toto attestations). What is signed binds the
 * type to the payload, so that neither can be taken for another.
 *
 * @param payloadType for example {@value #IN_TOTO}
 * @param keyId names the key, as {@link NoteKey#toString} writes it
 */
public record Envelope(String payloadType, byte[] payload, String keyId, byte[] signature) {

    public static final String IN_TOTO = "application/vnd.in-toto+json";

    public static Envelope of(String payloadType, byte[] payload, NoteSigner signer) {
        return new Envelope(
                payloadType, payload, signer.key().toString(), signer.signBytes(signed(payloadType, payload)));
    }

    /** The pre-authentication encoding (DSSE, "protocol"). */
    private static byte[] signed(String type, byte[] payload) {
        byte[] before = ("DSSEv1 " + type.getBytes(StandardCharsets.UTF_8).length + " " + type + " " + payload.length
                        + " ")
                .getBytes(StandardCharsets.UTF_8);
        byte[] all = new byte[before.length + payload.length];
        System.arraycopy(before, 0, all, 0, before.length);
        System.arraycopy(payload, 0, all, before.length, payload.length);
        return all;
    }

    /** @throws Unreadable when it is no envelope with one signature */
    public static Envelope parse(byte[] json) {
        return of(JsonReader.read(json));
    }

    /** The same of what was read already. */
    static Envelope of(@Nullable Object json) {
        if (json instanceof Map<?, ?> fields
                && fields.get("payloadType") instanceof String type
                && fields.get("payload") instanceof String payload
                && fields.get("signatures") instanceof List<?> signatures
                && signatures.size() == 1
                && signatures.getFirst() instanceof Map<?, ?> signature
                && signature.get("sig") instanceof String sig) {
            return new Envelope(
                    type,
                    Encoding.base64(payload),
                    signature.get("keyid") instanceof String keyId ? keyId : "",
                    Encoding.base64(sig));
        }
        throw new Unreadable("It is no DSSE envelope with payloadType, payload and one signature.");
    }

    /** @throws Forged unless the key signed exactly this, and no other is named */
    public void requireSignedBy(NoteKey key) {
        if (!keyId.equals(key.toString())) {
            throw new Forged(
                    "The statement says to be signed by '" + Encoding.shortened(keyId) + "' and not by " + key + ".");
        }
        if (!key.signed(signature, signed(payloadType, payload))) {
            throw new Forged("The statement was not signed by " + key + ", or was changed since.");
        }
    }

    public byte[] canonical() {
        return CanonicalJson.bytes(asMap());
    }

    Map<String, Object> asMap() {
        return Map.of(
                "payloadType", payloadType,
                "payload", Base64.getEncoder().encodeToString(payload),
                "signatures",
                        List.of(Map.of(
                                "keyid", keyId, "sig", Base64.getEncoder().encodeToString(signature))));
    }
}
