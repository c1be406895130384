package io.countersign.tracking;

import java.util.Map;

/** An experiment as it stands. Times are milliseconds since the epoch. */
public record ExperimentView(
        String experimentId,
        String name,
        String artifactLocation,
        boolean deleted,
        long createdAt,
        long updatedAt,
        Map<String, String> tags) {}
