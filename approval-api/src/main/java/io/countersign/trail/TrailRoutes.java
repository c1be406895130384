package io.countersign.trail;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.countersign.access.Operation;
import io.countersign.access.Requires;
import io.countersign.api.GovernanceRoutes;
import io.countersign.rejection.Invalid;
import io.countersign.signin.People;
import io.countersign.wire.Wire;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;

/** Every event of every kind, with what it changed. */
@GovernanceRoutes
@Requires(Operation.SEARCH_AUDIT)
final class TrailRoutes {

    private static final int COMMON = 100;
    private static final int MOST_AT_ONCE = 1_000;

    private final Trail trail;
    private final People people;
    private final EntryMessages messages;

    TrailRoutes(Trail trail, People people, EntryMessages messages) {
        this.trail = trail;
        this.people = people;
        this.messages = messages;
    }

    /**
     * Which page.
     *
     * @param order {@code newest}, as when it is left out, or {@code oldest} first
     * @param after the {@code next} of the page before
     * @param limit 100 when left out
     */
    record Wanted(
            @Nullable String order,
            @Nullable String after,
            @Nullable Integer limit) {

        boolean newestFirst() {
            return switch (order == null ? "newest" : order) {
                case "newest" -> true;
                case "oldest" -> false;
                default -> throw Invalid.value("order", order, "use newest or oldest.");
            };
        }

        int most() {
            int most = limit == null ? COMMON : limit;
            if (most < 1 || most > MOST_AT_ONCE) {
                throw Invalid.value("limit", most, "use a number from 1 to " + MOST_AT_ONCE + ".");
            }
            return most;
        }
    }

    /** @param next where to go on; null behind the oldest, while whoever reads forward can always ask for what comes */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Entries(List<EntryMessage> entries, @Nullable String next) {}

    @GetMapping("/audit")
    Entries search(@Wire Question question, @Wire Wanted wanted) {
        TrailFilter filter = question.filter(people);
        Place after = wanted.after() == null ? null : Place.read(wanted.after());
        int limit = wanted.most();
        return wanted.newestFirst() ? newest(filter, after, limit) : oldest(filter, after, limit);
    }

    private Entries newest(TrailFilter filter, @Nullable Place before, int limit) {
        Trail.Page page = trail.newest(filter, before == null ? Long.MAX_VALUE : before.position(), limit);
        return new Entries(
                messages.of(page.entries()),
                page.more() ? new Place(page.entries().getLast().position()).toString() : null);
    }

    private Entries oldest(TrailFilter filter, @Nullable Place after, int limit) {
        long end = trail.upToNow();
        if (after != null && after.position() > end) {
            throw Invalid.value("after", after.toString(), "the log does not reach that far.");
        }
        Trail.Page page = trail.oldest(filter, after == null ? 0 : after.position(), end, limit);
        long next = page.more() ? page.entries().getLast().position() : page.reached();
        return new Entries(messages.of(page.entries()), new Place(next).toString());
    }
}
