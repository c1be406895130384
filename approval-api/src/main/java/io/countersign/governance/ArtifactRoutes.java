package io.countersign.governance;

import io.countersign.access.Operation;
import io.countersign.access.Requires;
import io.countersign.api.GovernanceRoutes;
import io.countersign.catalog.VersionArtifacts;
import io.countersign.catalog.VersionArtifacts.Verification;
import io.countersign.catalog.VersionView;
import io.countersign.modelversion.Manifest;
import io.countersign.past.AsOf;
import io.countersign.wire.Registry;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** What a version consists of. */
@GovernanceRoutes
@Requires(Operation.READ_REGISTRY)
final class ArtifactRoutes {

    private static final Verification PENDING = new Verification("pending", null, List.of(), null, null);

    private final Registry registry;
    private final VersionArtifacts artifacts;

    ArtifactRoutes(Registry registry, VersionArtifacts artifacts) {
        this.registry = registry;
        this.artifacts = artifacts;
    }

    @AsOf
    @GetMapping("/models/{name}/versions/{version}/artifacts")
    VersionFiles files(@PathVariable String name, @PathVariable String version) {
        VersionView found = registry.version(name, version);
        Verification known = artifacts.of(found.modelId(), found.version()).orElse(PENDING);
        return new VersionFiles(
                name,
                found.version(),
                found.source(),
                found.location(),
                known.state(),
                known.digest(),
                known.files().stream().mapToLong(Manifest.File::size).sum(),
                known.files(),
                known.reason(),
                known.decidedAt() == null ? null : Instant.ofEpochMilli(known.decidedAt()));
    }

    /**
     * @param state {@code pending}, {@code verified} or {@code unverified}
     * @param digest see {@link Manifest#digest}
     * @param size of all files, in bytes
     * @param reason why it is unverified
     */
    record VersionFiles(
            String name,
            int version,
            String source,
            String location,
            String state,
            @Nullable String digest,
            long size,
            List<Manifest.File> files,
            @Nullable String reason,
            @Nullable Instant decidedAt) {}
}
