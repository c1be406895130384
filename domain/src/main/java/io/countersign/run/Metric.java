package io.countersign.run;

import org.jspecify.annotations.Nullable;

/**
 * One point of a metric.
 *
 * @param value may be NaN; infinities were replaced by the largest finite value of their sign
 * @param timestamp milliseconds since the epoch, as the client reported it
 * @param origin what it was measured on, or null
 */
public record Metric(
        String key,
        double value,
        long timestamp,
        long step,
        @Nullable Origin origin) {

    public static Metric of(String key, double value, long timestamp, long step) {
        return new Metric(key, value, timestamp, step, null);
    }

    /** The logged model and dataset that a point belongs to; at least one is not null. */
    public record Origin(
            @Nullable String modelId,
            @Nullable String datasetName,
            @Nullable String datasetDigest) {}
}
