package io.countersign.artifacts;

import io.countersign.access.Operation;
import io.countersign.access.Requires;
import io.countersign.rejection.Invalid;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import io.countersign.wire.Registry;
import io.countersign.wire.Wire;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Downloads as MLflow's pages ask for them. */
@RestController
@Requires(Operation.READ_TRACKING)
final class DownloadRoutes {

    private static final String OWN_STORE = "mlflow-artifacts:/";

    private final Artifacts artifacts;
    private final Downloads downloads;
    private final Registry registry;

    DownloadRoutes(Artifacts artifacts, Downloads downloads, Registry registry) {
        this.artifacts = artifacts;
        this.downloads = downloads;
        this.registry = registry;
    }

    @GetMapping("/get-artifact")
    void ofRun(HttpServletRequest http, HttpServletResponse answer, @Wire ArtifactMessages.OfRun request)
            throws IOException {
        if (request.path() == null) {
            throw Invalid.missing("path");
        }
        downloads.send(
                artifacts.file(RunArtifactRoutes.owner(request.runId(), request.runUuid()), request.path()),
                http,
                answer);
    }

    @GetMapping("/model-versions/get-artifact")
    @Requires(Operation.READ_REGISTRY)
    void ofVersion(HttpServletRequest http, HttpServletResponse answer, @Wire ArtifactMessages.OfVersion request)
            throws IOException {
        String location = registry.version(request.name(), request.version()).location();
        if (!location.startsWith(OWN_STORE)) {
            throw Rejection.of(
                    Reason.ARTIFACT_NOT_FOUND,
                    "The files of this version are not in the server's store but at %s",
                    location);
        }
        ArtifactAddress root = ArtifactAddress.parse(location.substring(OWN_STORE.length()));
        String path = root.path().isEmpty() ? request.path() : root.path() + "/" + request.path();
        downloads.send(artifacts.file(root.owner(), path), http, answer);
    }
}
