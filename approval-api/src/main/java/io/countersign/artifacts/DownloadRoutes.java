package io.countersign.artifacts;

import io.countersign.access.Operation;
import io.countersign.access.Requires;
import io.countersign.limits.LongLived;
import io.countersign.rejection.Invalid;
import io.countersign.wire.Registry;
import io.countersign.wire.Wire;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Downloads as MLflow's pages ask for them. */
@RestController
@LongLived
@Requires(Operation.READ_TRACKING)
final class DownloadRoutes {

    private final Artifacts artifacts;
    private final OwnFiles files;
    private final Downloads downloads;
    private final Registry registry;

    DownloadRoutes(Artifacts artifacts, OwnFiles files, Downloads downloads, Registry registry) {
        this.artifacts = artifacts;
        this.files = files;
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
        downloads.send(
                files.ofVersion(registry.version(request.name(), request.version()), request.path()), http, answer);
    }
}
