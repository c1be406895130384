package io.countersign.governance;

import io.countersign.wire.Required;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The messages of the routes on requests, decisions and comments. */
final class DecisionMessages {

    private DecisionMessages() {}

    record Request(@Required String stage, @Nullable String comment) {}

    record Approve(
            @Required String stage,
            @Nullable Boolean archiveExistingVersions,
            @Nullable String meaning,
            @Nullable String password,
            @Nullable String comment) {}

    record Comment(@Required String comment) {}

    record Requested(
            String requestId,
            String model,
            int version,
            String fromStage,
            String toStage,
            String requestedBy,
            Instant requestedAt,
            @Nullable String comment) {}

    /** @param currentStage of the version, now that it is decided */
    record Decided(String model, int version, String currentStage, List<TimelineRoutes.Entry> events) {}

    record Commented(
            String commentId,
            String author,
            Instant createdAt,
            @Nullable String comment) {}
}
