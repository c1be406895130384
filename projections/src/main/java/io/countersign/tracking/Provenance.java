package io.countersign.tracking;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a run came from, as its tags tell; null is what they do not.
 *
 * @param sourceName a script, a notebook or the URI of a project
 * @param sourceType LOCAL, NOTEBOOK, PROJECT, JOB, RECIPE or UNKNOWN
 * @param gitDirty whether there were changes beside the commit
 * @param backend on which the project ran, such as local, kubernetes or databricks
 * @param environment of the project, such as virtualenv, conda or docker
 * @param parameters the run's params when it was started as a project, else empty; what the project's own code logged as
 *     params is among them, for clients send both alike
 */
public record Provenance(
        @Nullable String sourceName,
        @Nullable String sourceType,
        @Nullable String gitCommit,
        @Nullable String gitBranch,
        @Nullable String gitRepositoryUrl,
        @Nullable Boolean gitDirty,
        @Nullable String entryPoint,
        @Nullable String backend,
        @Nullable String environment,
        @Nullable String dockerImageUri,
        @Nullable String dockerImageId,
        @Nullable String parentRunId,
        Map<String, String> parameters) {

    private static final String PROJECT = "PROJECT";

    public static Provenance of(RunView run) {
        Map<String, String> tags = run.tags();
        String sourceType = SystemTags.value("source_type", tags);
        String entryPoint = SystemTags.value("entry_point", tags);
        boolean isProject = PROJECT.equals(sourceType) || entryPoint != null;
        return new Provenance(
                SystemTags.value("source_name", tags),
                sourceType,
                SystemTags.value("git_commit", tags),
                SystemTags.value("git_branch", tags),
                SystemTags.value("git_repo_url", tags),
                flag(tags.get("mlflow.source.git.dirty")),
                entryPoint,
                SystemTags.value("project_backend", tags),
                SystemTags.value("project_env", tags),
                tags.get("mlflow.docker.image.uri"),
                tags.get("mlflow.docker.image.id"),
                tags.get("mlflow.parentRunId"),
                isProject ? run.params() : Map.of());
    }

    private static @Nullable Boolean flag(@Nullable String text) {
        return text == null ? null : Boolean.valueOf(text);
    }
}
