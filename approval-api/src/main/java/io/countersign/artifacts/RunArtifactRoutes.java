package io.countersign.artifacts;

import io.countersign.access.Operation;
import io.countersign.access.Requires;
import io.countersign.limits.LongLived;
import io.countersign.mlflow.Empty;
import io.countersign.mlflow.MlflowRoutes;
import io.countersign.rejection.Invalid;
import io.countersign.run.ArtifactPath;
import io.countersign.run.RunId;
import io.countersign.wire.Wire;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

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

    /** As MLflow's pages and notebooks send small files. */
    @PostMapping("/upload-artifact")
    @LongLived
    @Requires(Operation.STORE_ARTIFACT)
    Empty upload(
            HttpServletRequest http,
            @RequestParam(name = "run_uuid", required = false) @Nullable String runUuid,
            @RequestParam(name = "path", required = false) @Nullable String path)
            throws IOException {
        ArtifactOwner run = new ArtifactOwner.OfRun(new RunId(SmallUpload.require("run_uuid", runUuid)));
        String file = ArtifactPath.require(SmallUpload.require("path", path));
        artifacts.upload(run, file, SmallUpload.of(http), http.getContentLengthLong());
        return Empty.INSTANCE;
    }

    static ArtifactOwner owner(@Nullable String runId, @Nullable String runUuid) {
        String id = runId == null || runId.isEmpty() ? runUuid : runId;
        if (id == null || id.isEmpty()) {
            throw Invalid.missing("run_id");
        }
        return new ArtifactOwner.OfRun(new RunId(id));
    }
}
