package io.countersign.artifacts;

import io.countersign.access.Operation;
import io.countersign.access.Requires;
import io.countersign.limits.LongLived;
import io.countersign.loggedmodel.LoggedModelId;
import io.countersign.mlflow.MlflowRoutes;
import io.countersign.rejection.Invalid;
import io.countersign.wire.Wire;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** {@code /mlflow/logged-models/…/artifacts}: the files of one logged model. */
@MlflowRoutes
@Requires(Operation.READ_TRACKING)
final class LoggedModelArtifactRoutes {

    private final Artifacts artifacts;
    private final Downloads downloads;

    LoggedModelArtifactRoutes(Artifacts artifacts, Downloads downloads) {
        this.artifacts = artifacts;
        this.downloads = downloads;
    }

    @GetMapping("/logged-models/{model_id}/artifacts/directories")
    ArtifactMessages.Files list(
            @PathVariable("model_id") String modelId, @Wire ArtifactMessages.OfLoggedModel request) {
        return artifacts.filesOf(owner(modelId), request.artifactDirectoryPath());
    }

    @GetMapping("/logged-models/{model_id}/artifacts/files")
    @LongLived
    void download(
            @PathVariable("model_id") String modelId,
            @Wire ArtifactMessages.OfLoggedModel request,
            HttpServletRequest http,
            HttpServletResponse answer)
            throws IOException {
        if (request.artifactFilePath() == null || request.artifactFilePath().isEmpty()) {
            throw Invalid.missing("artifact_file_path");
        }
        downloads.send(artifacts.fileOf(owner(modelId), request.artifactFilePath()), http, answer);
    }

    private static ArtifactOwner owner(String modelId) {
        return new ArtifactOwner.OfLoggedModel(new LoggedModelId(modelId));
    }
}
