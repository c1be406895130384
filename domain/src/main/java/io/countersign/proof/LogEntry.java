package io.countersign.proof;

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

    public byte[] canonical() {
        return CanonicalJson.bytes(Map.of(
                "aggregate", aggregate,
                "event", id,
                "metadata", metadata.toString(),
                "payload", payload.toString(),
                "revision", revision,
                "sequence", sequence,
                "stream", stream,
                "time", time,
                "type", type));
    }

    public Hash leaf() {
        return Hash.ofLeaf(canonical());
    }
}
