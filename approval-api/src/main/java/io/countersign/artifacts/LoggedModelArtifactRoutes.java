package io.countersign.artifacts;

import io.countersign.access.Operation;
import io.countersign.access.Requires;
import io.countersign.loggedmodel.LoggedModelId;
import io.countersign.mlflow.MlflowRoutes;
import io.countersign.rejection.Invalid;
import io.countersign.wire.Wire;
import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** {@code /mlflow/logged-models/…/artifacts}: the files of one logged model. */
@MlflowRoutes
@Requires(Operation.READ_TRACKING)
final class LoggedModelArtifactRoutes {

    private final Artifacts artifacts;

    LoggedModelArtifactRoutes(Artifacts artifacts) {
        this.artifacts = artifacts;
    }

    @GetMapping("/logged-models/{model_id}/artifacts/directories")
    ArtifactMessages.Files list(
            @PathVariable("model_id") String modelId, @Wire ArtifactMessages.OfLoggedModel request) {
        return artifacts.filesOf(owner(modelId), request.artifactDirectoryPath());
    }

    @GetMapping("/logged-models/{model_id}/artifacts/files")
    ResponseEntity<Resource> download(
            @PathVariable("model_id") String modelId, @Wire ArtifactMessages.OfLoggedModel request) {
        if (request.artifactFilePath() == null || request.artifactFilePath().isEmpty()) {
            throw Invalid.missing("artifact_file_path");
        }
        return artifacts.downloadOf(owner(modelId), request.artifactFilePath());
    }

    private static ArtifactOwner owner(String modelId) {
        return new ArtifactOwner.OfLoggedModel(new LoggedModelId(modelId));
    }
}
