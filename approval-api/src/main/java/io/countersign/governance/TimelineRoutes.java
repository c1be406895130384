package io.countersign.governance;

import io.countersign.access.Operation;
import io.countersign.access.Requires;
import io.countersign.api.GovernanceRoutes;
import io.countersign.audit.TimelineEntry;
import io.countersign.audit.TimelineQueries;
import io.countersign.audit.TimelineQueries.Place;
import io.countersign.registeredmodel.ModelId;
import io.countersign.registeredmodel.ModelLimits;
import io.countersign.rejection.Invalid;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import io.countersign.wire.PageToken;
import io.countersign.wire.Registry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The life of one version, each event with who, when and why. */
@GovernanceRoutes
@Requires(Operation.READ_AUDIT)
final class TimelineRoutes {

    private static final int MAX_PAGE = 1000;

    private final Registry registry;
    private final TimelineQueries timeline;

    TimelineRoutes(Registry registry, TimelineQueries timeline) {
        this.registry = registry;
        this.timeline = timeline;
    }

    @GetMapping("/models/{name}/versions/{version}/timeline")
    TimelinePage timeline(
            @PathVariable String name,
            @PathVariable String version,
            @RequestParam(name = "limit", defaultValue = "100") int limit,
            @RequestParam(name = "page_token", required = false) @Nullable String pageToken) {
        if (limit < 1 || limit > MAX_PAGE) {
            throw Invalid.value("limit", limit, "use a number from 1 to " + MAX_PAGE + ".");
        }
        ModelId model = registry.id(name);
        int number = ModelLimits.requireVersion(version);
        if (!timeline.knows(model, number)) {
            throw Rejection.of(Reason.VERSION_NOT_FOUND, "Model Version (name=%s, version=%d) not found", name, number);
        }
        Place before = pageToken == null ? Place.NOW : PageToken.read(pageToken, Place.class);
        return TimelinePage.of(timeline.page(model, number, before, limit + 1), limit);
    }

    /** Newest first. */
    record TimelinePage(List<Entry> events, @Nullable String nextPageToken) {

        static TimelinePage of(List<TimelineEntry> oneMore, int limit) {
            List<TimelineEntry> shown = oneMore.size() > limit ? oneMore.subList(0, limit) : oneMore;
            return new TimelinePage(
                    shown.stream().map(Entry::of).toList(),
                    oneMore.size() > limit ? PageToken.of(place(shown.getLast())) : null);
        }

        private static Place place(TimelineEntry entry) {
            return new Place(entry.occurredAt(), entry.eventId());
        }
    }

    /** @param actorId the opaque id under which the log knows the actor */
    record Entry(
            String eventId,
            String type,
            Instant time,
            String actor,
            String actorId,
            @Nullable String comment,
            Map<String, String> details) {

        static Entry of(TimelineEntry entry) {
            return new Entry(
                    entry.eventId(),
                    entry.type(),
                    Instant.ofEpochMilli(entry.occurredAt()),
                    entry.actorName(),
                    entry.actorId(),
                    entry.comment(),
                    entry.details());
        }
    }
}
