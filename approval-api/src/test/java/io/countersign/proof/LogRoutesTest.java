package io.countersign.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.assembly.Caller;
import io.countersign.assembly.Deadline;
import io.countersign.assembly.InProcessServer;
import io.countersign.assembly.Workshop;
import io.countersign.governance.Office;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Whoever reads the log over HTTP can verify all of it, with nothing of the server's but its key. */
class LogRoutesTest {

    private static final String LOG = Office.API + "/log/";
    private static final int RUNS = 600;

    @AutoClose
    private static final Office OFFICE = new Office();

    private static final Caller AUDREY = OFFICE.hire("audrey", "auditor");
    private static final NoteKey KEY = InProcessServer.LOG_KEY.key();

    private static SignedNote checkpoint;
    private static Checkpoint tree;

    @BeforeAll
    static void aLogOfSomeTiles() {
        Workshop workshop = Workshop.on(OFFICE.server());
        for (int run = 0; run < RUNS; run++) {
            workshop.aRun();
        }
        Deadline.soon("all of it is signed", () -> signedSize() >= RUNS);
        checkpoint = SignedNote.parse(ask("checkpoint").body());
        tree = Checkpoint.of(checkpoint);
    }

    private static long signedSize() {
        Caller.Answer answer = ask("checkpoint");
        return answer.status() == 200
                ? Checkpoint.of(SignedNote.parse(answer.body())).size()
                : 0;
    }

    private static Caller.Answer ask(String path) {
        return AUDREY.ask("GET", LOG + path, BodyPublishers.noBody());
    }

    private static byte[] tile(int level, long index) {
        int width = TilePath.widthIn(tree.size(), level, index);
        Caller.Answer answer = ask(new TilePath(level, index, width).toString());
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/octet-stream");
        return answer.body();
    }

    @Test
    void theTilesAreTheTreeThatWasSigned() {
        checkpoint.requireSignedBy(NoteKey.parse(ask("key").text().strip()));
        assertThat(tree.origin()).isEqualTo(KEY.name());
        MerkleTree read = new MerkleTree(
                (level, index) -> {
                    long first = index << level % TilePath.HEIGHT;
                    return TileTable.within(
                            tile(level / TilePath.HEIGHT, first / TilePath.FULL),
                            (int) (first % TilePath.FULL),
                            1 << level % TilePath.HEIGHT);
                },
                tree.size());
        assertThat(read.root()).isEqualTo(tree.root());
    }

    @Test
    void theEntriesAreItsLeaves() {
        byte[] hashes = tile(0, 1);
        byte[] bundle = ask(new TilePath(TilePath.ENTRIES, 1, 256).toString()).body();
        int place = 0;
        for (int leaf = 0; leaf < 256; leaf++) {
            int length = Byte.toUnsignedInt(bundle[place]) << 8 | Byte.toUnsignedInt(bundle[place + 1]);
            byte[] entry = Arrays.copyOfRange(bundle, place + 2, place + 2 + length);
            assertThat(Hash.ofLeaf(entry)).isEqualTo(Hash.at(hashes, leaf));
            place += 2 + length;
        }
        assertThat(place).isEqualTo(bundle.length);
    }

    @Test
    void eachEventIsProvenByItselfToWhoeverHasTheKey() {
        List<String> events = OFFICE.server()
                .ownersSql()
                .queryForList(
                        "select event_identifier from log.domain_event_entry order by global_index limit ?",
                        String.class,
                        tree.size());
        for (int index = 0; index < events.size(); index += 53) {
            byte[] entry = ask("events/" + events.get(index)).body();
            TlogProof proof = TlogProof.parse(
                    ask("events/" + events.get(index) + "/proof").text());
            assertThat(proof.index()).isEqualTo(index);
            proof.requireProves(Hash.ofLeaf(entry), KEY, List.of());
        }
    }

    @Test
    void proofsAreToldOfAnyTreeThatWas() {
        JsonNode earlier = AUDREY.get(LOG + "proofs/inclusion?index=17&size=300");
        Hash leaf = Hash.at(tile(0, 0), 17);
        Proofs.requireIncluded(
                leaf,
                17,
                300,
                hashes(earlier),
                Hash.ofBase64(earlier.get("root").asString()));
        JsonNode consistent = AUDREY.get(LOG + "proofs/consistency?from=300&size=" + tree.size());
        Proofs.requireConsistent(
                300, Hash.ofBase64(earlier.get("root").asString()), tree.size(), tree.root(), hashes(consistent));
    }

    private static List<Hash> hashes(JsonNode proof) {
        return proof.get("hashes")
                .valueStream()
                .map(hash -> Hash.ofBase64(hash.asString()))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tile/0/999 | 404 | has no tile/0/999",
                "tile/0/000.p/0 | 404 | is no tile",
                "tile/7/000.p/1 | 404 | has no tile/7/000.p/1",
                "tile/0/../../accesses | 400 | its path is not plain",
                "events/nothing | 404 | There is no event nothing.",
                "events/nothing/proof | 404 | There is no event nothing.",
                "proofs/inclusion | 400 | index",
                "proofs/inclusion?index=-1 | 400 | has those from 0 to",
                "proofs/inclusion?index=99999999 | 400 | has those from 0 to",
                "proofs/inclusion?index=1&size=99999999 | 400 | the newest checkpoint is of a tree of",
                "proofs/inclusion?index=x | 400 | index",
                "proofs/consistency?from=99999999 | 400 | no tree of that size came before",
            })
    void whatIsNotThereIsToldSo(String path, int status, String words) {
        Caller.Answer answer = ask(path);
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.text()).contains(words == null ? "" : words);
    }
}
