package io.countersign.lineage;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run with what went into it and what came out of it. Times are milliseconds since the epoch, as clients reported them.
 *
 * @param job the experiment's name
 * @param parent the run that began it; null when none did
 * @param parentJob the name of that run's experiment; null when that run is not known
 */
public record RunStory(
        String run,
        String job,
        String status,
        @Nullable Long startedAt,
        @Nullable Long endedAt,
        @Nullable String commit,
        @Nullable String branch,
        @Nullable String repository,
        @Nullable String parent,
        @Nullable String parentJob,
        List<Dataset> datasets,
        List<String> inputModels,
        List<String> outputModels,
        List<Version> versions) {

    /**
     * A dataset that it read.
     *
     * @param source in the words of its type; often JSON
     * @param context what it was used for
     */
    public record Dataset(
            String name,
            String digest,
            String sourceType,
            String source,
            @Nullable String context) {}

    /**
     * A model version that was registered from it.
     *
     * @param digest of its files; null where the server does not know them
     */
    public record Version(
            String modelId,
            String model,
            int number,
            String stage,
            @Nullable String digest) {}
}
