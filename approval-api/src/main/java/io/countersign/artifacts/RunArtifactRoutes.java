package io.countersign.artifacts;

import io.countersign.access.Operation;
import io.countersign.access.Requires;
import io.countersign.artifacts.ArtifactMessages.FileInfo;
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
    ArtifactMessages.RunFiles list(@Wire ArtifactMessages.OfRun request) {
        RunId run = run(request.runId(), request.runUuid());
        String folder = request.path() == null ? "" : request.path();
        return new ArtifactMessages.RunFiles(
                artifacts.requireRun(run).artifactUri(),
                artifacts.list(run, folder).stream().map(FileInfo::of).toList());
    }

    static RunId run(@Nullable String runId, @Nullable String runUuid) {
        String id = runId == null || runId.isEmpty() ? runUuid : runId;
        if (id == null || id.isEmpty()) {
            throw Invalid.missing("run_id");
        }
        return new RunId(id);
    }
}
