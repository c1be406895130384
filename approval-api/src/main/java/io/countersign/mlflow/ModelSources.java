package io.countersign.mlflow;

import io.countersign.artifacts.ArtifactOwner;
import io.countersign.artifacts.OwnFiles;
import io.countersign.catalog.VersionQueries;
import io.countersign.catalog.VersionView;
import io.countersign.loggedmodel.LoggedModelId;
import io.countersign.loggedmodel.LoggedModelView;
import io.countersign.registeredmodel.ModelLimits;
import io.countersign.registeredmodel.Stage;
import io.countersign.rejection.Invalid;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import io.countersign.run.ArtifactPath;
import io.countersign.run.RunId;
import io.countersign.tracking.RunQueries;
import io.countersign.wire.Registry;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Resolves the source of a new version to the place where its files are, and to the run and logged model that they come
 * from. What the client says about these must agree with the source; what it leaves out is taken from there.
 */
@Component
final class ModelSources {

    /** What MLflow's clients name as the source of a prompt, which has no files. */
    private static final Set<String> OF_PROMPTS = Set.of("dummy-source", "prompt-template");

    private static final String RUNS = "runs:/";
    private static final String MODELS = "models:/";
    private static final String OWN_STORE = ArtifactLocations.OWN_SCHEME + ":/";

    private final RunQueries runs;
    private final LoggedModels models;
    private final Registry registry;
    private final VersionQueries versions;
    private final OwnFiles files;

    ModelSources(RunQueries runs, LoggedModels models, Registry registry, VersionQueries versions, OwnFiles files) {
        this.runs = runs;
        this.models = models;
        this.registry = registry;
        this.versions = versions;
        this.files = files;
    }

    /**
     * Where a version comes from.
     *
     * @param source as it is remembered: aliases and stages, which move, are replaced by the version that they meant
     * @param location where its files are
     */
    record Origin(
            String source,
            String location,
            @Nullable String runId,
            @Nullable String loggedModelId) {

        @Nullable
        RunId run() {
            return runId == null ? null : new RunId(runId);
        }
    }

    /** @throws Rejection when a prompt names anything but a placeholder as its source */
    static Origin ofPrompt(String source) {
        if (!OF_PROMPTS.contains(source)) {
            throw Rejection.of(
                    Reason.PARAMETER_INVALID,
                    "Invalid prompt source: '%s'. Prompt sources must use an MLflow placeholder.",
                    source);
        }
        return new Origin(source, source, null, null);
    }

    /** @throws Rejection when the source names something that does not exist, a place it must not, or another's files */
    Origin resolve(String source, @Nullable String givenRun, @Nullable String givenModel) {
        if (source.length() > ModelLimits.MAX_SOURCE) {
            throw Invalid.tooLong("source", ModelLimits.MAX_SOURCE);
        }
        String run = orNull(givenRun);
        String model = orNull(givenModel);
        requireRun(run);
        LoggedModelView logged = model == null ? null : models.require(model, false);
        ArtifactLocations.requireRemote(source, "source");
        if (source.startsWith(MODELS + LoggedModelId.PREFIX) && source.indexOf('/', MODELS.length()) < 0) {
            return ofLoggedModel(source, run, model);
        }
        if (source.startsWith(MODELS)) {
            return ofVersion(source, run, model);
        }
        if (source.startsWith(RUNS)) {
            return inRun(source, run, logged);
        }
        return source.startsWith(OWN_STORE) ? inStore(source, run, logged) : origin(source, source, run, logged);
    }

    /**
     * Policies hold a version to what its run measured, and keep the run's owner from approving it. So it is the run that
     * made the logged model, where there is one.
     */
    private static Origin origin(
            String source, String location, @Nullable String run, @Nullable LoggedModelView logged) {
        if (logged == null) {
            return new Origin(source, location, run, null);
        }
        if (run != null && !run.equals(logged.sourceRunId())) {
            throw Rejection.of(
                    Reason.PARAMETER_INVALID,
                    "Invalid model version source: '%s'. The run_id request parameter must identify the run that made the"
                            + " logged model %s.",
                    source,
                    logged.modelId());
        }
        return new Origin(source, location, logged.sourceRunId(), logged.modelId());
    }

    /** @throws Rejection when there is no such run */
    void requireRun(@Nullable String runId) {
        if (runId != null && !runId.isEmpty()) {
            rootOf(runId);
        }
    }

    private Origin ofLoggedModel(String source, @Nullable String run, @Nullable String model) {
        String named = source.substring(MODELS.length());
        if (model != null && !model.equals(named)) {
            throw mismatch(source, "model_id");
        }
        LoggedModelView found = models.require(named, false);
        return origin(source, found.artifactUri(), run, found);
    }

