package io.countersign.proof;

import java.util.Arrays;
import java.util.Map;

/**
 * What the tree has of one event: a small record that binds all that is stored of it, and tells nothing of what it says. Its
 * canonical form (RFC 8785) is the entry of the transparency log, and stays what it is when the key of a person is destroyed,
 * for it is the sealed bytes that were hashed.
 *
 * @param aggregate what kind of thing the event happened to, for example {@code Run}
 * @param stream the event belongs to, for example {@code run/…}
 * @param sequence its number in that stream, from 0
 * @param type its stable name, for example {@code run.batch-logged}
 * @param time as it is stored, ISO 8601 in UTC
 * @param payload the hash of the stored bytes, and so with the metadata
 */
public record LogEntry(
        String aggregate,
        String stream,
        long sequence,
        String id,
        String type,
        String revision,
        String time,
        Hash payload,
        Hash metadata) {

    private static final int PARTS = 9;

    /** @throws Unreadable when the bytes are no entry, or not in its canonical form */
    public static LogEntry parse(byte[] canonical) {
        LogEntry entry = of(JsonFields.read(canonical));
        if (!Arrays.equals(entry.canonical(), canonical)) {
            throw new Unreadable("The entry is not in its canonical form.");
        }
        return entry;
    }

    /** @throws Unreadable when it has other parts than an entry */
    static LogEntry of(JsonFields fields) {
        fields.requireCount(PARTS);
        return new LogEntry(
                fields.text("aggregate"),
                fields.text("stream"),
                fields.number("sequence"),
                fields.text("event"),
                fields.text("type"),
                fields.text("revision"),
                fields.text("time"),
                Hash.ofHex(fields.text("payload")),
                Hash.ofHex(fields.text("metadata")));
    }

    public byte[] canonical() {
        return CanonicalJson.bytes(asMap());
    }

    Map<String, Object> asMap() {
        return Map.of(
                "aggregate", aggregate,
                "event", id,
                "metadata", metadata.toString(),
                "payload", payload.toString(),
                "revision", revision,
                "sequence", sequence,
                "stream", stream,
                "time", time,
                "type", type);
    }

    /**
     * That these bytes are what was stored of the event.
     *
     * @throws Forged when they are not
     */
    public void requireIsOf(byte[] storedPayload, byte[] storedMetadata) {
        requireSame("payload", Hash.ofBytes(storedPayload), payload);
        requireSame("metadata", Hash.ofBytes(storedMetadata), metadata);
    }

    private void requireSame(String what, Hash found, Hash logged) {
        if (!found.equals(logged)) {
            throw new Forged("The " + what + " of event " + id + " is not what was logged: its SHA-256 is " + found
                    + ", and its entry says " + logged + ".");
        }
    }

    public Hash leaf() {
        return Hash.ofLeaf(canonical());
    }
}
