package io.countersign.tracking;

import io.countersign.run.Metric;
import io.countersign.views.ViewJson;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Metrics laid out as one array for each column, so that a batch is one statement whatever its size. */
record MetricColumns(List<Metric> points) {

    /** The order in which MLflow looks for a metric's latest value. */
    private static final Comparator<Metric> LATEST = Comparator.comparingLong(Metric::step)
            .thenComparingLong(Metric::timestamp)
            .thenComparingDouble(Metric::value);

    static Metric later(Metric one, Metric other) {
        return LATEST.compare(one, other) < 0 ? other : one;
    }

    String[] keys() {
        return points.stream().map(Metric::key).toArray(String[]::new);
    }

    double[] values() {
        return points.stream().mapToDouble(Metric::value).toArray();
    }

    long[] timestamps() {
        return points.stream().mapToLong(Metric::timestamp).toArray();
    }

    long[] steps() {
        return points.stream().mapToLong(Metric::step).toArray();
    }

    /** Each point's origin as JSON, or null where it has none. */
    @Nullable
    String[] origins() {
        return points.stream()
                .map(point -> point.origin() == null ? null : ViewJson.write(point.origin()))
                .toArray(String[]::new);
    }

    /** All origins as one JSON array; null when no point has any. */
    @Nullable
    String originsOrNull() {
        return points.stream().map(Metric::origin).allMatch(Objects::isNull)
                ? null
                : ViewJson.write(points.stream().map(Metric::origin).toList());
    }
}
