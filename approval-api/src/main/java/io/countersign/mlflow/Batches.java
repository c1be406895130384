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
import java.util.List;
import java.util.stream.IntStream;
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

    RunCommand.LogBatch metric(RunId run, Point point) {
        return new RunCommand.LogBatch(run, List.of(metric(point, "")), List.of(), List.of());
    }

    RunCommand.LogBatch param(RunId run, KeyValue param) {
        return new RunCommand.LogBatch(run, List.of(), List.of(param(param, "")), List.of());
    }

    RunCommand.LogBatch tag(RunId run, KeyValue tag, SubjectId sender) {
        return new RunCommand.LogBatch(run, List.of(), List.of(), List.of(tag(tag, sender, "")));
    }

    private static List<Metric> metrics(List<Point> points) {
        return IntStream.range(0, points.size())
                .mapToObj(i -> metric(points.get(i), "metrics[" + i + "]."))
                .toList();
    }

    /** @param path where it stands, for messages, which call its key a name as MLflow's server does */
    private static Metric metric(Point point, String path) {
        if (point.key() == null || point.key().isEmpty()) {
            throw Invalid.missing(path + "key");
        }
        Keys.require(point.key(), path + "name", "Metric name");
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

    private static List<Param> params(List<KeyValue> params) {
        List<Param> read = IntStream.range(0, params.size())
                .mapToObj(i -> param(params.get(i), "params[" + i + "]."))
                .toList();
        RunLimits.requireDistinct(read);
        return read;
    }

    private static Param param(KeyValue param, String path) {
        String key = param.requireKey(path);
        Keys.require(key, path + "key", "Param key");
        return new Param(key, RunLimits.truncated(param.valueOrEmpty(), RunLimits.MAX_PARAM_VALUE));
    }

    List<Tag> tags(List<KeyValue> tags, SubjectId sender) {
        return IntStream.range(0, tags.size())
                .mapToObj(i -> tag(tags.get(i), sender, "tags[" + i + "]."))
                .toList();
    }

    private Tag tag(KeyValue tag, SubjectId sender, String path) {
        String key = tag.requireKey(path);
        Keys.require(key, path + "key");
        return sealer.tag(sender, key, RunLimits.truncated(tag.valueOrEmpty(), RunLimits.MAX_TAG_VALUE));
    }

    static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }
}
