package io.countersign.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.assembly.InProcessServer;
import io.countersign.proof.Checkpoint;
import io.countersign.proof.Forged;
import io.countersign.proof.Hash;
import io.countersign.proof.NoteKey;
import io.countersign.proof.NoteSigner;
import io.countersign.proof.SignedNote;
import io.countersign.proof.TilePath;
import io.countersign.proof.Unreadable;
import io.countersign.verifier.Verifier;
import io.countersign.witness.Follower.Seen;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever somebody does to the database, as its superuser: it is found, and named. */
class TamperingTest {

    private static final NoteKey KEY = InProcessServer.LOG_KEY.key();

    @TempDir
    private Path directory;

    private final TamperedLog log = new TamperedLog();
    private WitnessState state;
    private Follower follower;

    @BeforeEach
    void aWitnessHasSeenIt() {
        state = WitnessState.open(directory.resolve("witness"));
        Witness witness = new Witness(state, KEY, TamperedLog.WITNESS, Clock.systemUTC());
        follower = new Follower(log.client(), witness, state, Clock.systemUTC());
        assertThat(follower.look()).isEqualTo(Seen.FINE);
    }

    @AfterEach
    void stop() {
        state.close();
        log.close();
    }

    private List<Path> evidence() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("witness"))) {
            return files.filter(file -> file.getFileName().toString().startsWith("evidence-"))
                    .toList();
        }
    }

    @Test
    void nothingIsFoundWhereNothingWasDone() throws IOException {
        log.grow();
        assertThat(follower.look()).isEqualTo(Seen.FINE);
        assertThat(log.check()).isEmpty();
        assertThat(verified()).startsWith("0 verified: ");
        assertThat(evidence()).isEmpty();
        SignedNote served = SignedNote.parse(log.served("/log/checkpoint"));
        served.requireSignedBy(TamperedLog.WITNESS.key());
    }

    @Test
    void whatWasDoneToRowsIsNamed() {
        log.backUp();
        String event = log.event(17);
        String following = log.event(18);
        log.edit(17);
        assertThat(log.check())
                .singleElement()
                .asString()
                .startsWith("Event " + event + " (")
                .endsWith("is not what it was when it became leaf 17.");
        assertThat(verified()).startsWith("1 forged: Hash 17 in tile/0/000").contains("is not that of entry 17.");

        log.restoreRows();
        assertThat(log.check()).isEmpty();
        log.drop(17);
        assertThat(log.check().getFirst())
                .startsWith("Leaf 17 is of an event that is not there any more: it stood before event " + following);
        assertThat(verified()).startsWith("2 cannot be verified: ").contains("is no bundle of");

        log.restoreRows();
        log.swap(17);
        assertThat(log.check())
                .singleElement()
                .asString()
                .startsWith("Event " + following)
                .endsWith("was leaf 18, and is before the one that was leaf 17: they were reordered.");
        assertThat(verified()).startsWith("1 forged: Hash 17 in tile/0/000");

        log.restoreRows();
        log.drop((int) log.signed() - 1);
        assertThat(log.check()).isNotEmpty();
        assertThat(follower.look())
                .isEqualTo(Seen.FINE); // what was signed stands: who has a copy of it can hold it against them
    }

    /** Who makes the tree anew cannot sign it, and the server does not. */
    @Test
    void aTreeThatWasMadeAnewIsNotSignedAndAServerThatForgetsIsCaught() throws IOException {
        log.edit(17);
        log.makeTheTreeAnew();
        assertThat(log.check())
                .singleElement()
                .asString()
                .contains("an event among them was changed, dropped or put there, and the tree made anew");
        log.growUnsigned();
        assertThatThrownBy(log::sign).isInstanceOf(Forged.class).hasMessageContaining("history was rewritten");
        assertThat(verified()).startsWith("1 forged: ");

        log.forgetWhatWasSigned(); // then it signs, and contradicts itself
        log.grow();
        assertThat(log.check()).isEmpty();
        assertThat(verified()).startsWith("0 verified: ");
        assertThat(follower.look()).isEqualTo(Seen.REWRITTEN);
        assertThat(evidence()).isNotEmpty();
        assertThat(consistent()).startsWith("1 forged: ").contains("history was rewritten");
    }

    @Test
    void aRestoredBackupIsCaughtByTheWitness() throws IOException {
        log.backUp();
        log.grow();
        assertThat(follower.look()).isEqualTo(Seen.FINE);
        log.restore();
        assertThat(log.check()).isEmpty();

        assertThat(follower.look()).isEqualTo(Seen.REWRITTEN);
        assertThat(Files.readString(evidence().getFirst()))
                .contains("— " + TamperedLog.WITNESS.key().name());
        assertThat(consistent()).contains("history was rolled back");

        log.grow(); // and further than it had been
        log.grow();
        assertThat(follower.look()).isEqualTo(Seen.REWRITTEN);
        assertThat(consistent()).contains("history was rewritten");
        assertThat(state.last().map(Checkpoint::of).map(Checkpoint::size).orElseThrow())
                .as("what it had seen, and nothing of the other history")
                .isLessThan(log.events());
    }

    @Test
    void aServerThatSignsLessOrByAnotherKeyIsNotTheLog() {
        log.superuser().execute("update proof.head set size = size - 1");
        assertThatThrownBy(log::sign).isInstanceOf(Forged.class).hasMessageContaining("it was rolled back");
        assertThat(log.check()).isNotEmpty();

        log.forgetWhatWasSigned();
        byte[] seed = new byte[32];
        seed[0] = 1;
        NoteSigner other = NoteSigner.of(KEY.name(), NoteKey.Kind.LOG, seed);
        SignedNote signed = SignedNote.of(new Checkpoint(KEY.name(), 9_999, Hash.OF_NOTHING).text(), other, 0);
        log.superuser()
                .update("insert into proof.checkpoints (size, signed_at, note) values (9999, 0, ?)", signed.toString());
        assertThat(follower.look()).isEqualTo(Seen.REWRITTEN);
        assertThat(log.check()).isNotEmpty();
    }

    @Test
    void whatIsNoAnswerIsNoForgeryAndTheKeyThatWasSeenFirstIsKept() {
        Witness witness = new Witness(state, KEY, TamperedLog.WITNESS, Clock.systemUTC());
        LogClient nobody = new LogClient(URI.create("http://127.0.0.1:1"), null);
        assertThat(new Follower(nobody, witness, state, Clock.systemUTC()).look())
                .isEqualTo(Seen.NOTHING);
        LogClient stranger = new LogClient(URI.create(log.server().url()), null);
        assertThat(new Follower(stranger, witness, state, Clock.systemUTC()).look())
                .isEqualTo(Seen.NOTHING);
        try (WitnessState fresh = WitnessState.open(directory.resolve("fresh"))) {
            assertThat(Follower.logKey(fresh, log.client(), Optional.empty())).isEqualTo(KEY);
            assertThat(Follower.logKey(fresh, log.client(), Optional.of(KEY))).isEqualTo(KEY);
            NoteKey other = NoteSigner.of("example.com/other", NoteKey.Kind.LOG, new byte[32])
                    .key();
            assertThatThrownBy(() -> Follower.logKey(fresh, log.client(), Optional.of(other)))
                    .isInstanceOf(Unreadable.class)
                    .hasMessageContaining("The directory is of a witness of " + KEY);
        }
    }

    /** The whole log as it is served, as an auditor keeps and verifies it. */
    private String verified() {
        Path kept = directory.resolve("kept");
        byte[] checkpoint = log.served("/log/checkpoint");
        write(kept.resolve("checkpoint"), checkpoint);
        long size = Checkpoint.of(SignedNote.parse(checkpoint)).size();
        for (int level = TilePath.ENTRIES; level < 2; level++) {
            for (int index = 0; TilePath.widthIn(size, level, index) > 0; index++) {
                String path = new TilePath(level, index, TilePath.widthIn(size, level, index)).toString();
                write(kept.resolve(path), log.served("/log/" + path));
            }
        }
        return run("log", kept.toString());
    }

    /** What the witness saw last, and what the server says now. */
    private String consistent() {
        Path now = directory.resolve("now");
        write(now, log.served("/log/checkpoint"));
        Path before = directory.resolve("witness/checkpoint");
        long size = Checkpoint.of(state.last().orElseThrow()).size();
        Path proof = directory.resolve("proof");
        write(proof, log.served("/log/proofs/consistency?from=" + size));
        return run("consistency", before.toString(), now.toString(), proof.toString());
    }

    private static void write(Path file, byte[] bytes) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        List<String> all = Stream.concat(Stream.of(arguments), Stream.of("--key", KEY.toString()))
                .toList();
        return Verifier.run(all, print, print) + " " + out.toString(StandardCharsets.UTF_8);
    }
}
