package io.countersign.artifacts;

import io.countersign.artifacts.Downloads.Download;
import io.countersign.catalog.VersionView;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import io.countersign.run.RunId;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Finds files in the server's own store by the names that people have for them. */
@Component
public final class OwnFiles {

    private static final String OWN_STORE = "mlflow-artifacts:/";

    private final Artifacts artifacts;

    OwnFiles(Artifacts artifacts) {
        this.artifacts = artifacts;
    }

    /** Whose files an address is about; empty for one that is not in the server's own store, or leads to nobody there. */
    public Optional<ArtifactOwner> ownerOf(String uri) {
        if (!uri.startsWith(OWN_STORE)) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    ArtifactAddress.parse(uri.substring(OWN_STORE.length())).owner());
        } catch (Rejection nobodys) {
            return Optional.empty();
        }
    }

    /** @throws Rejection when there is no such run, or it has no such file */
    public Download ofRun(RunId run, String path) {
        return artifacts.fileOf(new ArtifactOwner.OfRun(run), path);
    }

    /**
     * @param path below the version's location
     * @throws Rejection when the version has no such file, or has its files elsewhere
     */
    public Download ofVersion(VersionView version, String path) {
        String location = version.location();
        if (!location.startsWith(OWN_STORE)) {
            throw Rejection.of(
                    Reason.ARTIFACT_NOT_FOUND,
                    "The files of this version are not in the server's store but at %s",
                    location);
        }
        ArtifactAddress root = ArtifactAddress.parse(location.substring(OWN_STORE.length()));
        return artifacts.file(root.owner(), root.path().isEmpty() ? path : root.path() + "/" + path);
    }
}