    private Origin inRun(String source, @Nullable String given, @Nullable LoggedModelView logged) {
        String runAndPath = source.substring(RUNS.length());
        int slash = runAndPath.indexOf('/');
        String run = slash < 0 ? runAndPath : runAndPath.substring(0, slash);
        String path = slash < 0 ? "" : runAndPath.substring(slash + 1);
        String root = rootOf(run);
        if (given != null && !given.equals(run)) {
            throw mismatch(source, "run_id");
        }
        return origin(source, path.isEmpty() ? root : root + "/" + ArtifactPath.require(path), run, logged);
    }

    /** Whose files these are, the address says. */
    private Origin inStore(String source, @Nullable String run, @Nullable LoggedModelView logged) {
        requireWithin(source, run, logged);
        return switch (files.ownerOf(source).orElse(null)) {
            case ArtifactOwner.OfRun of -> ofRunsFiles(source, of.run().value(), run, logged);
            case ArtifactOwner.OfLoggedModel of ->
                ofModelsFiles(source, of.model().value(), run, logged);
            case null -> origin(source, source, run, logged);
        };
    }

    private Origin ofRunsFiles(String source, String owner, @Nullable String given, @Nullable LoggedModelView logged) {
        requireRun(owner);
        if (given != null && !given.equals(owner)) {
            throw mismatch(source, "run_id");
        }
        return origin(source, source, owner, logged);
    }

    private Origin ofModelsFiles(String source, String owner, @Nullable String run, @Nullable LoggedModelView given) {
        LoggedModelView found = models.require(owner, false);
        if (given != null && !given.modelId().equals(owner)) {
            throw mismatch(source, "model_id");
        }
        return origin(source, source, run, found);
    }

    private String rootOf(String run) {
        return runs.byId(run)
                .orElseThrow(() -> Rejection.of(Reason.RUN_NOT_FOUND, "Run with id=%s not found", run))
                .artifactUri();
    }

    /** A source in the server's own store is part of what the client says it comes from. */
    private void requireWithin(String source, @Nullable String run, @Nullable LoggedModelView logged) {
        if (logged != null && !isWithin(source, logged.artifactUri())) {
            throw mismatch(source, "model_id");
        }
        if (logged == null && run != null && !isWithin(source, rootOf(run))) {
            throw mismatch(source, "run_id");
        }
    }

    private static boolean isWithin(String source, String root) {
        return source.equals(root) || source.startsWith(root + "/");
    }

    private Origin ofVersion(String source, @Nullable String run, @Nullable String model) {
        VersionView found = version(source, source.substring(MODELS.length()));
        if (registry.model(found.name()).isPrompt()) {
            throw Rejection.of(
                    Reason.PARAMETER_INVALID,
                    "Invalid model version source: '%s'. Prompt versions cannot be used as model version sources.",
                    source);
        }
        if ((run != null && !run.equals(found.runId())) || (model != null && !model.equals(found.loggedModelId()))) {
            throw Rejection.of(
                    Reason.PARAMETER_INVALID,
                    "Invalid model version source: '%s'. The run_id and model_id request parameters must match the "
                            + "referenced model version.",
                    source);
        }
        return new Origin(
                MODELS + found.name() + "/" + found.version(), found.location(), found.runId(), found.loggedModelId());
    }

    private VersionView version(String source, String nameAndVersion) {
        int slash = nameAndVersion.lastIndexOf('/');
        int at = nameAndVersion.lastIndexOf('@');
        if (slash > 0) {
            return numberedOrIn(nameAndVersion.substring(0, slash), nameAndVersion.substring(slash + 1));
        }
        if (at > 0) {
            return registry.aliased(nameAndVersion.substring(0, at), nameAndVersion.substring(at + 1));
        }
        throw Invalid.value(
                "source", source, "use models:/<name>/<version>, models:/<name>@<alias> or models:/<logged model id>.");
    }

    /** A number, a stage, or {@code latest}. */
    private VersionView numberedOrIn(String name, String which) {
        if (which.chars().allMatch(Character::isDigit)) {
            return registry.version(name, which);
        }
        if (which.equalsIgnoreCase("latest")) {
            return registry.aliased(name, which);
        }
        String model = registry.id(name).value();
        String stage = Stage.labelled(which).label();
        return versions.latest(Set.of(model)).getOrDefault(model, List.of()).stream()
                .filter(version -> version.stage().equals(stage))
                .findFirst()
                .orElseThrow(() -> Rejection.of(
                        Reason.VERSION_NOT_FOUND,
                        "No versions of model with name '%s' and stage '%s' found",
                        name,
                        stage));
    }

    private static Rejection mismatch(String source, String parameter) {
        return Rejection.of(
                Reason.PARAMETER_INVALID,
                "Invalid model version source: '%s'. The %s request parameter must identify the resource that "
                        + "contains the source.",
                source,
                parameter);
    }

    private static @Nullable String orNull(@Nullable String given) {
        return given == null || given.isEmpty() ? null : given;
    }
}
