package io.countersign.verifier;

import io.countersign.proof.Checkpoint;
import io.countersign.proof.Envelope;
import io.countersign.proof.Hash;
import io.countersign.proof.LogEntry;
import io.countersign.proof.LogExport;
import io.countersign.proof.MerkleTree;
import io.countersign.proof.Nodes;
import io.countersign.proof.NoteKey;
import io.countersign.proof.NoteSigner;
import io.countersign.proof.PackManifest;
import io.countersign.proof.Receipt;
import io.countersign.proof.SignedNote;
import io.countersign.proof.TilePath;
import io.countersign.proof.TlogProof;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A log of some tiles, one event in ten seconds, as a server would give it out; every hundredth event approves something. */
final class SmallLog implements Nodes {

    static final int SIZE = 600;
    static final String MODEL = "0198c0de00007000800000000000000b";
    static final NoteSigner LOG = NoteSigner.of("example.com/log", NoteKey.Kind.LOG, seed(1));
    static final NoteSigner WITNESS = NoteSigner.of("witness.example/w", NoteKey.Kind.WITNESS, seed(2));
    static final Instant BEGIN = Instant.parse("2026-11-23T12:00:00Z");

    final List<LogEntry> entries = new ArrayList<>();
    final List<String> payloads = new ArrayList<>();
    private final List<Hash> leaves = new ArrayList<>();

    SmallLog() {
        this(-1);
    }

    /** @param other event that says something else; -1 for none */
    SmallLog(int other) {
        for (int place = 0; place < SIZE; place++) {
            boolean decides = place % 100 == 50;
            boolean ofModel = place % 50 == 0 || decides;
            String payload = decides
                    ? "{\"model\":\"" + MODEL + "\",\"version\":3,\"from\":\"STAGING\",\"to\":\"PRODUCTION\","
                            + "\"by\":\"rita\",\"archived\":[],\"policies\":[]}"
                    : "{\"number\":" + (place == other ? -place : place) + "}";
            payloads.add(payload);
            entries.add(new LogEntry(
                    ofModel ? "RegisteredModel" : "Run",
                    ofModel ? "model/" + MODEL : "run/" + place,
                    place,
                    "event-" + place,
                    decides ? "registered-model.transition-approved" : "run.started",
                    "2",
                    BEGIN.plusSeconds(10L * place).toString(),
                    Hash.ofBytes(bytes(payload)),
                    Hash.ofBytes(bytes("{}"))));
            leaves.add(entries.get(place).leaf());
        }
    }

    static byte[] seed(int number) {
        byte[] seed = new byte[32];
        seed[0] = (byte) number;
        return seed;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Hash node(int level, long index) {
        return level == 0
                ? leaves.get((int) index)
                : Hash.ofNode(node(level - 1, index * 2), node(level - 1, index * 2 + 1));
    }

    MerkleTree tree(int size) {
        return new MerkleTree(this, size);
    }

    SignedNote checkpoint(int size) {
        return SignedNote.of(new Checkpoint(LOG.key().name(), size, tree(size).root()).text(), LOG, 0)
                .with(WITNESS, 1_795_435_200);
    }

    /** As a client of C2SP's tlog-tiles would have kept it. */
    void write(Path directory) {
        write(directory.resolve("checkpoint"), bytes(checkpoint(SIZE).toString()));
        for (int level = 0; TilePath.widthIn(SIZE, level, 0) > 0; level++) {
            for (int index = 0; TilePath.widthIn(SIZE, level, index) > 0; index++) {
                int width = TilePath.widthIn(SIZE, level, index);
                byte[] hashes = new byte[width * Hash.LENGTH];
                for (int place = 0; place < width; place++) {
                    node(level * TilePath.HEIGHT, (long) index * TilePath.FULL + place)
                            .into(hashes, place);
                }
                write(directory.resolve(new TilePath(level, index, width).toString()), hashes);
            }
        }
        for (int index = 0; TilePath.widthIn(SIZE, 0, index) > 0; index++) {
            int width = TilePath.widthIn(SIZE, 0, index);
            ByteArrayOutputStream bundle = new ByteArrayOutputStream();
            entries.subList(index * TilePath.FULL, index * TilePath.FULL + width)
                    .forEach(entry -> {
                        bundle.write(entry.canonical().length >>> Byte.SIZE);
                        bundle.write(entry.canonical().length);
                        bundle.writeBytes(entry.canonical());
                    });
            write(directory.resolve(new TilePath(TilePath.ENTRIES, index, width).toString()), bundle.toByteArray());
        }
    }

    static void write(Path file, byte[] bytes) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Receipt receipt(int place) {
        return Receipt.of(
                entries.get(place),
                bytes(payloads.get(place)),
                bytes("{}"),
                new TlogProof(new byte[0], place, tree(SIZE).inclusion(place), checkpoint(SIZE)),
                LOG);
    }

    LogExport.Line line(int place, boolean telling, boolean proving) {
        LogExport.@Nullable Content content =
                telling ? new LogExport.Content(bytes(payloads.get(place)), bytes("{}")) : null;
        return new LogExport.Line(
                place, entries.get(place), content, proving ? tree(SIZE).inclusion(place) : null);
    }

    /** All leaves of a range; those of the model tell what they say. */
    List<byte[]> range(int first, int end) {
        List<byte[]> lines = new ArrayList<>();
        lines.add(new LogExport.Header(checkpoint(SIZE), LogExport.Range.of(tree(SIZE), first, end)).canonical());
        for (int place = first; place < end; place++) {
            lines.add(line(place, place % 50 == 0, false).canonical());
        }
        return lines;
    }

    List<byte[]> some(int... places) {
        Stream<byte[]> lines =
                Arrays.stream(places).mapToObj(place -> line(place, true, true).canonical());
        return Stream.concat(Stream.of(new LogExport.Header(checkpoint(SIZE), null).canonical()), lines)
                .toList();
    }

    static byte[] lines(List<byte[]> lines) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        lines.forEach(line -> {
            all.writeBytes(line);
            all.write('\n');
        });
        return all.toByteArray();
    }

    /** Of the model from leaf 200 to leaf 300, as its server would make it; its range is as wide as it must be. */
    void pack(Path directory, List<byte[]> events) {
        write(directory.resolve(PackManifest.EVENTS), lines(events));
        write(directory.resolve("receipts/event-250.json"), receipt(250).canonical());
        write(directory.resolve("report.html"), bytes("<p>As people read it."));
        sign(directory);
    }

    static void sign(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            List<PackManifest.Entry> listed = files.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith(PackManifest.FILE))
                    .map(file -> entry(directory, file))
                    .toList();
            PackManifest manifest = new PackManifest(MODEL, BEGIN.plusSeconds(2_000), BEGIN.plusSeconds(3_000), listed);
            write(
                    directory.resolve(PackManifest.FILE),
                    Envelope.of(PackManifest.PAYLOAD_TYPE, manifest.canonical(), LOG)
                            .canonical());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PackManifest.Entry entry(Path directory, Path file) {
        String path = directory.relativize(file).toString();
        try {
            byte[] bytes = Files.readAllBytes(file);
            return new PackManifest.Entry(path, Hash.ofBytes(bytes), bytes.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
