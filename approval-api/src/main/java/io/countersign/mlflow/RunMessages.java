package io.countersign.mlflow;

import io.countersign.mlflow.InputMessages.Inputs;
import io.countersign.mlflow.InputMessages.Outputs;
import io.countersign.run.Metric;
import io.countersign.tracking.MetricSamples.Sample;
import io.countersign.tracking.RunView;
import io.countersign.wire.EnumText;
import io.countersign.wire.Required;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The messages of the run routes. */
final class RunMessages {

    private RunMessages() {}

    record Create(
            @Nullable String experimentId,
            @Nullable String userId,
            @Nullable String runName,
            @Nullable Long startTime,
            @Nullable List<KeyValue> tags) {}

    record Update(
            @Nullable String runId,
            @Nullable String runUuid,
            @Nullable EnumText status,
            @Nullable Long endTime,
            @Nullable String runName) {}

    /** Old clients call the id {@code run_uuid}. */
    record ById(@Nullable String runId, @Nullable String runUuid) {}

    record LogMetric(
            @Nullable String runId,
            @Nullable String runUuid,
            @Nullable String key,
            @Nullable Double value,
            @Nullable Long timestamp,
            @Nullable Long step,
            @Nullable String modelId,
            @Nullable String datasetName,
            @Nullable String datasetDigest) {

        Point point() {
            return new Point(key, value, timestamp, step, modelId, datasetName, datasetDigest, null);
        }
    }

    record LogParam(
            @Required(or = "runUuid") @Nullable String runId,
            @Nullable String runUuid,
            @Required String key,
            @Nullable String value) {}

    record SetTag(
            @Required(or = "runUuid") @Nullable String runId,
            @Nullable String runUuid,
            @Required String key,
            @Nullable String value) {}

    record DeleteTag(
            @Required(or = "runUuid") @Nullable String runId,
            @Nullable String runUuid,
            @Required String key) {}

    record LogBatch(
            @Required String runId,
            @Nullable List<Point> metrics,
            @Nullable List<KeyValue> params,
            @Nullable List<KeyValue> tags) {}

    record GetHistory(
            @Required(or = "runUuid") @Nullable String runId,
            @Nullable String runUuid,
            @Required String metricKey,
            @Nullable String pageToken,
            @Nullable Integer maxResults) {}

    /** @param runId repeated */
    record GetBulkHistory(
            @Nullable List<String> runId,
            @Nullable String metricKey,
            @Nullable Integer maxResults) {}

    record GetInterval(
            @Required List<String> runIds,
            @Required String metricKey,
            @Nullable Long startStep,
            @Nullable Long endStep,
            @Nullable Integer maxResults) {}

    record BulkHistory(List<RunPoint> metrics) {}

    /** A point of a metric of one among several runs. */
    record RunPoint(String key, double value, long timestamp, long step, String runId) {

        static RunPoint of(Sample sample) {
            Metric metric = sample.metric();
            return new RunPoint(metric.key(), metric.value(), metric.timestamp(), metric.step(), sample.runId());
        }
    }

    record History(Iterable<Point> metrics, @Nullable String nextPageToken) {}

    record Search(
            @Nullable List<String> experimentIds,
            @Nullable String filter,
            @Nullable EnumText runViewType,
            @Nullable Integer maxResults,
            @Nullable List<String> orderBy,
            @Nullable String pageToken) {}

    record Found(List<Run> runs, @Nullable String nextPageToken) {}

    /** A point of a metric. */
    record Point(
            @Nullable String key,
            @Nullable Double value,
            @Nullable Long timestamp,
            @Nullable Long step,
            @Nullable String modelId,
            @Nullable String datasetName,
            @Nullable String datasetDigest,
            @Nullable String runId) {

        static Point of(Metric metric) {
            Metric.Origin origin = metric.origin();
            return new Point(
                    metric.key(),
                    metric.value(),
                    metric.timestamp(),
                    metric.step(),
                    origin == null ? null : origin.modelId(),
                    origin == null ? null : origin.datasetName(),
                    origin == null ? null : origin.datasetDigest(),
                    null);
        }
    }

    record Single(Run run) {}

    record Info(RunInfo runInfo) {}

    record Run(RunInfo info, RunData data, Inputs inputs, Outputs outputs) {

        static Run of(RunView view) {
            return new Run(RunInfo.of(view), RunData.of(view), Inputs.of(view.links()), Outputs.of(view.links()));
        }
    }

    record RunInfo(
            String runUuid,
            String experimentId,
            String runName,
            @Nullable String userId,
            String status,
            @Nullable Long startTime,
            @Nullable Long endTime,
            String artifactUri,
            String lifecycleStage,
            String runId) {

        static RunInfo of(RunView view) {
            return new RunInfo(
                    view.runId(),
                    view.experimentId(),
                    view.name(),
                    view.userName(),
                    view.status(),
                    view.startedAt(),
                    view.endedAt(),
                    view.artifactUri(),
                    view.deleted() ? "deleted" : "active",
                    view.runId());
        }
    }

    record RunData(List<Point> metrics, List<KeyValue> params, List<KeyValue> tags) {

        static RunData of(RunView view) {
            return new RunData(
                    view.metrics().stream().map(Point::of).toList(),
                    KeyValue.list(view.params()),
                    KeyValue.list(view.tags()));
        }
    }
}
