package io.countersign.verifier;

import static io.countersign.verifier.SmallLog.WITNESS;

import io.countersign.proof.LogExport;
import io.countersign.proof.PackManifest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exports and packs: what is in them is true, and where they say so, nothing is missing. */
class PackCheckTest {

    private static final SmallLog LOG = new SmallLog();
    private static final int FIRST = 160;
    private static final int END = 340;

    @TempDir
    private Path directory;

    private Path export(List<byte[]> lines) {
        Path file = directory.resolve("export.jsonl");
        SmallLog.write(file, SmallLog.lines(lines));
        return file;
    }

    private Path pack(List<byte[]> events) {
        Path pack = directory.resolve("pack");
        LOG.pack(pack, events);
        return pack;
    }

    private static List<byte[]> without(List<byte[]> lines, int place) {
        List<byte[]> fewer = new ArrayList<>(lines);
        fewer.remove(place);
        return fewer;
    }

    @Test
    void anExportIsVerifiedEventByEvent() {
        Run.of("export", export(LOG.some(0, 50, 599)), "--witness", WITNESS.key())
                .verified("3 events, 3 of them with what they say", "nothing is said about others");
        Run.of("export", export(LOG.range(7, 300)))
                .verified("293 events, 5 of them with what they say", "they are all of leaves 7 to 299");
    }

    @Test
    void ofARangeNoneMayBeMissingOrMoved() {
        List<byte[]> lines = LOG.range(7, 300);
        Run.of("export", export(without(lines, 100))).forged("Where leaf 106 should be, there is leaf 107");
        Run.of("export", export(without(lines, lines.size() - 1))).forged("The export ends before leaf 299");
        List<byte[]> moved = new ArrayList<>(lines);
        moved.add(20, moved.remove(10));
        Run.of("export", export(moved)).forged("one was left out, or they were reordered");
        List<byte[]> another = new ArrayList<>(lines);
        another.set(10, new SmallLog(16).line(16, true, false).canonical());
        Run.of("export", export(another)).forged("history was rewritten");
        List<byte[]> more = new ArrayList<>(lines);
        more.add(LOG.line(300, true, false).canonical());
        Run.of("export", export(more)).forged("There are more events than leaves 7 to 299");
        Run.of("export", export(List.of(LOG.some().getFirst(), lines.get(1)))).unreadable("is of no range");
    }

