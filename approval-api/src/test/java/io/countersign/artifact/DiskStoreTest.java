package io.countersign.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.artifact.ArtifactStore.Part;
import io.countersign.artifact.ArtifactStore.PartPlace;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskStoreTest extends StoreContract {

    @TempDir
    Path root;

    private DiskStore store;

    @BeforeEach
    void open() {
        store = new DiskStore(root);
    }

    @Override
    ArtifactStore store() {
        return store;
    }

    @Override
    long files() throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile).count();
        }
    }

    @Test
    void theSameBytesAreKeptAsTheyWereFirst() throws IOException {
        Path first = store.file(store.store(bytes("abc"), 3).sha256()).orElseThrow();
        Object inode = Files.getAttribute(first, "unix:ino");

        new DiskStore(root).store(bytes("abc"), 3);

        assertThat(Files.getAttribute(first, "unix:ino")).isEqualTo(inode);
    }

    @Test
    void whatWasStoredIsThereAfterARestart() throws IOException {
        String sha256 = store.store(bytes("abc"), 3).sha256();

        assertThat(new DiskStore(root).file(sha256)).get().satisfies(file -> assertThat(file)
                .hasContent("abc"));
    }

    @Test
    void partsAreJoinedAfterARestart() throws IOException {
        Part first = keep("u", 1, 2, "ab".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        Part last = keep("u", 2, 2, "c".getBytes(java.nio.charset.StandardCharsets.UTF_8));

        assertThat(new DiskStore(root).join("u", List.of(first, last)).sha256()).isEqualTo(SHA_256_OF_ABC);
    }

    @Test
    void onlyWhatNobodyWritesAnyMoreIsSweptAway() throws IOException {
        Path old = Files.writeString(root.resolve("incoming/upload1"), "half");
        Files.writeString(root.resolve("incoming/upload2"), "half");
        keep("young", 1, 2, "ab".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        keep("old", 1, 2, "ab".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        age(old);
        age(root.resolve("uploads/old/whole"));
        age(root.resolve("uploads/old"));
        String stored = store.store(bytes("abc"), 3).sha256();
        age(store.file(stored).orElseThrow());

        Instant anHourAgo = Instant.now().minus(Duration.ofHours(1));
        store.sweep(anHourAgo, anHourAgo);

        assertThat(root.resolve("incoming")).isDirectoryNotContaining("glob:**upload1");
        assertThat(root.resolve("incoming/upload2")).exists();
        assertThat(root.resolve("uploads/old")).doesNotExist();
        assertThat(root.resolve("uploads/young/whole")).exists();
        assertThat(store.file(stored)).isPresent();
    }

    private static void age(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
    }

    /** Else its bytes could be changed once the file has its name. */
    @Test
    void nothingIsJoinedWhileAPartIsBeingWritten() throws Exception {
        byte[] half = random(300_000, 1);
        Part first = keep("u", 1, 3, random(600_000, 2));
        Part last = keep("u", 3, 3, random(10, 3));
        PartPlace second = new PartPlace(2, false, 600_000);
        try (PipedOutputStream client = new PipedOutputStream();
                InputStream rest = new PipedInputStream(client)) {
            InputStream slow = new SequenceInputStream(new ByteArrayInputStream(half), rest);
            CompletableFuture<String> kept = new CompletableFuture<>();
            Thread.ofVirtual().start(() -> keepTo(kept, second, slow));
            while (Files.size(root.resolve("uploads/u/whole")) <= 600_000) {
                Thread.sleep(5);
            }

            assertThatThrownBy(() -> store.join("u", List.of(first, new Part(second, "00000000"), last)))
                    .isInstanceOf(BrokenUpload.class)
                    .hasMessageContaining("still being written");
            client.write(half);
            client.close();

            store.join("u", List.of(first, new Part(second, kept.get()), last));
        }
    }

    private void keepTo(CompletableFuture<String> kept, PartPlace place, InputStream bytes) {
        try {
            kept.complete(store.keep("u", place, bytes));
        } catch (IOException e) {
            kept.completeExceptionally(e);
        }
    }
}
