package io.countersign.cli;

import io.countersign.artifact.ArtifactPlace;
import io.countersign.artifact.S3Address;
import io.countersign.startup.StartupError;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;
import picocli.CommandLine.Option;

/** Where a server keeps artifacts. */
@SuppressWarnings("NullAway.Init") // set by the command line
final class ArtifactOptions {

    private static final String IN_THE_DATA_DIRECTORY = "disk";

    @Option(
            names = "--artifacts",
            paramLabel = "disk|s3://bucket/prefix",
            defaultValue = "${env:COUNTERSIGN_ARTIFACTS:-disk}",
            description = "Keeps artifacts in the data directory or in S3, with the credentials that AWS's own tools "
                    + "would find (COUNTERSIGN_ARTIFACTS; default: disk).")
    private String store;

    @Option(
            names = "--s3-endpoint",
            paramLabel = "URL",
            defaultValue = "${env:COUNTERSIGN_S3_ENDPOINT}",
            description = "A server other than AWS's that speaks its protocol; buckets are asked for by path "
                    + "(COUNTERSIGN_S3_ENDPOINT).")
    private @Nullable URI endpoint;

    @Option(
            names = "--s3-region",
            paramLabel = "REGION",
            defaultValue = "${env:COUNTERSIGN_S3_REGION}",
            description = "Default: what AWS's own tools would find (COUNTERSIGN_S3_REGION).")
    private @Nullable String region;

    @Option(
            names = "--verify-from",
            paramLabel = "s3://bucket/prefix",
            split = ",",
            defaultValue = "${env:COUNTERSIGN_VERIFY_FROM}",
            description =
                    "Reads and hashes the files of model versions whose source is below this place; others outside "
                            + "of the store are marked as unverified (COUNTERSIGN_VERIFY_FROM).")
    private @Nullable List<String> sources;

    @Option(
            names = "--evidence-max-size",
            paramLabel = "SIZE",
            defaultValue = "${env:COUNTERSIGN_EVIDENCE_MAX_SIZE:-64MB}",
            description = "Refuses larger documents as evidence (COUNTERSIGN_EVIDENCE_MAX_SIZE; default: 64MB).")
    private String evidenceMaxSize;

    /** @throws StartupError when it is no size */
    DataSize evidenceMaxSize() {
        try {
            DataSize size = DataSize.parse(evidenceMaxSize);
            if (size.toBytes() > 0) {
                return size;
            }
        } catch (IllegalArgumentException | ArithmeticException e) {
            // said below
        }
        throw StartupError.of("--evidence-max-size must be a size like 64MB or 1GB, not '%s'.", evidenceMaxSize);
    }

    /** @throws StartupError when an address is none */
    ArtifactPlace place(Path folder) {
        if (!store.equals(IN_THE_DATA_DIRECTORY) && !store.startsWith(S3Address.SCHEME)) {
            throw StartupError.of("--artifacts must be 'disk' or an address like s3://bucket/prefix, not '%s'.", store);
        }
        return new ArtifactPlace(
                folder,
                store.equals(IN_THE_DATA_DIRECTORY) ? null : address(store),
                endpoint,
                region,
                sources == null
                        ? List.of()
                        : sources.stream()
                                .filter(source -> !source.isBlank())
                                .map(this::address)
                                .toList());
    }

    private S3Address address(String text) {
        return S3Address.parse(text, endpoint, region);
    }
}
