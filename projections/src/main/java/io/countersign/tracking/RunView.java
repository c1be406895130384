package io.countersign.tracking;

import io.countersign.run.Metric;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run as it stands. Times are milliseconds since the epoch.
 *
 * @param deleted also when its experiment is
 * @param metrics the latest point of each key
 */
public record RunView(
        String runId,
        String experimentId,
        String name,
        @Nullable String userName,
        String status,
        @Nullable Long startedAt,
        @Nullable Long endedAt,
        String artifactUri,
        boolean deleted,
        List<Metric> metrics,
        Map<String, String> params,
        Map<String, String> tags,
        RunLinks links) {}
