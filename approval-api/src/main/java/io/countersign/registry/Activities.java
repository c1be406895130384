package io.countersign.registry;

import io.countersign.audit.TimelineEntry;
import io.countersign.audit.TimelineQueries;
import io.countersign.modelversion.VersionId;
import io.countersign.registry.TransitionMessages.Activity;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** What was done about a version, in Databricks' words. */
@Component
final class Activities {

    private static final int RECENT = 20;

    private static final Map<String, String> TYPES = Map.of(
            "registered-model.transition-requested", "REQUESTED_TRANSITION",
            "registered-model.transition-request-cancelled", "CANCELLED_REQUEST",
            "registered-model.transition-rejected", "REJECTED_REQUEST",
            "registered-model.transition-approved", "APPROVED_REQUEST",
            "registered-model.approval-given", "APPROVED_REQUEST",
            "registered-model.stage-changed", "APPLIED_TRANSITION",
            "model-version.comment-added", "NEW_COMMENT");

    private final TimelineQueries timeline;

    Activities(TimelineQueries timeline) {
        this.timeline = timeline;
    }

    /** The activity of the newest event of one of these names, which the caller has just caused. */
    Activity latest(VersionId version, String... events) {
        return timeline.page(version.model(), version.number(), TimelineQueries.Place.NOW, RECENT).stream()
                .filter(entry -> List.of(events).contains(entry.type()))
                .findFirst()
                .map(Activities::activity)
                .orElseThrow(
                        () -> new IllegalStateException("No " + List.of(events) + " in the timeline of " + version));
    }

    private static Activity activity(TimelineEntry entry) {
        return new Activity(
                entry.eventId(),
                TYPES.getOrDefault(entry.type(), "SYSTEM_TRANSITION"),
                entry.occurredAt(),
                entry.occurredAt(),
                entry.actorName(),
                entry.details().get("from"),
                entry.details().get("to"),
                entry.comment(),
                List.of());
    }
}
