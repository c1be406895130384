package io.countersign.proof;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an audit pack is about, and the files that it consists of. It is kept in the pack as {@value #FILE}, in an envelope
 * that the log signed; {@code docs/proof.md} has its fields.
 *
 * @param model its id, and so what streams its events are in
 * @param from the events of the model from then on are in the pack
 * @param to up to then, it included
 * @param files all but the manifest itself
 */
public record PackManifest(String model, Instant from, Instant to, List<Entry> files) {

    public static final String FILE = "manifest.json";
    public static final String EVENTS = "events.jsonl";
    public static final String RECEIPTS = "receipts/";
    public static final String PAYLOAD_TYPE = "application/vnd.countersign.pack+json";
    public static final String FORMAT = "urn:countersign:pack:v1";

    /** In bytes. */
    public static final int LARGEST = 64 << 20;

    /**
     * Events stand in the order of the log, which is not quite that of their times: transactions take up to 30 s, and clocks of
     * servers may differ by some. What happened in a time is looked for that much before and after it.
     */
    public static final Duration MARGIN = Duration.ofMinutes(5);

    private static final int PARTS = 5;
    private static final int PARTS_OF_ENTRY = 3;
    private static final int LONGEST_PATH = 500;

    public PackManifest {
        files = List.copyOf(files);
        if (!model.matches("[0-9a-f]{32}")) {
            throw new Unreadable("'" + Encoding.shortened(model) + "' is no id of a model.");
        }
        if (to.isBefore(from)) {
            throw new Unreadable("There is no time from " + from + " to " + to + ".");
        }
        Set<String> paths = new HashSet<>();
        for (Entry file : files) {
            if (!paths.add(file.path()) || file.path().equals(FILE)) {
                throw new Unreadable("The file " + file.path() + " is listed twice.");
            }
        }
    }

    /**
     * One file.
     *
     * @param path within the pack, with slashes between; letters, digits, dots, hyphens and underscores
     * @param size in bytes
     */
    public record Entry(String path, Hash sha256, long size) {

        public Entry {
            boolean plain = path.length() <= LONGEST_PATH
                    && path.matches("[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*");
            if (!plain || size < 0) {
                throw new Unreadable("'" + Encoding.shortened(path) + "' is no name of a file in a pack.");
            }
        }
    }

    /** @throws Unreadable when it is none, or not in its canonical form */
    public static PackManifest parse(byte[] canonical) {
        JsonFields fields = JsonFields.read(canonical);
        if (!FORMAT.equals(fields.get("format"))) {
            throw new Unreadable("It is no manifest of a pack: its format is not " + FORMAT + ".");
        }
        fields.requireCount(PARTS);
        List<Entry> files = new ArrayList<>();
        for (JsonFields file : fields.objects("files")) {
            file.requireCount(PARTS_OF_ENTRY);
            files.add(new Entry(file.text("path"), Hash.ofHex(file.text("sha256")), file.number("size")));
        }
        PackManifest read = new PackManifest(fields.text("model"), time(fields, "from"), time(fields, "to"), files);
        if (!Arrays.equals(read.canonical(), canonical)) {
            throw new Unreadable("The manifest is not in its canonical form (RFC 8785).");
        }
        return read;
    }

    private static Instant time(JsonFields fields, String name) {
        return timeOf(fields.text(name));
    }

    /** @throws Unreadable unless it is a time of ISO 8601 in UTC */
    public static Instant timeOf(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new Unreadable("'" + Encoding.shortened(text) + "' is no time like 2026-11-23T12:00:00Z.");
        }
    }

    public byte[] canonical() {
        List<Object> listed = new ArrayList<>();
        files.forEach(file ->
                listed.add(Map.of("path", file.path(), "sha256", file.sha256().toString(), "size", file.size())));
        return CanonicalJson.bytes(Map.of(
                "format", FORMAT, "model", model, "from", from.toString(), "to", to.toString(), "files", listed));
    }

    /** Whether the stream is of the model: what it is told by, its versions, its gate and its permissions. */
    public boolean concerns(String stream) {
        return stream.equals("model/" + model)
                || stream.startsWith("version/" + model + "/")
                || stream.equals("gate/" + model)
                || stream.equals("permissions/registered-models/" + model);
    }

    /** Whether a pack must tell what the event says. */
    public boolean mustTell(LogEntry entry) {
        Instant time = timeOf(entry.time());
        return concerns(entry.stream()) && !time.isBefore(from) && !time.isAfter(to);
    }
}
