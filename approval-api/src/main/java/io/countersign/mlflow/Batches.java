package io.countersign.mlflow;

import io.countersign.identity.SubjectId;
import io.countersign.mlflow.RunMessages.Point;
import io.countersign.rejection.Invalid;
import io.countersign.run.Metric;
import io.countersign.run.Param;
import io.countersign.run.RunCommand;
import io.countersign.run.RunId;
import io.countersign.run.RunLimits;
import io.countersign.tag.Keys;
import io.countersign.tag.Tag;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads what is logged to a run, within the limits of the contract. */
@Component
final class Batches {

    private final TagSealer sealer;

    Batches(TagSealer sealer) {
        this.sealer = sealer;
    }

    RunCommand.LogBatch read(
            RunId run,
            @Nullable List<Point> metrics,
            @Nullable List<KeyValue> params,
            @Nullable List<KeyValue> tags,
            SubjectId sender) {
        List<Point> points = orEmpty(metrics);
        RunLimits.requireCounts(
                points.size(), orEmpty(params).size(), orEmpty(tags).size());
        return new RunCommand.LogBatch(run, metrics(points), params(orEmpty(params)), tags(orEmpty(tags), sender));
    }

    private static List<Metric> metrics(List<Point> points) {
        List<Metric> metrics = new ArrayList<>(points.size());
        for (int i = 0; i < points.size(); i++) {
            metrics.add(metric(points.get(i), points.size() == 1 ? "" : "metrics[" + i + "]."));
        }
        return metrics;
    }

    static Metric metric(Point point, String path) {
        if (point.key() == null || point.key().isEmpty()) {
            throw Invalid.missing(path + "key");
        }
        Keys.require(point.key(), path + "key");
        if (point.value() == null) {
            throw Invalid.missing(path + "value");
        }
        if (point.timestamp() == null) {
            throw Invalid.missing(path + "timestamp");
        }
        if (point.timestamp() < 0) {
            throw Invalid.value(
                    path + "timestamp",
                    point.timestamp(),
                    "metric '%s' (value=%s). Timestamp must be a nonnegative long (64-bit integer) "
                            .formatted(point.key(), point.value()));
        }
        return new Metric(
                point.key(),
                finite(point.value()),
                point.timestamp(),
                point.step() == null ? 0 : point.step(),
                origin(point));
    }

    /** Infinities become the largest finite values, as MLflow's server stores and returns them. */
    private static double finite(double value) {
        return Double.isInfinite(value) ? Math.copySign(Double.MAX_VALUE, value) : value;
    }

    private static Metric.@Nullable Origin origin(Point point) {
        return point.modelId() == null && point.datasetName() == null && point.datasetDigest() == null
                ? null
                : new Metric.Origin(point.modelId(), point.datasetName(), point.datasetDigest());
    }

    List<Param> params(List<KeyValue> params) {
        List<Param> read = params.stream()
                .map(param -> new Param(
                        param.requireKey("params"),
                        RunLimits.truncated(param.valueOrEmpty(), RunLimits.MAX_PARAM_VALUE)))
                .toList();
        RunLimits.requireParams(read);
        return read;
    }

    List<Tag> tags(List<KeyValue> tags, SubjectId sender) {
        return tags.stream().map(tag -> tag(tag, sender)).toList();
    }

    private Tag tag(KeyValue tag, SubjectId sender) {
        Keys.require(tag.requireKey("tags"), "tags.key");
        return sealer.tag(
                sender, tag.requireKey("tags"), RunLimits.truncated(tag.valueOrEmpty(), RunLimits.MAX_TAG_VALUE));
    }

    static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }
}
