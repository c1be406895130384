package io.countersign.mlflow;

import io.countersign.tracking.ExperimentView;
import io.countersign.wire.EnumText;
import io.countersign.wire.Required;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The messages of the experiment routes. */
final class ExperimentMessages {

    private ExperimentMessages() {}

    record Create(
            @Required String name,
            @Nullable String artifactLocation,
            @Nullable List<KeyValue> tags) {}

    record Created(String experimentId) {}

    record ById(@Required String experimentId) {}

    record ByName(@Required String experimentName) {}

    record Update(@Required String experimentId, @Nullable String newName) {}

    record SetTag(
            @Required String experimentId,
            @Required String key,
            @Nullable String value) {}

    record DeleteTag(
            @Required String experimentId, @Required String key) {}

    record Search(
            @Nullable Long maxResults,
            @Nullable String pageToken,
            @Nullable String filter,
            @Nullable List<String> orderBy,
            @Nullable EnumText viewType) {}

    record Every(
            @Nullable Long maxResults,
            @Nullable String pageToken,
            @Nullable EnumText viewType) {}

    record Found(List<Experiment> experiments, @Nullable String nextPageToken) {}

    record Single(Experiment experiment) {}

    record Experiment(
            String experimentId,
            String name,
            String artifactLocation,
            String lifecycleStage,
            long lastUpdateTime,
            long creationTime,
            List<KeyValue> tags) {

        static Experiment of(ExperimentView view) {
            return new Experiment(
                    view.experimentId(),
                    view.name(),
                    view.artifactLocation(),
                    view.deleted() ? "deleted" : "active",
                    view.updatedAt(),
                    view.createdAt(),
                    KeyValue.list(view.tags()));
        }
    }
}
