package io.countersign.catalog;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A model version as it stands. Times are milliseconds since the epoch. */
public record VersionView(
        String modelId,
        String name,
        int version,
        String source,
        String location,
        @Nullable String runId,
        @Nullable String runLink,
        @Nullable String loggedModelId,
        String stage,
        @Nullable String description,
        String createdBy,
        long createdAt,
        long updatedAt,
        Map<String, String> tags,
        List<String> aliases) {

    /** Names a version among all models. */
    public record Key(String modelId, int version) {}
}
