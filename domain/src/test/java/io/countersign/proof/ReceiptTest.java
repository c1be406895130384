package io.countersign.proof;

import static io.countersign.proof.Decisions.APPROVED;
import static io.countersign.proof.Decisions.LOG;
import static io.countersign.proof.Decisions.METADATA;
import static io.countersign.proof.Decisions.WITNESS;
import static io.countersign.proof.Decisions.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.fuzz.Mutations;
import io.countersign.fuzz.Reading;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ReceiptTest {

    private static final String TYPE = "registered-model.transition-approved";
    private static final Receipt RECEIPT = Decisions.receipt(TYPE, APPROVED);

    /** What was given out once is verified for ever: another form takes another name of it. */
    private static final Path KEPT = Path.of("../domain/src/test/resources/receipt.v1.json");

    private static Receipt.Proven verified(byte[] receipt) {
        return Receipt.parse(receipt).requireTrue(LOG.key(), List.of(WITNESS.key()));
    }

    @Example
    void itSaysWhatTheEventSaysAndProvesThatTheLogHasIt() {
        Receipt.Proven proven = verified(RECEIPT.canonical());

        assertThat(proven.index()).isEqualTo(Decisions.PLACE);
        assertThat(proven.checkpoint().size()).isEqualTo(11);
        assertThat(proven.witnesses()).containsExactly(WITNESS.key());
        assertThat(new String(proven.statement(), StandardCharsets.UTF_8))
                .contains(
                        "{\"digest\":{\"sha256\":\"" + "d1".repeat(32)
                                + "\"},\"name\":\"models:/0198c0de00007000800000000000000b/3\"}",
                        "\"decision\":\"approved\"",
                        "\"by\":\"rita\"",
                        "\"change\":{\"from\":\"STAGING\",\"kind\":\"stage\",\"to\":\"PRODUCTION\",\"version\":3}",
                        "\"meaning\":\"reviewed\"",
                        "\"policies\":[{\"name\":\"risk\",\"revision\":7}]",
                        "\"rule\":\"approvals\",\"says\":\"Enough.\",\"status\":\"SATISFIED\"",
                        "\"authentication\":\"token\"")
                .doesNotContain("ciphertext");
    }

    @Example
    void oneThatWasGivenOutBeforeIsTheSameNow() throws IOException {
        assertThat(KEPT).hasBinaryContent(RECEIPT.canonical());
        verified(Files.readAllBytes(KEPT));
    }

    @Example
    void everyBitOfItCounts() {
        byte[] receipt = RECEIPT.canonical();
        for (int place = 0; place < receipt.length; place++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] changed = receipt.clone();
                changed[place] ^= (byte) (1 << bit);
                assertThatThrownBy(() -> verified(changed))
                        .as("byte %d, bit %d", place, bit)
                        .isInstanceOfAny(Forged.class, Unreadable.class);
            }
        }
    }

    /** By somebody who takes care that it can be read. */
    @Example
    void anotherMeaningIsAForgery() {
        String payload = APPROVED.replace("rita", "otto");
        LogEntry entry = RECEIPT.entry();
        forged(new Receipt(entry, bytes(payload), RECEIPT.metadata(), RECEIPT.statement(), RECEIPT.proof()), "payload");
        forged(new Receipt(entry, RECEIPT.payload(), bytes("{}"), RECEIPT.statement(), RECEIPT.proof()), "metadata");
        LogEntry another = Decisions.entry(Decisions.PLACE, TYPE, payload);
        forged(
                Receipt.of(another, bytes(payload), RECEIPT.metadata(), RECEIPT.proof(), LOG),
                "What leaf 5 says is not what the tree of 11 leaves has there.");
        NoteSigner other = NoteSigner.of("example.com/log", NoteKey.Kind.LOG, Decisions.seed(9));
        forged(
                Receipt.of(entry, RECEIPT.payload(), RECEIPT.metadata(), RECEIPT.proof(), other),
                "The statement says to be signed by");
    }

    @Example
    void notEvenWhoHoldsTheKeyOfTheLogMakesTheStatementSayOtherwise() {
        String said = new String(RECEIPT.statement().payload(), StandardCharsets.UTF_8);
        for (String[] change : new String[][] {
            {"\"by\":\"rita\"", "\"by\":\"otto\""},
            {"PRODUCTION", "STAGING"},
            {"\"archived\":[1,2],", ""},
            {"\"decision\":\"approved\"", "\"decision\":\"rejected\""},
            {"d1d1", "d2d2"},
        }) {
            String changed = said.replace(change[0], change[1]);
            assertThat(changed).isNotEqualTo(said);
            forged(signed(Envelope.IN_TOTO, changed), "The statement does not say what the event says: ");
        }
        forged(signed(Envelope.IN_TOTO, said.replace("{\"_type\"", "{ \"_type\"")), "is written otherwise");
        forged(signed("text/plain", said), "no in-toto statement");
        forged(
                signed(Envelope.IN_TOTO, said.replace("\"by\":\"rita\",\"change\"", "\"by\":\"otto\",\"change\"")),
                "predicate.by is otto there, and rita in the event.");
    }

    private static Receipt signed(String type, String statement) {
        return new Receipt(
                RECEIPT.entry(),
                RECEIPT.payload(),
                RECEIPT.metadata(),
                Envelope.of(type, bytes(statement), LOG),
                RECEIPT.proof());
    }

    private static void forged(Receipt receipt, String words) {
        assertThatThrownBy(() -> verified(receipt.canonical()))
                .isInstanceOf(Forged.class)
                .hasMessageContaining(words);
    }

    @Example
    void aWitnessThatIsAskedForMustHaveSeenIt() {
        NoteSigner another = NoteSigner.of("witness.example/x", NoteKey.Kind.WITNESS, Decisions.seed(7));
        assertThatThrownBy(() -> RECEIPT.requireTrue(LOG.key(), List.of(another.key())))
                .isInstanceOf(Forged.class)
                .hasMessageContaining("There is no cosignature of witness.example/x+");
    }

    @Example
    void whatDecidesNothingHasNone() {
        assertThatThrownBy(() -> Decisions.receipt("run.started", "{}"))
                .isInstanceOf(Unreadable.class)
                .hasMessage("An event run.started decides nothing.");
        assertThatThrownBy(() -> Decisions.receipt(TYPE, "[]")).isInstanceOf(Unreadable.class);
        assertThatThrownBy(() -> Decisions.receipt(TYPE, "{\"model\":\"\\ud800\"}"))
                .isInstanceOf(Unreadable.class);
    }

    @Example
    void earlierRevisionsOfEventsHaveOneTooEachWithTheirOnePolicy() {
        String earlier = "{\"model\":\"m\",\"version\":3,\"to\":\"PRODUCTION\",\"by\":\"rita\","
                + "\"policy\":{\"name\":\"four-eyes\",\"revision\":1}}";
        byte[] statement = Decisions.receipt("registered-model.transition-rejected", earlier)
                .statement()
                .payload();
        assertThat(new String(statement, StandardCharsets.UTF_8))
                .contains("\"policies\":[{\"name\":\"four-eyes\",\"revision\":1}]", "\"decision\":\"rejected\"");
    }

    @Property(tries = 2_000)
    void whateverItIsGivenIsReadOrRefused(@ForAll("receipts") String text) {
        Reading.orRefusal(() -> verified(bytes(text)), Unreadable.class, Forged.class);
    }

    @Provide
    Arbitrary<String> receipts() {
        return Mutations.of(new String(RECEIPT.canonical(), StandardCharsets.UTF_8));
    }

    @Property(tries = 2_000)
    void whateverAnEventSaysHasAStatementOrIsRefused(@ForAll("payloads") String payload) {
        LogEntry entry = Decisions.entry(1, TYPE, payload);
        Reading.orRefusal(() -> Decision.statement(entry, bytes(payload), bytes(METADATA)), Unreadable.class);
    }

    @Provide
    Arbitrary<String> payloads() {
        return Mutations.of(APPROVED);
    }

    @Example
    void theEndOfATreeGoesOnAsTheTreeDoes() {
        Leaves leaves = Leaves.of(java.util.stream.IntStream.range(0, 70).mapToObj(i -> new byte[] {(byte) i}));
        for (int first = 0; first < 40; first++) {
            Frontier frontier = new Frontier(first, new MerkleTree(leaves, 70).frontier(first));
            for (int size = first; size <= 70; size++) {
                assertThat(frontier.root()).isEqualTo(leaves.root(size));
                if (size < 70) {
                    frontier.add(leaves.leaf(size));
                }
            }
        }
        assertThatThrownBy(() -> new Frontier(3, List.of())).isInstanceOf(Unreadable.class);
    }

    @Example
    void everyLeafOfARangeIsThereOrItIsTold() {
        List<byte[]> entries = new ArrayList<>();
        for (int place = 0; place < 70; place++) {
            entries.add(bytes("entry " + place));
        }
        Leaves leaves = Leaves.of(entries.stream());
        MerkleTree tree = new MerkleTree(leaves, 70);
        Checkpoint checkpoint = new Checkpoint("x", 70, tree.root());
        for (int[] range : new int[][] {{0, 70}, {0, 1}, {69, 70}, {13, 41}, {32, 64}, {5, 6}}) {
            LogExport.Range some = LogExport.Range.of(tree, range[0], range[1]);
            some.requireAll(put(some, leaves, range[0], range[1], -1), checkpoint);
            for (int left = range[0]; left < range[1]; left++) {
                int without = left;
                assertThatThrownBy(() -> some.requireAll(put(some, leaves, range[0], range[1], without), checkpoint))
                        .isInstanceOf(Forged.class);
            }
        }
    }

    private static Frontier put(LogExport.Range range, Leaves leaves, int first, int end, int replaced) {
        Frontier frontier = new Frontier(range.first(), range.before());
        for (int place = first; place < end; place++) {
            frontier.add(place == replaced ? Hash.OF_NOTHING : leaves.leaf(place));
        }
        return frontier;
    }

    @Example
    void linesOfExportsAreReadAsTheyAreWritten() {
        SignedNote checkpoint = RECEIPT.proof().checkpoint();
        LogExport.Header header =
                new LogExport.Header(checkpoint, new LogExport.Range(1, 2, List.of(Hash.OF_NOTHING), List.of()));
        assertThat(LogExport.Header.parse(header.canonical()).canonical()).isEqualTo(header.canonical());
        LogExport.Content content = new LogExport.Content(RECEIPT.payload(), RECEIPT.metadata());
        for (LogExport.Line line : List.of(
                new LogExport.Line(5, RECEIPT.entry(), content, null),
                new LogExport.Line(5, RECEIPT.entry(), null, null),
                new LogExport.Line(5, RECEIPT.entry(), content, RECEIPT.proof().hashes()))) {
            assertThat(LogExport.Line.parse(line.canonical()).canonical()).isEqualTo(line.canonical());
        }
        for (Object wrong : List.of(
                Map.of(), List.of(), "", Map.of("format", LogExport.FORMAT), Map.of("index", 1, "entry", Map.of()))) {
            byte[] json = CanonicalJson.bytes(wrong);
            assertThatThrownBy(() -> LogExport.Header.parse(json)).isInstanceOf(Unreadable.class);
            assertThatThrownBy(() -> LogExport.Line.parse(json)).isInstanceOf(Unreadable.class);
        }
    }
}
