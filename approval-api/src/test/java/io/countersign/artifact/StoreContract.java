package io.countersign.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.artifact.ArtifactStore.Part;
import io.countersign.artifact.ArtifactStore.PartPlace;
import io.countersign.artifact.ArtifactStore.Stored;
import io.countersign.assembly.AtOnce;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** What every store promises. */
abstract class StoreContract {

    /** FIPS 180-4, the example of one block. */
    static final String SHA_256_OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    static final String SHA_256_OF_NOTHING = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    abstract ArtifactStore store();

    /** How many files there are, stored or on their way. */
    abstract long files() throws IOException;

    @Test
    void aFileIsKeptUnderTheDigestOfItsBytes() throws IOException {
        assertThat(store().store(bytes("abc"), 3)).isEqualTo(new Stored(SHA_256_OF_ABC, 3));
        assertThat(read(SHA_256_OF_ABC, 0, 3)).asString().isEqualTo("abc");
        assertThat(files()).isOne();
    }

    @Test
    void anEmptyFileIsAFile() throws IOException {
        assertThat(store().store(bytes(""), ArtifactStore.UNKNOWN)).isEqualTo(new Stored(SHA_256_OF_NOTHING, 0));
        assertThat(read(SHA_256_OF_NOTHING, 0, 0)).isEmpty();
    }

    @Test
    void anyPartOfAFileCanBeRead() throws IOException {
        byte[] large = random(20_000_000, 1);
        String sha256 =
                store().store(new ByteArrayInputStream(large), large.length).sha256();

        assertThat(read(sha256, 0, large.length)).isEqualTo(large);
        assertThat(read(sha256, 9_999_990, 20)).isEqualTo(Arrays.copyOfRange(large, 9_999_990, 10_000_010));
        assertThat(read(sha256, large.length - 1, 1))
                .isEqualTo(Arrays.copyOfRange(large, large.length - 1, large.length));
        assertThat(files()).isOne();
    }

    @Test
    void whoAsksForMoreThanThereIsGetsWhatThereIs() throws IOException {
        store().store(bytes("abc"), 3);

        assertThat(read(SHA_256_OF_ABC, 0, 4)).asString().isEqualTo("abc");
        assertThat(read(SHA_256_OF_ABC, 2, 100)).asString().isEqualTo("c");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> read(SHA_256_OF_ABC, 0, 3)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void manyStoreTheSameBytesAtOnce() throws Exception {
        byte[] large = random(9_000_000, 2);
        Callable<?> stores = () -> store().store(new ByteArrayInputStream(large), large.length);

        assertThat(AtOnce.all(List.of(stores, stores, stores, stores))).allMatch(AtOnce.Answer::succeeded);

        assertThat(files()).isOne();
    }

    @Test
    void anUploadThatBreaksOffLeavesNothingBehind() throws IOException {
        InputStream broken =
                new SequenceInputStream(new ByteArrayInputStream(random(10_000_000, 3)), new BrokenStream());

        assertThatThrownBy(() -> store().store(broken, ArtifactStore.UNKNOWN)).isInstanceOf(BrokenUpload.class);

        assertThat(files()).isZero();
    }

    @Test
    void anUploadOfAnotherSizeThanAnnouncedLeavesNothingBehind() throws IOException {
        assertThatThrownBy(() -> store().store(bytes("abc"), 4))
                .isInstanceOf(BrokenUpload.class)
                .hasMessageContaining("3 bytes where 4");

        assertThat(files()).isZero();
    }

    @Test
    void partsAreJoinedWhateverTheirOrder() throws IOException {
        byte[] whole = random(25_000_000, 4);
        int size = 10_000_000;
        List<Part> parts = new ArrayList<>();
        for (int number : List.of(3, 1, 2)) {
            parts.add(keep(
                    "u1",
                    number,
                    3,
                    Arrays.copyOfRange(whole, (number - 1) * size, Math.min(whole.length, number * size))));
        }
        parts.sort(java.util.Comparator.comparing(part -> part.place().number()));

        Stored joined = store().join("u1", parts);

        assertThat(joined).isEqualTo(store().store(new ByteArrayInputStream(whole), whole.length));
        assertThat(read(joined.sha256(), 0, whole.length)).isEqualTo(whole);
        assertThat(files()).isOne();
    }

    @Test
    void aPartThatArrivesAgainReplacesTheEarlierOne() throws IOException {
        keep("u2", 1, 2, "xxx".getBytes(StandardCharsets.UTF_8));
        Part last = keep("u2", 2, 2, "c".getBytes(StandardCharsets.UTF_8));
        keep("u2", 1, 2, "yy".getBytes(StandardCharsets.UTF_8));
        Part first = keep("u2", 1, 2, "ab".getBytes(StandardCharsets.UTF_8));

        assertThat(store().join("u2", List.of(first, last))).isEqualTo(new Stored(SHA_256_OF_ABC, 3));
    }

    @Test
    void anUploadWithAPartMissingIsNotJoined() throws IOException {
        Part first = keep("u3", 1, 2, "ab".getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> store().join("u3", List.of(first, new Part(new PartPlace(2, true, 1), "00000000"))))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> store().join("unknown", List.of(first))).isInstanceOf(IOException.class);
    }

    @Test
    void ofADiscardedUploadNothingIsLeft() throws IOException {
        keep("u4", 1, 2, random(6_000_000, 5));
        keep("u4", 2, 2, random(10, 6));

        store().discard("u4");
        store().discard("unknown");

        assertThat(files()).isZero();
    }

    Part keep(String upload, int number, int of, byte[] bytes) throws IOException {
        PartPlace place = new PartPlace(number, number == of, bytes.length);
        return new Part(place, store().keep(upload, place, new ByteArrayInputStream(bytes)));
    }

    byte[] read(String sha256, long from, long length) throws IOException {
        try (InputStream bytes = store().open(sha256, from, length)) {
            return bytes.readAllBytes();
        }
    }

    static byte[] random(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static final class BrokenStream extends InputStream {

        @Override
        public int read() throws IOException {
            throw new IOException("connection reset");
        }
    }
}
