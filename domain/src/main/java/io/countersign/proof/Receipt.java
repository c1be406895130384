package io.countersign.proof;

import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * That somebody decided something, to be kept and verified years later by whoever has the log's key: the event as it was
 * stored, a signed statement of what it decided, and the proof that the log has it. Its form is one canonical JSON object
 * (RFC 8785), so that no byte of it is without meaning; {@code docs/proof.md} has its fields. What people wrote is in it
 * as it was stored, sealed.
 *
 * @param payload of the event as it is stored, and so the metadata
 * @param statement an in-toto statement, as {@link Decision} makes it of the event
 * @param proof whose checkpoint may have cosignatures of witnesses
 */
public record Receipt(LogEntry entry, byte[] payload, byte[] metadata, Envelope statement, TlogProof proof) {

    public static final String MEDIA_TYPE = "application/vnd.countersign.receipt+json";
    public static final String FORMAT = "urn:countersign:receipt:v1";

    /** In bytes; what is larger was not made here. */
    public static final int LARGEST = 64 << 20;

    private static final int PARTS = 6;

    /** What a receipt proves. @param witnesses that saw the log so */
    public record Proven(
            byte[] statement, LogEntry entry, Checkpoint checkpoint, long index, List<NoteKey> witnesses) {}

    /** Signs what the event decided. @throws Unreadable when it decides nothing */
    public static Receipt of(LogEntry entry, byte[] payload, byte[] metadata, TlogProof proof, NoteSigner log) {
        byte[] statement = Decision.statement(entry, payload, metadata);
        return new Receipt(entry, payload, metadata, Envelope.of(Envelope.IN_TOTO, statement, log), proof);
    }

    /** @throws Unreadable when it is none, or written otherwise than {@link #canonical} writes it */
    public static Receipt parse(byte[] json) {
        if (json.length > LARGEST) {
            throw new Unreadable("A receipt has at most " + LARGEST + " bytes.");
        }
        JsonFields fields = JsonFields.read(json);
        if (!FORMAT.equals(fields.get("format"))) {
            throw new Unreadable("It is no receipt: its format is not " + FORMAT + ".");
        }
        fields.requireCount(PARTS);
        Receipt read = new Receipt(
                LogEntry.of(fields.object("entry")),
                fields.bytes("payload"),
                fields.bytes("metadata"),
                Envelope.of(fields.get("statement")),
                TlogProof.parse(fields.text("proof")));
        if (!Arrays.equals(read.canonical(), json)) {
            throw new Unreadable("The receipt is not in its canonical form (RFC 8785); keep it as it was given.");
        }
        return read;
    }

    public byte[] canonical() {
        return CanonicalJson.bytes(Map.of(
                "format", FORMAT,
                "entry", entry.asMap(),
                "payload", Base64.getEncoder().encodeToString(payload),
                "metadata", Base64.getEncoder().encodeToString(metadata),
                "statement", statement.asMap(),
                "proof", proof.toString()));
    }

    /**
     * Verifies all of it, from what was stored up to the log's signature.
     *
     * @param log whose key came another way than the receipt
     * @param witnesses each of which must have seen the log so
     * @throws Unreadable when a part is in no form that is known
     * @throws Forged when a part is not what it says
     */
    public Proven requireTrue(NoteKey log, Collection<NoteKey> witnesses) {
        entry.requireIsOf(payload, metadata);
        requireSays(Decision.statement(entry, payload, metadata));
        statement.requireSignedBy(log);
        List<NoteKey> seenBy = proof.requireProves(entry.leaf(), log, witnesses);
        witnesses.stream()
                .filter(witness -> !seenBy.contains(witness))
                .findFirst()
                .ifPresent(missing -> {
                    throw new Forged("There is no cosignature of " + missing + ".");
                });
        if (proof.extra().length > 0) {
            throw new Forged("The proof has something extra, which no receipt has.");
        }
        return new Proven(statement.payload(), entry, Checkpoint.of(proof.checkpoint()), proof.index(), seenBy);
    }

    /** Whoever holds the log's key can sign any statement, and not for another event. */
    private void requireSays(byte[] expected) {
        if (!statement.payloadType().equals(Envelope.IN_TOTO)) {
            throw new Forged("What is signed is no in-toto statement but " + statement.payloadType() + ".");
        }
        if (!Arrays.equals(expected, statement.payload())) {
            throw new Forged("The statement does not say what the event says: " + difference(expected));
        }
    }

    private String difference(byte[] expected) {
        Map<?, ?> logged = (Map<?, ?>) Objects.requireNonNull(JsonReader.read(expected));
        if (!(JsonReader.read(statement.payload()) instanceof Map<?, ?> signed)) {
            return "it is no JSON object.";
        }
        return difference("", logged, signed);
    }

    private static String difference(String path, Map<?, ?> logged, Map<?, ?> signed) {
        for (Map.Entry<?, ?> each : logged.entrySet()) {
            Object other = signed.get(each.getKey());
            if (!each.getValue().equals(other)) {
                return each.getValue() instanceof Map<?, ?> inner && other instanceof Map<?, ?> otherInner
                        ? difference(path + each.getKey() + ".", inner, otherInner)
                        : path + each.getKey() + " is " + Encoding.shortened(String.valueOf(other)) + " there, and "
                                + Encoding.shortened(String.valueOf(each.getValue())) + " in the event.";
            }
        }
        return "it has more, or is written otherwise.";
    }
}
