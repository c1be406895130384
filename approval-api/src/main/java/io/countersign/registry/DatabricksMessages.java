package io.countersign.registry;

import io.countersign.catalog.ModelView;
import io.countersign.catalog.VersionView;
import io.countersign.mlflow.KeyValue;
import io.countersign.mlflow.ModelMessages.ModelVersion;
import io.countersign.registry.TransitionMessages.Activity;
import io.countersign.wire.Required;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The messages of the routes under {@code /mlflow/databricks}. */
final class DatabricksMessages {

    private DatabricksMessages() {}

    record ByName(@Required String name) {}

    record Transition(
            @Required String name,
            @Required String version,
            @Required String stage,
            @Nullable Boolean archiveExistingVersions,
            @Nullable String comment) {}

    record SingleModel(Model registeredModelDatabricks) {}

    /** Newer clients read the first member, older ones the second. */
    record SingleVersion(Version modelVersionDatabricks, ModelVersion modelVersion) {}

    record Model(
            String id,
            String name,
            String userId,
            long creationTimestamp,
            long lastUpdatedTimestamp,
            @Nullable String description,
            List<ModelVersion> latestVersions,
            List<KeyValue> tags,
            String permissionLevel) {

        static Model of(ModelView view, List<VersionView> latest, String permissionLevel) {
            return new Model(
                    view.modelId(),
                    view.name(),
                    view.createdBy(),
                    view.createdAt(),
                    view.updatedAt(),
                    view.description(),
                    latest.stream().map(ModelVersion::of).toList(),
                    KeyValue.list(view.tags()),
                    permissionLevel);
        }
    }

    record Version(
            String name,
            String version,
            long creationTimestamp,
            long lastUpdatedTimestamp,
            String userId,
            String currentStage,
            String source,
            @Nullable String runId,
            @Nullable String runLink,
            String status,
            @Nullable String description,
            List<KeyValue> tags,
            String permissionLevel,
            List<Activity> openRequests) {

        static Version of(VersionView view, String permissionLevel, List<Activity> openRequests) {
            return new Version(
                    view.name(),
                    Integer.toString(view.version()),
                    view.createdAt(),
                    view.updatedAt(),
                    view.createdBy(),
                    view.stage(),
                    view.source(),
                    view.runId(),
                    view.runLink(),
                    "READY",
                    view.description(),
                    KeyValue.list(view.tags()),
                    permissionLevel,
                    openRequests);
        }
    }
}
