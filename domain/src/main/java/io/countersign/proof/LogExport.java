package io.countersign.proof;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Events that were taken out of the log, with what it takes to verify them: JSON Lines, each in its canonical form (RFC
 * 8785), a {@link Header} first and a {@link Line} for each event. {@code docs/proof.md} has the fields.
 */
public final class LogExport {

    public static final String MEDIA_TYPE = "application/vnd.countersign.export+jsonl";
    public static final String FORMAT = "urn:countersign:export:v1";

    private LogExport() {}

    /**
     * Of what the events are.
     *
     * @param checkpoint of a tree that has all of them
     * @param range null where each line has a proof of its own
     */
    public record Header(SignedNote checkpoint, @Nullable Range range) {

        private static final int PARTS = 3;

        /** @throws Unreadable when it is none */
        public static Header parse(byte[] line) {
            JsonFields fields = JsonFields.read(line);
            if (!FORMAT.equals(fields.get("format"))) {
                throw new Unreadable("It is no export of a log: its first line does not say " + FORMAT + ".");
            }
            fields.requireCount(fields.has("range") ? PARTS : PARTS - 1);
            Header read = new Header(
                    SignedNote.parse(fields.text("checkpoint")),
                    fields.has("range") ? Range.of(fields.object("range")) : null);
            requireCanonical(read.canonical(), line);
            return read;
        }

        public byte[] canonical() {
            Map<String, Object> fields = new TreeMap<>();
            fields.put("format", FORMAT);
            fields.put("checkpoint", checkpoint.toString());
            if (range != null) {
                fields.put("range", range.asMap());
            }
            return CanonicalJson.bytes(fields);
        }
    }

    /**
     * Every leaf from one to another, with what stands on either side of them.
     *
     * @param first index of a leaf
     * @param end index behind the last
     * @param before of what the tree was before the first, see {@link MerkleTree#frontier}
     * @param after that the tree of the checkpoint begins with that of the last, see {@link MerkleTree#consistency}
     */
    public record Range(long first, long end, List<Hash> before, List<Hash> after) {

        private static final int PARTS = 4;

        public Range {
            before = List.copyOf(before);
            after = List.copyOf(after);
            if (first < 0 || end <= first) {
                throw new Unreadable("There is no leaf from " + first + " to before " + end + ".");
            }
        }

        /** Of a tree that has these leaves. */
        public static Range of(MerkleTree tree, long first, long end) {
            return new Range(first, end, tree.frontier(first), tree.consistency(end));
        }

        private static Range of(JsonFields fields) {
            fields.requireCount(PARTS);
            return new Range(
                    fields.number("first"), fields.number("end"), fields.hashes("before"), fields.hashes("after"));
        }

        private Map<String, Object> asMap() {
            return Map.of("first", first, "end", end, "before", base64(before), "after", base64(after));
        }

        /**
         * That these were all leaves of the range.
         *
         * @param leaves all of them, put behind {@link #before}
         * @throws Forged when the log has others there
         */
        public void requireAll(Frontier leaves, Checkpoint checkpoint) {
            if (leaves.size() != end) {
                throw new Forged(
                        "The export ends before leaf " + leaves.size() + ", and says to go on to " + end + ".");
            }
            Proofs.requireConsistent(end, leaves.root(), checkpoint.size(), checkpoint.root(), after);
        }
    }

    /**
     * One event.
     *
     * @param index of its leaf
     * @param content null where an export has all leaves of a range, and does not tell what this event says
     * @param proof that the leaf is in the tree; null within a range
     */
    public record Line(
            long index,
            LogEntry entry,
            @Nullable Content content,
            @Nullable List<Hash> proof) {

        private static final int PARTS = 2;

        /** @throws Unreadable when it is none */
        public static Line parse(byte[] line) {
            JsonFields fields = JsonFields.read(line);
            fields.requireCount(PARTS + (fields.has("payload") ? 2 : 0) + (fields.has("proof") ? 1 : 0));
            Line read = new Line(
                    fields.number("index"),
                    LogEntry.of(fields.object("entry")),
                    fields.has("payload") ? new Content(fields.bytes("payload"), fields.bytes("metadata")) : null,
                    fields.has("proof") ? fields.hashes("proof") : null);
            requireCanonical(read.canonical(), line);
            return read;
        }

        public byte[] canonical() {
            Map<String, Object> fields = new TreeMap<>();
            fields.put("index", index);
            fields.put("entry", entry.asMap());
            if (content != null) {
                fields.put("payload", Base64.getEncoder().encodeToString(content.payload()));
                fields.put("metadata", Base64.getEncoder().encodeToString(content.metadata()));
            }
            if (proof != null) {
                fields.put("proof", base64(proof));
            }
            return CanonicalJson.bytes(fields);
        }
    }

    /** An event as it is stored. */
    public record Content(byte[] payload, byte[] metadata) {}

    private static List<String> base64(List<Hash> hashes) {
        List<String> texts = new ArrayList<>();
        hashes.forEach(hash -> texts.add(hash.base64()));
        return texts;
    }

    private static void requireCanonical(byte[] canonical, byte[] line) {
        if (!Arrays.equals(canonical, line)) {
            throw new Unreadable("A line is not in its canonical form (RFC 8785).");
        }
    }
}
