package io.countersign.mlflow;

import io.countersign.catalog.VersionQueries;
import io.countersign.catalog.VersionView;
import io.countersign.registeredmodel.ModelLimits;
import io.countersign.rejection.Invalid;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import io.countersign.run.ArtifactPath;
import io.countersign.tracking.RunQueries;
import io.countersign.wire.Registry;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Resolves the source of a new version to the place where its files are. */
@Component
final class ModelSources {

    private static final String RUNS = "runs:/";
    private static final String MODELS = "models:/";

    private final RunQueries runs;
    private final Registry registry;
    private final VersionQueries versions;

    ModelSources(RunQueries runs, Registry registry, VersionQueries versions) {
        this.runs = runs;
        this.registry = registry;
        this.versions = versions;
    }

    /** @throws Rejection when the source names a run or version that does not exist, or a place it must not */
    String resolve(String source) {
        if (source.length() > ModelLimits.MAX_SOURCE) {
            throw Invalid.tooLong("source", ModelLimits.MAX_SOURCE);
        }
        String checked = ArtifactLocations.requireRemote(source, "source");
        if (checked.startsWith(RUNS)) {
            return inRun(checked.substring(RUNS.length()));
        }
        if (checked.startsWith(MODELS)) {
            return ofVersion(checked, checked.substring(MODELS.length()));
        }
        return checked;
    }

    /** @throws Rejection when there is no such run */
    void requireRun(@Nullable String runId) {
        if (runId != null && !runId.isEmpty() && runs.byId(runId).isEmpty()) {
            throw Rejection.of(Reason.RUN_NOT_FOUND, "Run with id=%s not found", runId);
        }
    }

    private String inRun(String runAndPath) {
        int slash = runAndPath.indexOf('/');
        String run = slash < 0 ? runAndPath : runAndPath.substring(0, slash);
        String path = slash < 0 ? "" : runAndPath.substring(slash + 1);
        String root = runs.byId(run)
                .orElseThrow(() -> Rejection.of(Reason.RUN_NOT_FOUND, "Run with id=%s not found", run))
                .artifactUri();
        return path.isEmpty() ? root : root + "/" + ArtifactPath.require(path);
    }

    private String ofVersion(String source, String nameAndVersion) {
        int slash = nameAndVersion.lastIndexOf('/');
        int at = nameAndVersion.lastIndexOf('@');
        if (slash > 0) {
            return registry.version(nameAndVersion.substring(0, slash), nameAndVersion.substring(slash + 1))
                    .location();
        }
        if (at > 0) {
            return versions.byAlias(nameAndVersion.substring(0, at), nameAndVersion.substring(at + 1))
                    .map(VersionView::location)
                    .orElseThrow(() -> Rejection.of(
                            Reason.ALIAS_NOT_FOUND,
                            "Registered model alias %s not found.",
                            nameAndVersion.substring(at + 1)));
        }
        return source;
    }
}
