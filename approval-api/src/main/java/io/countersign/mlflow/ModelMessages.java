package io.countersign.mlflow;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.countersign.catalog.ModelView;
import io.countersign.catalog.VersionView;
import io.countersign.wire.Required;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The messages of the registry routes. */
public final class ModelMessages {

    private ModelMessages() {}

    record Create(
            @Required String name,
            @Nullable List<KeyValue> tags,
            @Nullable String description) {}

    record ByName(@Required String name) {}

    record Rename(@Required String name, @Required String newName) {}

    record Update(@Required String name, @Nullable String description) {}

    record SetTag(
            @Required String name,
            @Required String key,
            @Nullable String value) {}

    record DeleteTag(@Required String name, @Required String key) {}

    record SetAlias(
            @Required String name,
            @Required String alias,
            @Required String version) {}

    record ByAlias(@Required String name, @Required String alias) {}

    record LatestVersions(@Required String name, @Nullable List<String> stages) {}

    record Search(
            @Nullable String filter,
            @Nullable Long maxResults,
            @Nullable List<String> orderBy,
            @Nullable String pageToken) {}

    record Every(@Nullable Long maxResults, @Nullable String pageToken) {}

    record FoundModels(
            List<RegisteredModel> registeredModels,
            @Nullable String nextPageToken) {}

    record FoundVersions(
            List<ModelVersion> modelVersions, @Nullable String nextPageToken) {}

    record SingleModel(RegisteredModel registeredModel) {}

    record SingleVersion(ModelVersion modelVersion) {}

    record CreateVersion(
            @Required String name,
            @Required String source,
            @Nullable String runId,
            @Nullable List<KeyValue> tags,
            @Nullable String runLink,
            @Nullable String description,
            @Nullable String modelId) {}

    record ByVersion(@Required String name, @Required String version) {}

    record UpdateVersion(
            @Required String name,
            @Required String version,
            @Nullable String description) {}

    record SetVersionTag(
            @Required String name,
            @Required String version,
            @Required String key,
            @Nullable String value) {}

    record DeleteVersionTag(
            @Required String name,
            @Required String version,
            @Required String key) {}

    record Transition(
            @Required String name,
            @Required String version,
            @Required String stage,
            @Nullable Boolean archiveExistingVersions) {}

    record DownloadUri(String artifactUri) {}

    record Alias(String alias, String version) {

        static List<Alias> list(Map<String, Integer> aliases) {
            return aliases.entrySet().stream()
                    .map(entry -> new Alias(entry.getKey(), Integer.toString(entry.getValue())))
                    .toList();
        }
    }

    record RegisteredModel(
            String name,
            long creationTimestamp,
            long lastUpdatedTimestamp,
            String userId,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String description,

            List<ModelVersion> latestVersions,
            List<KeyValue> tags,
            List<Alias> aliases) {

        static RegisteredModel of(ModelView view, List<VersionView> latest) {
            return new RegisteredModel(
                    view.name(),
                    view.createdAt(),
                    view.updatedAt(),
                    view.createdBy(),
                    view.description(),
                    latest.stream().map(ModelVersion::of).toList(),
                    KeyValue.list(view.tags()),
                    Alias.list(view.aliases()));
        }
    }

    /** A version on the wire. */
    public record ModelVersion(
            String name,
            String version,
            long creationTimestamp,
            long lastUpdatedTimestamp,
            String userId,
            String currentStage,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String description,

            String source,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String runId,

            String status,
            List<KeyValue> tags,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String runLink,

            List<String> aliases,
            @Nullable String modelId) {

        public static ModelVersion of(VersionView view) {
            return new ModelVersion(
                    view.name(),
                    Integer.toString(view.version()),
                    view.createdAt(),
                    view.updatedAt(),
                    view.createdBy(),
                    view.stage(),
                    view.description(),
                    view.source(),
                    view.runId(),
                    "READY",
                    KeyValue.list(view.tags()),
                    view.runLink(),
                    view.aliases(),
                    view.loggedModelId());
        }
    }
}
