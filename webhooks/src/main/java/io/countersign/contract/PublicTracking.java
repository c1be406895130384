package io.countersign.contract;

import io.countersign.experiment.ExperimentEvent;
import io.countersign.imported.ImportedFrom;
import io.countersign.loggedmodel.LoggedModelEvent;
import io.countersign.run.DatasetInput;
import io.countersign.run.Metric;
import io.countersign.run.Param;
import io.countersign.run.RunEvent;
import io.countersign.tag.Tag;
import java.util.List;
import java.util.Map;

/** What the world is told of experiments, runs and logged models. */
final class PublicTracking {

    private PublicTracking() {}

    static Data of(ExperimentEvent event) {
        Data data = Data.with("experiment_id", event.experiment().value());
        return switch (event) {
            case ExperimentEvent.Created e ->
                data.and("name", e.name())
                        .and("artifact_location", e.artifactLocation())
                        .and("tags", tags(e.tags()));
            case ExperimentEvent.Renamed e -> data.and("from", e.from()).and("to", e.to());
            case ExperimentEvent.TagSet e -> data.and("tags", tags(List.of(e.tag())));
            case ExperimentEvent.TagDeleted e -> data.and("key", e.key());
            case ExperimentEvent.Deleted e -> data;
            case ExperimentEvent.Restored e -> data;
            case ExperimentEvent.Imported e ->
                imported(data, e.from())
                        .and("name", e.name())
                        .and("artifact_location", e.artifactLocation())
                        .and("original_location", e.originalLocation())
                        .and("deleted", e.deleted())
                        .and("creation_time", e.createdAt())
                        .and("last_update_time", e.updatedAt())
                        .and("tags", tags(e.tags()));
        };
    }

    static Data of(RunEvent event) {
        Data data = Data.with("run_id", event.run().value());
        return switch (event) {
            case RunEvent.Started e ->
                data.and("experiment_id", e.experiment().value())
                        .and("name", e.name())
                        .and("start_time", e.startedAt())
                        .and("artifact_uri", e.artifactUri())
                        .and("tags", tags(e.tags()));
            case RunEvent.BatchLogged e ->
                data.and(
                                "metrics",
                                e.metrics().stream().map(PublicTracking::metric).toList())
                        .and("params", params(e.params()))
                        .and("tags", tags(e.tags()));
            case RunEvent.TagDeleted e -> data.and("key", e.key());
            case RunEvent.StatusChanged e ->
                data.and("status", e.status().name()).and("end_time", e.endedAt());
            case RunEvent.Renamed e -> data.and("name", e.name());
            case RunEvent.Deleted e -> data;
            case RunEvent.Restored e -> data;
            case RunEvent.ArtifactStored e ->
                data.and("path", e.path()).and("sha256", e.sha256()).and("size", e.size());
            case RunEvent.ArtifactDeleted e -> data.and("path", e.path());
            case RunEvent.InputsLogged e ->
                data.and(
                                "datasets",
                                e.datasets().stream()
                                        .map(PublicTracking::dataset)
                                        .toList())
                        .and("models", e.models());
            case RunEvent.OutputsLogged e ->
                data.and(
                        "models",
                        e.models().stream()
                                .map(output -> Map.of("model_id", output.modelId(), "step", output.step()))
                                .toList());
            case RunEvent.Imported e ->
                imported(data, e.from())
                        .and("experiment_id", e.experiment().value())
                        .and("name", e.name())
                        .and("status", e.status().name())
                        .and("start_time", e.startedAt())
                        .and("end_time", e.endedAt())
                        .and("deleted", e.deletedAt() != null)
                        .and("artifact_uri", e.artifactUri())
                        .and("original_location", e.originalLocation())
                        .and("params", params(e.params()))
                        .and("tags", tags(e.tags()));
            case RunEvent.DataImported e ->
                data.and(
                                "metrics",
                                e.metrics().stream().map(PublicTracking::metric).toList())
                        .and("params", params(e.params()))
                        .and("tags", tags(e.tags()));
        };
    }

    static Data of(LoggedModelEvent event) {
        Data data = Data.with("logged_model_id", event.model().value());
        return switch (event) {
            case LoggedModelEvent.Created e ->
                data.and("experiment_id", e.experiment().value())
                        .and("name", e.name())
                        .and("model_type", e.type())
                        .and(
                                "source_run_id",
                                e.sourceRun() == null ? null : e.sourceRun().value())
                        .and("artifact_uri", e.artifactUri())
                        .and("params", params(e.params()))
                        .and("tags", tags(e.tags()));
            case LoggedModelEvent.Finalized e -> data.and("status", e.status().name());
            case LoggedModelEvent.ParamsLogged e -> data.and("params", params(e.params()));
            case LoggedModelEvent.TagsSet e -> data.and("tags", tags(e.tags()));
            case LoggedModelEvent.TagDeleted e -> data.and("key", e.key());
            case LoggedModelEvent.Deleted e -> data;
            case LoggedModelEvent.ArtifactStored e ->
                data.and("path", e.path()).and("sha256", e.sha256()).and("size", e.size());
            case LoggedModelEvent.ArtifactDeleted e -> data.and("path", e.path());
        };
    }

    static Data imported(Data data, ImportedFrom from) {
        return data.and("imported_from", from.server()).and("imported_id", from.id());
    }

    private static List<Map<String, String>> params(List<Param> params) {
        return params.stream()
                .map(param -> Map.of("key", param.key(), "value", param.value()))
                .toList();
    }

    private static Map<String, Object> metric(Metric metric) {
        Data data = Data.with("key", metric.key())
                .and("value", metric.value())
                .and("timestamp", metric.timestamp())
                .and("step", metric.step());
        if (metric.origin() != null) {
            data.and("model_id", metric.origin().modelId())
                    .and("dataset_name", metric.origin().datasetName())
                    .and("dataset_digest", metric.origin().datasetDigest());
        }
        return data.members();
    }

    /** A schema or profile can be megabytes long: whoever needs it finds it by its digest. */
    private static Map<String, Object> dataset(DatasetInput dataset) {
        return Data.with("name", dataset.name())
                .and("digest", dataset.digest())
                .and("source_type", dataset.sourceType())
                .and("source", dataset.source())
                .and("schema", TextDigest.of(dataset.schema()))
                .and("profile", TextDigest.of(dataset.profile()))
                .and("tags", tags(dataset.tags()))
                .members();
    }

    /** Tags without the values that name a person. */
    static List<Map<String, Object>> tags(List<Tag> tags) {
        return tags.stream()
                .map(tag ->
                        Data.with("key", tag.key()).and("value", tag.value()).members())
                .toList();
    }
}
