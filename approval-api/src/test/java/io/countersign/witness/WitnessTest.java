package io.countersign.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.proof.Checkpoint;
import io.countersign.proof.Forged;
import io.countersign.proof.Hash;
import io.countersign.proof.MerkleTree;
import io.countersign.proof.Nodes;
import io.countersign.proof.NoteKey;
import io.countersign.proof.NoteSigner;
import io.countersign.proof.SignedNote;
import io.countersign.startup.StartupError;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A witness signs only what goes on from what it signed before, whoever asks it. */
class WitnessTest {

    private static final NoteSigner LOG = NoteSigner.of("example.com/log", NoteKey.Kind.LOG, new byte[32]);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** Two histories, which part at the sixth leaf. */
    private static final Nodes HISTORY = tree("this");

    private static final Nodes OTHER = tree("that");

    @TempDir
    private Path directory;

    private WitnessState state;
    private Witness witness;
    private WitnessPort port;

    @BeforeEach
    void start() throws IOException {
        state = WitnessState.open(directory.resolve("state"));
        witness = new Witness(state, LOG.key(), state.key("witness.example/w"), Clock.systemUTC());
        port = WitnessPort.open(witness, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    @AfterEach
    void stop() {
        port.close();
        state.close();
    }

    private static Nodes tree(String sixth) {
        return new Nodes() {
            @Override
            public Hash node(int level, long index) {
                return level == 0
                        ? Hash.ofLeaf((index + (index < 6 ? "" : sixth)).getBytes(StandardCharsets.UTF_8))
                        : Hash.ofNode(node(level - 1, 2 * index), node(level - 1, 2 * index + 1));
            }
        };
    }

    private static SignedNote checkpoint(Nodes history, long size) {
        return checkpoint(LOG, LOG.key().name(), history, size);
    }

    private static SignedNote checkpoint(NoteSigner signer, String origin, Nodes history, long size) {
        return SignedNote.of(new Checkpoint(origin, size, new MerkleTree(history, size).root()).text(), signer, 0);
    }

    private static List<Hash> proof(Nodes history, long from, long size) {
        return new MerkleTree(history, size).consistency(from);
    }

    private HttpResponse<String> asked(long old, List<Hash> proof, SignedNote checkpoint) {
        String lines = proof.stream().map(hash -> hash.base64() + "\n").collect(Collectors.joining());
        return posted("old " + old + "\n" + lines + "\n" + checkpoint);
    }

    private HttpResponse<String> posted(String body) {
        try {
            return HTTP.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port.port() + "/add-checkpoint"))
                            .POST(BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void answers(int status, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    }

    @Test
    void whatGoesOnIsCosigned() {
        SignedNote first = checkpoint(HISTORY, 5);
        HttpResponse<String> answer = asked(0, List.of(), first);
        answers(200, answer);
        SignedNote cosigned = SignedNote.parse(first + answer.body());
        assertThat(cosigned.signedBy(List.of(LOG.key(), witness.key()))).containsExactly(LOG.key(), witness.key());
        assertThat(cosigned.cosignedAt(witness.key()).orElseThrow())
                .isBetween(
                        Clock.systemUTC().millis() / 1000 - 60,
                        Clock.systemUTC().millis() / 1000 + 1);
        answers(200, asked(5, proof(HISTORY, 5, 17), checkpoint(HISTORY, 17)));
        answers(200, asked(17, List.of(), checkpoint(HISTORY, 17)));
        assertThat(witness.last().map(Checkpoint::of).map(Checkpoint::size)).contains(17L);
    }

    /** With the statuses of C2SP tlog-witness. */
    @Test
    void whatDoesNotGoOnIsRefused() {
        answers(200, asked(0, List.of(), checkpoint(HISTORY, 9)));
        HttpResponse<String> stale = asked(5, proof(HISTORY, 5, 17), checkpoint(HISTORY, 17));
        answers(409, stale);
        assertThat(stale.body()).isEqualTo("9\n");
        assertThat(stale.headers().firstValue("Content-Type")).contains("text/x.tlog.size");
        answers(400, asked(17, List.of(), checkpoint(HISTORY, 9)));
        answers(422, asked(9, proof(OTHER, 9, 17), checkpoint(OTHER, 17)));
        answers(422, asked(9, List.of(), checkpoint(HISTORY, 17)));
        answers(409, asked(9, List.of(), checkpoint(OTHER, 9)));
        NoteSigner mallory = NoteSigner.of("example.com/log", NoteKey.Kind.LOG, new byte[] {
            9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9
        });
        answers(403, asked(9, proof(OTHER, 9, 17), checkpoint(mallory, "example.com/log", OTHER, 17)));
        answers(404, asked(0, List.of(), checkpoint(LOG, "example.com/other", HISTORY, 3)));
        for (String junk : List.of(
                "",
                "old",
                "old x\n\n",
                "old 09\n\n" + checkpoint(HISTORY, 9),
                "old 9\nx\n\n" + checkpoint(HISTORY, 9),
                "old 9\n\nx",
                "old 9\n" + (Hash.OF_NOTHING.base64() + "\n").repeat(64) + "\n" + checkpoint(HISTORY, 9))) {
            answers(400, posted(junk));
        }
        answers(413, posted("x".repeat(100_000)));
        assertThat(witness.last().map(Checkpoint::of).map(Checkpoint::size)).contains(9L);
        answers(200, asked(9, proof(HISTORY, 9, 17), checkpoint(HISTORY, 17)));
    }

    @Test
    void itRemembersWhenItIsStartedAnew() throws IOException {
        answers(200, asked(0, List.of(), checkpoint(HISTORY, 9)));
        NoteKey key = witness.key();
        stop();
        start();
        assertThat(witness.key()).isEqualTo(key);
        answers(409, asked(0, List.of(), checkpoint(OTHER, 9)));
        assertThatThrownBy(() -> witness.add(9, proof(OTHER, 9, 17), checkpoint(OTHER, 17)))
                .isInstanceOf(Forged.class);
    }

    @Test
    void twoWitnessesDoNotShareWhatTheyRemember() {
        assertThatThrownBy(() -> WitnessState.open(directory.resolve("state")))
                .isInstanceOf(StartupError.class)
                .hasMessageContaining("Another witness uses");
    }

    @Test
    void aKeyOfALogIsNoneOfAWitness() throws IOException {
        Path file = directory.resolve("key");
        Files.writeString(file, NoteSigner.secret("example.com/log", NoteKey.Kind.LOG, new byte[32]));
        assertThatThrownBy(() -> WitnessState.key(file)).hasMessageContaining("is a log's, and no witness's");
        Files.writeString(file, "nothing");
        assertThatThrownBy(() -> WitnessState.key(file)).hasMessageContaining("It is no key to sign with");
        assertThatThrownBy(() -> WitnessState.key(directory.resolve("none"))).hasMessageContaining("cannot be read");
    }
}
