package io.countersign.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.assembly.AtOnce;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtifactStoreTest {

    /** FIPS 180-4, the example of one block. */
    private static final String SHA_256_OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    private static final String SHA_256_OF_NOTHING = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    @TempDir
    Path root;

    @Test
    void aFileIsKeptUnderTheDigestOfItsBytes() throws IOException {
        ArtifactStore store = new ArtifactStore(root);
        ArtifactStore.Stored stored = store.store(bytes("abc"));

        assertThat(stored).isEqualTo(new ArtifactStore.Stored(SHA_256_OF_ABC, 3));
        assertThat(store.file(SHA_256_OF_ABC)).hasContent("abc");
    }

    @Test
    void anEmptyFileIsAFile() throws IOException {
        ArtifactStore store = new ArtifactStore(root);

        assertThat(store.store(bytes(""))).isEqualTo(new ArtifactStore.Stored(SHA_256_OF_NOTHING, 0));
        assertThat(store.file(SHA_256_OF_NOTHING)).isEmptyFile();
    }

    @Test
    void theSameBytesAreKeptOnceAndAsTheyWereFirst() throws IOException {
        ArtifactStore store = new ArtifactStore(root);
        Path first = store.file(store.store(bytes("abc")).sha256());
        Object inode = Files.getAttribute(first, "unix:ino");

        store.store(bytes("abc"));

        assertThat(files()).containsExactly(first);
        assertThat(Files.getAttribute(first, "unix:ino")).isEqualTo(inode);
    }

    @Test
    void manyStoreTheSameBytesAtOnceThroughTwoServers() throws Exception {
        byte[] large = new byte[3_000_000];
        new Random(1).nextBytes(large);
        ArtifactStore here = new ArtifactStore(root);
        ArtifactStore there = new ArtifactStore(root);
        Callable<?> hereStores = () -> here.store(new ByteArrayInputStream(large));
        Callable<?> thereStores = () -> there.store(new ByteArrayInputStream(large));

        List<AtOnce.Answer> answers =
                AtOnce.all(List.of(hereStores, thereStores, hereStores, thereStores, hereStores, thereStores));

        assertThat(answers).allMatch(AtOnce.Answer::succeeded);
        assertThat(files()).singleElement().satisfies(file -> assertThat(file).hasBinaryContent(large));
    }

    @Test
    void anUploadThatBreaksOffLeavesNothingBehind() throws IOException {
        ArtifactStore store = new ArtifactStore(root);
        InputStream broken = new SequenceInputStream(Collections.enumeration(
                List.of(bytes("the first half"), new BrokenStream(), bytes("the second half"))));

        assertThatThrownBy(() -> store.store(broken)).hasMessage("connection reset");

        assertThat(files()).isEmpty();
    }

    @Test
    void whatWasStoredIsThereAfterARestart() throws IOException {
        String sha256 = new ArtifactStore(root).store(bytes("abc")).sha256();

        assertThat(new ArtifactStore(root).file(sha256)).hasContent("abc");
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static final class BrokenStream extends InputStream {
        @Override
        public int read() throws IOException {
            throw new IOException("connection reset");
        }
    }
}
