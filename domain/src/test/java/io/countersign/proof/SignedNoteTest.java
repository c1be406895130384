package io.countersign.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedNoteTest {

    private static final NoteSigner LOG = NoteSigner.of("example.com/log", NoteKey.Kind.LOG, seed(1));
    private static final NoteSigner OTHER = NoteSigner.of("example.com/log", NoteKey.Kind.LOG, seed(2));
    private static final NoteSigner WITNESS = NoteSigner.of("witness.example/w", NoteKey.Kind.WITNESS, seed(3));
    private static final String TEXT = new Checkpoint("example.com/log", 17, Hash.OF_NOTHING).text();

    private static byte[] seed(int number) {
        byte[] seed = new byte[32];
        Arrays.fill(seed, (byte) number);
        return seed;
    }

    /** The key of C2SP's own specification of signed notes. */
    @Test
    void aPublishedKeyIsReadAndWrittenAsItIs() {
        String key = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
        assertThat(NoteKey.parse(key)).hasToString(key);
        assertThatThrownBy(() -> NoteKey.parse(key.replace("530d903a", "530d903b")))
                .isInstanceOf(Unreadable.class)
                .hasMessageContaining("not that of its name and bytes, 530d903a");
    }

    /** RFC 8032, section 7.1, test 1. */
    @Test
    void itsKeysAreThoseOfTheirSeeds() {
        byte[] seed = HexFormat.of().parseHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
        assertThat(NoteSigner.of("a", NoteKey.Kind.LOG, seed).key())
                .isEqualTo(new NoteKey(
                        "a",
                        NoteKey.Kind.LOG,
                        HexFormat.of().parseHex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")));
    }

    @Test
    void itIsReadBackWithItsSignatures() {
        SignedNote note = SignedNote.of(TEXT, LOG, 0).with(WITNESS, 1_700_000_000);
        SignedNote read = SignedNote.parse(note.toString().getBytes(StandardCharsets.UTF_8));
        assertThat(read).hasToString(note.toString());
        assertThat(read.signedBy(List.of(LOG.key(), OTHER.key(), WITNESS.key())))
                .containsExactly(LOG.key(), WITNESS.key());
        assertThat(read.cosignedAt(WITNESS.key())).contains(1_700_000_000L);
        assertThat(Checkpoint.of(read)).isEqualTo(new Checkpoint("example.com/log", 17, Hash.OF_NOTHING));
    }

    @Test
    void whatSomebodyElseSignedIsNotTheirs() {
        SignedNote note = SignedNote.of(TEXT, OTHER, 0);
        assertThatThrownBy(() -> note.requireSignedBy(LOG.key()))
                .isInstanceOf(Forged.class)
                .hasMessageContaining("There is no signature of example.com/log+");
        assertThatThrownBy(() -> SignedNote.parse(
                                SignedNote.of(TEXT, LOG, 0).toString().replace("\n17\n", "\n18\n"))
                        .requireSignedBy(LOG.key()))
                .isInstanceOf(Forged.class)
                .hasMessageContaining("is not one of this text");
    }

    @Test
    void everyByteOfItCounts() {
        byte[] note = SignedNote.of(TEXT, LOG, 0)
                .with(WITNESS, 1_700_000_000)
                .toString()
                .getBytes(StandardCharsets.UTF_8);
        for (int place = 0; place < note.length; place++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] changed = note.clone();
                changed[place] ^= (byte) (1 << bit);
                assertThatThrownBy(() -> {
                            SignedNote read = SignedNote.parse(changed);
                            read.requireSignedBy(LOG.key());
                            read.requireSignedBy(WITNESS.key());
                        })
                        .as("byte %d, bit %d", place, bit)
                        .isInstanceOfAny(Forged.class, Unreadable.class);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "a\n",
                "a\n\n",
                "a\n\n\n",
                "a\n\n— \n",
                "a\n\n— x\n",
                "a\n\n— x AAAA\n",
                "a\n\n— x AAAAAAA\n",
                "a\n\n- x AAAAAAA=\n",
                "a\n\n— x AAAAAAA=",
                "a\rb\n\n— x AAAAAAA=\n",
                "a\n\n— x+y AAAAAAA=\n"
            })
    void whatIsNoneIsNotRead(String text) {
        assertThatThrownBy(() -> SignedNote.parse(text)).isInstanceOf(Unreadable.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\n1\n", "a\n\n1\n", "a\n01\n", "a\n-1\n", "a\nx\n", "a\n9223372036854775808\n"})
    void aNoteMayBeNoCheckpoint(String text) {
        String root = Hash.OF_NOTHING.base64() + "\n";
        assertThatThrownBy(() -> Checkpoint.of(new SignedNote(text.equals("a\n1\n") ? text : text + root, List.of())))
                .isInstanceOf(Unreadable.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tile/0/000",
                "tile/0/x001/x234/067",
                "tile/0/x001/x234/067.p/8",
                "tile/entries/x001/000",
                "tile/63/999.p/255"
            })
    void aPathOfATileIsReadAndWrittenAsItIs(String path) {
        assertThat(TilePath.parse(path)).hasToString(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tile/0/0",
                "tile/0/x000/001",
                "tile/00/000",
                "tile/64/000",
                "tile/0/000.p/0",
                "tile/0/000.p/256",
                "tile/0/000.p/08",
                "tile/-1/000",
                "tile/0/1000",
                "tile/0/001/002",
                "tile/entries/000/",
                "tile/0/x999/x999/x999/x999/x999/x999/999"
            })
    void whatIsNoPathOfATileIsNotRead(String path) {
        assertThatThrownBy(() -> TilePath.parse(path)).isInstanceOf(Unreadable.class);
    }

    @Test
    void aTileIsAsWideAsTheTreeIs() {
        assertThat(TilePath.widthIn(0, 0, 0)).isZero();
        assertThat(TilePath.widthIn(70_000, 0, 273)).isEqualTo(112);
        assertThat(TilePath.widthIn(70_000, 0, 272)).isEqualTo(256);
        assertThat(TilePath.widthIn(70_000, 0, 274)).isZero();
        assertThat(TilePath.widthIn(70_000, 1, 1)).isEqualTo(17);
        assertThat(TilePath.widthIn(70_000, 2, 0)).isEqualTo(1);
        assertThat(TilePath.widthIn(70_000, 3, 0)).isZero();
        assertThat(TilePath.widthIn(Long.MAX_VALUE, 63, 0)).isZero();
    }

    @Test
    void aProofIsReadBackAndProves() {
        Leaves tree = Leaves.of(java.util.stream.IntStream.range(0, 20).mapToObj(i -> new byte[] {(byte) i}));
        MerkleTree merkle = new MerkleTree(tree, 17);
        SignedNote checkpoint = SignedNote.of(new Checkpoint("example.com/log", 17, merkle.root()).text(), LOG, 0)
                .with(WITNESS, 1_700_000_000);
        TlogProof proof = new TlogProof("more".getBytes(StandardCharsets.UTF_8), 5, merkle.inclusion(5), checkpoint);

        TlogProof read = TlogProof.parse(proof.toString());

        assertThat(read).hasToString(proof.toString());
        assertThat(read.requireProves(tree.leaf(5), LOG.key(), List.of(WITNESS.key())))
                .containsExactly(WITNESS.key());
        assertThatThrownBy(() -> read.requireProves(tree.leaf(6), LOG.key(), List.of()))
                .isInstanceOf(Forged.class);
        assertThatThrownBy(() -> read.requireProves(tree.leaf(5), OTHER.key(), List.of()))
                .isInstanceOf(Forged.class);
    }
}
