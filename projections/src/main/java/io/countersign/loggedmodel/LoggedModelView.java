package io.countersign.loggedmodel;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A logged model as it stands. Times are milliseconds since the epoch. */
public record LoggedModelView(
        String modelId,
        String experimentId,
        String name,
        @Nullable String type,
        LoggedModelStatus status,
        @Nullable String sourceRunId,
        String artifactUri,
        long createdAt,
        long updatedAt,
        boolean deleted,
        Map<String, String> params,
        Map<String, String> tags,
        List<Point> metrics,
        List<Registration> registrations) {

    /** A point of a metric that a run measured of the model. */
    public record Point(
            String runId,
            String key,
            double value,
            long timestamp,
            long step,
            @Nullable String datasetName,
            @Nullable String datasetDigest) {}

    /** A version of a registered model that was made from it. */
    public record Registration(String name, int version) {}
}
