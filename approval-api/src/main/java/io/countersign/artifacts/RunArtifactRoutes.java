package io.countersign.artifacts;

import io.countersign.access.Operation;
import io.countersign.access.Requires;
import io.countersign.mlflow.MlflowRoutes;
import io.countersign.rejection.Invalid;
import io.countersign.run.RunId;
import io.countersign.wire.Wire;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;

/** {@code /mlflow/artifacts}: the files of one run. */
@MlflowRoutes
@Requires(Operation.READ_TRACKING)
final class RunArtifactRoutes {

    private final Artifacts artifacts;

    RunArtifactRoutes(Artifacts artifacts) {
        this.artifacts = artifacts;
    }

    @GetMapping("/artifacts/list")
    ArtifactMessages.Files list(@Wire ArtifactMessages.OfRun request) {
        return artifacts.filesOf(owner(request.runId(), request.runUuid()), request.path());
    }

    static ArtifactOwner owner(@Nullable String runId, @Nullable String runUuid) {
        String id = runId == null || runId.isEmpty() ? runUuid : runId;
        if (id == null || id.isEmpty()) {
            throw Invalid.missing("run_id");
        }
        return new ArtifactOwner.OfRun(new RunId(id));
    }
}