    @Test
    void everyByteOfAnExportCounts() throws IOException {
        Path file = export(LOG.some(0, 50));
        byte[] bytes = Files.readAllBytes(file);
        for (int place = 0; place < bytes.length; place++) {
            byte[] changed = bytes.clone();
            changed[place] ^= (byte) (1 << place % 8);
            Files.write(file, changed);
            Run.of("export", file, "--witness", WITNESS.key()).refused("byte " + place);
        }
        Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - 1));
        Run.of("export", file).unreadable("The file breaks off in the middle of a line.");
        Files.write(file, new byte[0]);
        Run.of("export", file).unreadable("The export is empty.");
    }

    @Test
    void aReceiptIsVerified() throws IOException {
        Path file = directory.resolve("receipt.json");
        SmallLog.write(file, LOG.receipt(50).canonical());
        Run.of("receipt", file, "--witness", WITNESS.key())
                .verified("event event-50 is leaf 50 of the log", "\"decision\":\"approved\"", "saw it so at");
        Files.writeString(file, Files.readString(file).replace("\"sequence\":50", "\"sequence\":51"));
        Run.of("receipt", file)
                .forged("The statement does not say what the event says: predicate.event.sequence is 50");
    }

    @Test
    void aPackIsVerifiedAsADirectoryAndAsAZip() throws IOException {
        Path pack = pack(LOG.range(FIRST, END));
        String[] words = {
            "3 files are as they were when the pack was signed",
            "all 3 events of model " + SmallLog.MODEL + " from 2026-11-23T12:33:20Z to 2026-11-23T12:50:00Z are in it,"
                    + " and receipts of all 1 decisions",
            "the log went on after that time"
        };
        Run.of("pack", pack, "--witness", WITNESS.key()).verified(words);
        Path zip = zipped(pack);
        Run.of("pack", zip, "--witness", WITNESS.key()).verified(words);
        byte[] bytes = Files.readAllBytes(zip);
        Files.write(zip, java.util.Arrays.copyOf(bytes, bytes.length / 2));
        Run.of("pack", zip).unreadable("is neither a directory nor a whole ZIP file");
    }

    private Path zipped(Path pack) throws IOException {
        Path zip = directory.resolve("pack.zip");
        try (OutputStream out = Files.newOutputStream(zip);
                ZipOutputStream entries = new ZipOutputStream(out);
                Stream<Path> files = Files.walk(pack)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                entries.putNextEntry(new ZipEntry(pack.relativize(file).toString()));
                entries.write(Files.readAllBytes(file));
            }
        }
        return zip;
    }

    @Test
    void everyKindOfByteOfAPackCounts() throws IOException {
        Path pack = pack(LOG.range(FIRST, END));
        List<Path> files;
        try (Stream<Path> all = Files.walk(pack)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        Random random = new Random(1);
        for (Path file : files) {
            byte[] bytes = Files.readAllBytes(file);
            for (int round = 0; round < 100; round++) {
                byte[] changed = bytes.clone();
                int place = random.nextInt(bytes.length);
                changed[place] ^= (byte) (1 << random.nextInt(8));
                Files.write(file, changed);
                Run.of("pack", pack).refused(file + ", byte " + place);
            }
            Files.write(file, bytes);
        }
        Run.of("pack", pack).verified();
    }

    @Test
    void nothingIsPutIntoAPackOrTakenOutOfIt() throws IOException {
        Path pack = pack(LOG.range(FIRST, END));
        SmallLog.write(pack.resolve("more/note.txt"), SmallLog.bytes("And this."));
        Run.of("pack", pack).forged("The file more/note.txt is in the pack, and not in its manifest.");
        Files.delete(pack.resolve("more/note.txt"));
        Files.writeString(pack.resolve("report.html"), "<p>Otherwise.");
        Run.of("pack", pack).forged("The file report.html is not the one that was signed");
        Files.delete(pack.resolve("report.html"));
        Run.of("pack", pack).forged("The file report.html is missing");
    }

    /** What a link leads to may be another thing for each who looks. */
    @Test
    void linksAreNoFilesOfAPack() throws IOException {
        Path pack = pack(LOG.range(FIRST, END));
        Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
        Files.createSymbolicLink(pack.resolve("more"), elsewhere);
        Run.of("pack", pack).forged("The file more is in the pack, and not in its manifest.");
        Files.delete(pack.resolve("more"));
        Files.move(pack.resolve("report.html"), elsewhere.resolve("report.html"));
        Files.createSymbolicLink(pack.resolve("report.html"), elsewhere.resolve("report.html"));
        Run.of("pack", pack).forged("The file report.html is missing, or no plain file.");
    }

    /** The server itself signs a manifest of less than there was. */
    @Test
    void whoMakesThePackLeavesNothingOutOfIt() throws IOException {
        List<byte[]> untold = new ArrayList<>(LOG.range(FIRST, END));
        untold.set(1 + 250 - FIRST, LOG.line(250, false, false).canonical());
        Run.of("pack", pack(untold)).forged("Event event-250", "leaf 250) is of the model and of that time");
        Run.of("pack", pack(LOG.range(200, END))).forged("The range begins with leaf 200", "what came before");
        Run.of("pack", pack(LOG.range(FIRST, 301))).forged("The range ends before leaf 301", "what came after");
        Run.of("pack", pack(LOG.some(200, 250, 300))).forged("of no range of the log");
        Run.of("pack", pack(LOG.range(0, SmallLog.SIZE))).verified("the log ended with leaf 599 then");
        Path pack = pack(LOG.range(FIRST, END));
        Files.delete(pack.resolve("receipts/event-250.json"));
        SmallLog.sign(pack);
        Run.of("pack", pack).forged("The receipt of event event-250 is missing.");
        SmallLog.write(pack.resolve("receipts/event-250.json"), LOG.receipt(350).canonical());
        SmallLog.sign(pack);
        Run.of("pack", pack).forged("The receipt of event event-250 is one of event event-350.");
    }

    @Test
    void aKnownCheckpointMustBeThatOfThePack() {
        Path pack = pack(LOG.range(FIRST, END));
        Path known = directory.resolve("known");
        SmallLog.write(known, SmallLog.bytes(LOG.checkpoint(SmallLog.SIZE).toString()));
        Run.of("pack", pack, "--checkpoint", known).verified();
        SmallLog.write(
                known, SmallLog.bytes(new SmallLog(17).checkpoint(SmallLog.SIZE).toString()));
        Run.of("pack", pack, "--checkpoint", known).forged("It is of another checkpoint than the one that is known");
    }

    @Test
    void whatIsNoPackIsToldSo() throws IOException {
        Path pack = pack(LOG.range(FIRST, END));
        Files.delete(pack.resolve(PackManifest.FILE));
        Run.of("pack", pack).unreadable("There is no file");
        SmallLog.write(pack.resolve(PackManifest.FILE), "{}".getBytes(StandardCharsets.UTF_8));
        Run.of("pack", pack).unreadable("It is no DSSE envelope");
        Path text = directory.resolve("text.zip");
        SmallLog.write(text, SmallLog.bytes(LogExport.FORMAT));
        Run.of("pack", text).unreadable("neither a directory nor a whole ZIP");
        Run.of("pack", directory.resolve("nothing")).unreadable("There is no file");
    }
}
