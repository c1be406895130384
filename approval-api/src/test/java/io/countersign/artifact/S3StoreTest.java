package io.countersign.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.startup.StartupError;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

class S3StoreTest extends StoreContract {

    private static final long LARGEST_COPY = 6_000_000;

    @TempDir
    Path pieces;

    private final S3Client s3 = S3Server.shared().client();
    private S3Address address;
    private S3Store store;

    @BeforeEach
    void open() {
        String bucket = "artifacts-" + UUID.randomUUID();
        s3.createBucket(request -> request.bucket(bucket));
        address = new S3Address(bucket, "some/where", S3Server.shared().endpoint(), null);
        store = new S3Store(s3, address, pieces, LARGEST_COPY);
    }

    @Override
    ArtifactStore store() {
        return store;
    }

    @Override
    long files() throws IOException {
        try (Stream<Path> here = Files.list(pieces)) {
            return here.count()
                    + s3.listObjectsV2(list -> list.bucket(address.bucket()))
                            .contents()
                            .size()
                    + s3.listMultipartUploads(list -> list.bucket(address.bucket()))
                            .uploads()
                            .size();
        }
    }

    @Test
    void objectsAreNamedByTheirHashBelowThePrefix() throws IOException {
        store.store(new ByteArrayInputStream("abc".getBytes(java.nio.charset.StandardCharsets.UTF_8)), 3);

        assertThat(s3.listObjectsV2(list -> list.bucket(address.bucket())).contents())
                .singleElement()
                .satisfies(object -> assertThat(object.key())
                        .isEqualTo("some/where/" + SHA_256_OF_ABC.substring(0, 2) + "/" + SHA_256_OF_ABC.substring(2)));
    }

    @Test
    void aBucketThatIsNotThereIsNamedAtTheStart() {
        S3Address nowhere =
                new S3Address("no-such-bucket", "", S3Server.shared().endpoint(), null);

        assertThatThrownBy(() -> new S3Store(s3, nowhere, pieces))
                .isInstanceOf(StartupError.class)
                .hasMessageContaining("s3://no-such-bucket");
    }

    @Test
    void addressesAreRead() {
        assertThat(S3Address.parse("s3://bucket/a/b/", null, null)).hasToString("s3://bucket/a/b");
        assertThat(S3Address.parse("s3://bucket", null, null)).hasToString("s3://bucket");
        assertThatThrownBy(() -> S3Address.parse("s3:///a", null, null)).isInstanceOf(StartupError.class);
        assertThatThrownBy(() -> S3Address.parse("http://bucket", null, null)).isInstanceOf(StartupError.class);
    }
}
