package io.countersign.gate;

import io.countersign.access.Operation;
import io.countersign.access.Requires;
import io.countersign.api.GovernanceRoutes;
import io.countersign.past.AsOf;
import io.countersign.past.History;
import io.countersign.past.PointInTime;
import io.countersign.past.TimeTravel;
import io.countersign.rejection.Invalid;
import io.countersign.wire.PageToken;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** {@code /serving}: what serves where, of every model, who approved it, on which evidence and under which policies. */
@GovernanceRoutes
@Requires(Operation.READ_REGISTRY)
final class ServingRoutes {

    private static final int MOST_AT_ONCE = 10_000;

    private final ServingQueries serving;
    private final History history;

    ServingRoutes(ServingQueries serving, History history) {
        this.serving = serving;
        this.history = history;
    }

    /** The place where a page ended. */
    record Place(String model, String place, int version) {}

    /**
     * @param asOf the time that it is told of: of the last event unless one was asked for; null where there was none
     * @param event the last that was known then; null where none was
     */
    record Served(
            @Nullable Instant asOf,
            @Nullable String event,
            List<ServingMessages.Serving> serving,
            @Nullable String nextPageToken) {}

    @AsOf
    @GetMapping("/serving")
    Served serving(
            @RequestParam(required = false) @Nullable String stage,
            @RequestParam(required = false) @Nullable String alias,
            @RequestParam(required = false) @Nullable String model,
            @RequestParam(defaultValue = "" + MOST_AT_ONCE) int limit,
            @RequestParam(name = "page_token", required = false) @Nullable String pageToken) {
        if (limit < 1 || limit > MOST_AT_ONCE) {
            throw Invalid.value("limit", limit, "use a number from 1 to " + MOST_AT_ONCE + ".");
        }
        String place = stage == null && alias == null ? null : GateRoutes.place(stage, alias);
        List<ServingView> oneMore = serving.find(new ServingQueries.Wanted(place, model, after(pageToken), limit + 1));
        List<ServingView> shown = oneMore.size() > limit ? oneMore.subList(0, limit) : oneMore;
        Optional<PointInTime> point = TimeTravel.point().or(history::newest);
        return new Served(
                point.map(PointInTime::time).orElse(null),
                point.map(PointInTime::eventId).orElse(null),
                shown.stream().map(ServingMessages.Serving::of).toList(),
                oneMore.size() > limit ? next(shown.getLast()) : null);
    }

    private static ServingQueries.@Nullable Last after(@Nullable String pageToken) {
        if (pageToken == null) {
            return null;
        }
        Place place = PageToken.read(pageToken, Place.class);
        return new ServingQueries.Last(place.model(), place.place(), place.version());
    }

    private static String next(ServingView last) {
        return PageToken.of(new Place(last.model(), last.place(), last.version()));
    }
}
