package io.countersign.importing;

import io.countersign.run.Metric;
import io.countersign.run.Param;
import io.countersign.wire.Required;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The messages of the import routes. Times are milliseconds since the epoch, as the other server tells them. */
final class ImportMessages {

    private ImportMessages() {}

    /** @param id on the other server */
    record Experiment(
            @Required String server,
            @Required String id,
            @Required String name,
            @Nullable String artifactLocation,
            @Nullable String lifecycleStage,
            @Nullable Long creationTime,
            @Nullable Long lastUpdateTime,
            @Nullable List<Pair> tags) {}

    /** @param imported whether it was not here before */
    record ExperimentImported(String experimentId, boolean imported) {}

    /** @param experimentId here */
    record Run(
            @Required String server,
            @Required String runId,
            @Required String experimentId,
            @Nullable String runName,
            @Nullable String userId,
            @Nullable String status,
            @Nullable Long startTime,
            @Nullable Long endTime,
            @Nullable String artifactUri,
            @Nullable String lifecycleStage,
            @Nullable List<Pair> params,
            @Nullable List<Pair> tags) {}

    /** @param already how many points had been imported when the sender looked what is missing */
    record Data(
            @Required String server,
            long already,
            @Nullable List<Point> metrics,
            @Nullable List<Pair> params,
            @Nullable List<Pair> tags) {}

    /** @param points of its metrics that were imported so far */
    record RunImported(String runId, boolean imported, long points) {}

    record Model(
            @Required String server,
            @Required String name,
            @Nullable String description,
            @Nullable Long creationTimestamp,
            @Nullable Long lastUpdatedTimestamp,
            @Nullable List<Pair> tags) {}

    record ModelImported(String name, boolean imported) {}

    /**
     * @param name of the model on the other server
     * @param runLocation where the artifacts of its run were there
     */
    record Version(
            @Required String server,
            @Required String name,
            @Required String version,
            @Nullable String currentStage,
            @Nullable List<String> aliases,
            @Nullable String source,
            @Nullable String runId,
            @Nullable String runLink,
            @Nullable String runLocation,
            @Nullable String modelId,
            @Nullable String description,
            @Nullable String userId,
            @Nullable Long creationTimestamp,
            @Nullable Long lastUpdatedTimestamp,
            @Nullable List<Pair> tags) {}

    record VersionImported(String version, boolean imported, String location) {}

    record Pair(@Required String key, @Nullable String value) {

        Param param() {
            return new Param(key, text());
        }

        String text() {
            return value == null ? "" : value;
        }
    }

    record Point(
            @Required String key,
            double value,
            long timestamp,
            long step,
            @Nullable String modelId,
            @Nullable String datasetName,
            @Nullable String datasetDigest) {

        /** Infinities become the largest finite values, as MLflow's server stores them. */
        Metric metric() {
            double finite = Double.isInfinite(value) ? Math.copySign(Double.MAX_VALUE, value) : value;
            return new Metric(key, finite, timestamp, step, origin());
        }

        private Metric.@Nullable Origin origin() {
            return modelId == null && datasetName == null && datasetDigest == null
                    ? null
                    : new Metric.Origin(modelId, datasetName, datasetDigest);
        }
    }

    /** What is here of a run. */
    record RunContent(String runId, List<History> metrics, List<File> artifacts) {}

    /** @param digest a {@link HistoryDigest} */
    record History(String key, long points, String digest) {}

    /** @param size in bytes */
    record File(String path, String sha256, long size) {}
}
