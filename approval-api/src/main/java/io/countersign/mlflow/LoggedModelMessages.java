package io.countersign.mlflow;

import io.countersign.loggedmodel.LoggedModelView;
import io.countersign.mlflow.RunMessages.Point;
import io.countersign.rejection.Invalid;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import io.countersign.search.LoggedModelSearchRequest;
import io.countersign.wire.Required;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The messages of the routes on logged models. */
final class LoggedModelMessages {

    private LoggedModelMessages() {}

    record Create(
            @Required String experimentId,
            @Nullable String name,
            @Nullable String modelType,
            @Nullable String sourceRunId,
            @Nullable List<KeyValue> params,
            @Nullable List<KeyValue> tags) {}

    /** @param allowDeleted as MLflow's server reads it: {@code true} in any case, or else no */
    record Get(@Nullable String allowDeleted) {}

    /** @param status the name or the number of the contract's enum */
    record Finalize(@Required String status) {}

    record SetTags(@Nullable List<KeyValue> tags) {}

    record LogParams(@Nullable List<KeyValue> params) {}

    record Search(
            @Required List<String> experimentIds,
            @Nullable String filter,
            @Nullable List<Dataset> datasets,
            @Nullable Long maxResults,
            @Nullable List<OrderBy> orderBy,
            @Nullable String pageToken) {}

    record Dataset(@Nullable String datasetName, @Nullable String datasetDigest) {

        LoggedModelSearchRequest.Dataset inSearch() {
            if (datasetName == null || datasetName.isEmpty()) {
                throw Rejection.of(
                        Reason.PARAMETER_INVALID, "`dataset_name` in the `datasets` clause must be specified.");
            }
            return new LoggedModelSearchRequest.Dataset(datasetName, orNull(datasetDigest));
        }
    }

    record OrderBy(
            @Nullable String fieldName,
            @Nullable Boolean ascending,
            @Nullable String datasetName,
            @Nullable String datasetDigest) {

        LoggedModelSearchRequest.OrderBy inSearch() {
            if (fieldName == null || fieldName.isEmpty()) {
                throw Invalid.missing("order_by.field_name");
            }
            return new LoggedModelSearchRequest.OrderBy(
                    fieldName, !Boolean.FALSE.equals(ascending), orNull(datasetName), orNull(datasetDigest));
        }
    }

    private static @Nullable String orNull(@Nullable String given) {
        return given == null || given.isEmpty() ? null : given;
    }

    record Single(Model model) {}

    record Found(List<Model> models, @Nullable String nextPageToken) {}

    record Model(Info info, Data data) {

        static Model of(LoggedModelView view) {
            return new Model(Info.of(view), Data.of(view));
        }
    }

    record Info(
            String modelId,
            String experimentId,
            String name,
            long creationTimestampMs,
            long lastUpdatedTimestampMs,
            String artifactUri,
            String status,
            @Nullable String modelType,
            @Nullable String sourceRunId,
            List<KeyValue> tags,
            List<Registration> registrations) {

        static Info of(LoggedModelView view) {
            return new Info(
                    view.modelId(),
                    view.experimentId(),
                    view.name(),
                    view.createdAt(),
                    view.updatedAt(),
                    view.artifactUri(),
                    view.status().wireName(),
                    view.type(),
                    view.sourceRunId(),
                    KeyValue.list(view.tags()),
                    view.registrations().stream().map(Registration::of).toList());
        }
    }

    record Registration(String name, String version) {

        static Registration of(LoggedModelView.Registration registration) {
            return new Registration(registration.name(), Integer.toString(registration.version()));
        }
    }

    record Data(List<KeyValue> params, List<Point> metrics) {

        static Data of(LoggedModelView view) {
            return new Data(
                    KeyValue.list(view.params()),
                    view.metrics().stream()
                            .map(point -> new Point(
                                    point.key(),
                                    point.value(),
                                    point.timestamp(),
                                    point.step(),
                                    view.modelId(),
                                    point.datasetName(),
                                    point.datasetDigest(),
                                    point.runId()))
                            .toList());
        }
    }
}
