package io.countersign.registry;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.countersign.wire.Required;
import org.jspecify.annotations.Nullable;

/** The messages of the routes that delete and restore many runs. */
final class BulkRunMessages {

    private BulkRunMessages() {}

    record Delete(
            @Required String experimentId,
            @Nullable Long maxTimestampMillis,
            @Nullable Integer maxRuns) {}

    record Deleted(@JsonInclude(JsonInclude.Include.ALWAYS) int runsDeleted) {}

    record Restore(
            @Required String experimentId,
            @Nullable Long minTimestampMillis,
            @Nullable Integer maxRuns) {}

    record Restored(@JsonInclude(JsonInclude.Include.ALWAYS) int runsRestored) {}
}
