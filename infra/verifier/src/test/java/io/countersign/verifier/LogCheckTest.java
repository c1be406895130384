package io.countersign.verifier;

import static io.countersign.verifier.SmallLog.WITNESS;

import io.countersign.proof.MerkleTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole log, as its tiles: every hash is made again. */
class LogCheckTest {

    private static final SmallLog LOG = new SmallLog();

    @TempDir
    private Path directory;

    @BeforeEach
    void aLog() {
        LOG.write(directory);
    }

    @Test
    void itIsVerifiedFromItsEntriesToItsRoot() {
        Run.of("log", directory, "--witness", WITNESS.key())
                .verified(
                        "verified: 600 leaves, 600 of them made of their entries",
                        "the log example.com/log had 600 leaves",
                        "witness.example/w saw it so at 2026-11-23T12:00:00Z");
    }

    @Test
    void itIsVerifiedFromItsLeavesWhereItsEntriesWereNotKept() throws IOException {
        for (String file : List.of("000", "001", "002.p/88")) {
            Files.delete(directory.resolve("tile/entries/" + file));
        }
        Run.of("log", directory).verified("600 leaves, 0 of them made of their entries");
        Files.delete(directory.resolve("tile/0/001"));
        Run.of("log", directory).unreadable("There is neither tile/0/001 nor tile/entries/001");
    }

    @Test
    void everyKindOfByteOfItCounts() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(directory)) {
            files = all.filter(Files::isRegularFile).sorted().collect(Collectors.toList());
        }
        Random random = new Random(1);
        for (Path file : files) {
            byte[] bytes = Files.readAllBytes(file);
            for (int round = 0; round < Math.min(bytes.length, 300); round++) {
                int place = bytes.length <= 300 ? round : random.nextInt(bytes.length);
                byte[] changed = bytes.clone();
                changed[place] ^= (byte) (1 << random.nextInt(8));
                Files.write(file, changed);
                Run.of("log", directory, "--witness", WITNESS.key()).refused(file + ", byte " + place);
            }
            Files.write(file, bytes);
        }
        Run.of("log", directory).verified();
    }

    @Test
    void whatWasChangedIsNamed() throws IOException {
        Path bundle = directory.resolve("tile/entries/001");
        String text = Files.readString(bundle, java.nio.charset.StandardCharsets.ISO_8859_1);
        Files.writeString(bundle, text.replace("event-300", "event-3OO"), java.nio.charset.StandardCharsets.ISO_8859_1);
        Run.of("log", directory).forged("Hash 44 in tile/0/001 is not that of entry 300.");
        Files.delete(directory.resolve("tile/0/001"));
        Run.of("log", directory).forged("Hash 1 in tile/1/000.p/2 is not that of the tile below it.");
        Files.delete(directory.resolve("tile/1/000.p/2"));
        Run.of("log", directory).forged("These 600 leaves have the root ");
    }

    @Test
    void aLogThatWasMadeAnewIsNotTheOneThatWasSigned() throws IOException {
        byte[] signed = Files.readAllBytes(directory.resolve("checkpoint"));
        new SmallLog(17).write(directory);
        Run.of("log", directory).verified(); // signed by whoever has the key, and by the witness
        Files.write(directory.resolve("checkpoint"), signed);
        Run.of("log", directory).forged("These 600 leaves have the root ");
    }

    @Test
    void anExportOfAllOfItDoesToo() {
        Path all = directory.resolve("all.jsonl");
        SmallLog.write(all, SmallLog.lines(LOG.range(0, SmallLog.SIZE)));
        Run.of("log", all).verified("600 leaves, all of them made of their entries, 12 entries");
        SmallLog.write(all, SmallLog.lines(LOG.range(1, SmallLog.SIZE)));
        Run.of("log", all).unreadable("It is an export of some events");
    }

    @Test
    void aCheckpointGoesOnFromAnEarlierOneOrIsForged() {
        Path earlier = directory.resolve("earlier");
        Path now = directory.resolve("checkpoint");
        Path proof = directory.resolve("proof");
        SmallLog.write(earlier, SmallLog.bytes(LOG.checkpoint(333).toString()));
        Run.of("consistency", earlier, now, "--tiles", directory)
                .verified("the tree of 600 leaves begins with that of 333");
        MerkleTree tree = LOG.tree(SmallLog.SIZE);
        String hashes = tree.consistency(333).stream()
                .map(hash -> "\"" + hash.base64() + "\"")
                .collect(Collectors.joining(","));
        SmallLog.write(proof, SmallLog.bytes("{\"size\":600,\"hashes\":[" + hashes + "]}"));
        Run.of("consistency", earlier, now, proof).verified();
        SmallLog.write(proof, SmallLog.bytes(hashes.replace("\"", "").replace(",", "\n") + "\n"));
        Run.of("consistency", earlier, now, proof).verified();
        Run.of("consistency", now, now).verified();
        Run.of("consistency", earlier, now).unreadable("it takes a proof, as a third file, or --tiles");
        Run.of("consistency", now, earlier, proof).forged("history was rolled back");
        SmallLog.write(earlier, SmallLog.bytes(new SmallLog(17).checkpoint(333).toString()));
        Run.of("consistency", earlier, now, "--tiles", directory).forged("history was rewritten");
        SmallLog.write(earlier, SmallLog.bytes(new SmallLog(17).checkpoint(600).toString()));
        Run.of("consistency", earlier, now).forged("There are two trees of 600 leaves: history was rewritten.");
        SmallLog.write(proof, SmallLog.bytes("{}"));
        Run.of("consistency", earlier, now, proof).unreadable("has no list 'hashes'");
    }

    @Test
    void whatIsWronglyAskedIsToldSo() {
        Run.bare().unreadable("Exit codes: 0 verified, 1 forged, 2 cannot be read");
        Run.bare("--help").verified("receipt FILE");
        Run.bare("log", directory).unreadable("--key is needed");
        Run.bare("log", directory, "--key").unreadable("--key needs a value");
        Run.bare("log", directory, "--key", "x").unreadable("'x' is no key");
        Run.bare("log", directory, "--key", WITNESS.key()).unreadable("--key is the key of a log");
        Run.of("log", directory, "--key", "x").unreadable("--key is given 2 times");
        Run.of("log", directory, "--other", "x").unreadable("There is no option --other");
        Run.of("other", directory).unreadable("There is no command 'other'");
        Run.of("log").unreadable("'log' takes 1 files, not 0.");
        Run.of("receipt", directory).unreadable("is a directory");
        Run.of("receipt", directory.resolve("nothing")).unreadable("There is no file");
        Run.of("log", directory, "--witness", SmallLog.LOG.key()).unreadable("--witness is the key of a witness");
    }
}
