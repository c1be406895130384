package io.countersign.artifact;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where artifacts are kept, and from where else the server may read them.
 *
 * @param folder of this machine: the store, or what waits on its way to S3
 * @param s3 null for a store in the folder
 * @param endpoint of S3, also for what is only read; null for AWS itself
 * @param region of S3; null to find it as AWS's own tools do
 * @param sources in S3 that the server reads, with its own credentials, to learn what a model version consists of
 */
public record ArtifactPlace(
        Path folder,
        @Nullable S3Address s3,
        @Nullable URI endpoint,
        @Nullable String region,
        List<S3Address> sources) {

    public ArtifactPlace {
        sources = List.copyOf(sources);
    }

    public static ArtifactPlace in(Path folder) {
        return new ArtifactPlace(folder, null, null, null, List.of());
    }

    /** @throws io.countersign.startup.StartupError when the store cannot be used */
    public ArtifactStore open() {
        return s3 == null ? new DiskStore(folder) : new S3Store(S3Clients.to(endpoint, region), s3, folder);
    }

    @Override
    public String toString() {
        return s3 == null ? folder.toString() : s3.toString();
    }
}
