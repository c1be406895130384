package io.countersign.accesslog;

import io.countersign.access.Operation;
import io.countersign.access.Requires;
import io.countersign.api.GovernanceRoutes;
import io.countersign.identity.SubjectId;
import io.countersign.rejection.Invalid;
import io.countersign.signin.People;
import io.countersign.wire.Wire;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;

/** Who signed in, who was turned away, and who read the records. */
@GovernanceRoutes
@Requires(Operation.READ_ACCESSES)
final class AccessLogRoutes {

    private static final int COMMON = 100;
    private static final int MOST_AT_ONCE = 1000;
    private static final Set<String> KINDS = Set.of("signed-in", "sign-in-refused", "audit-read");

    private final AccessQueries accesses;
    private final People people;

    AccessLogRoutes(AccessQueries accesses, People people) {
        this.accesses = accesses;
        this.people = people;
    }

    /**
     * Which entries are asked for; what is left out does not narrow them.
     *
     * @param actor a name, or a subject id
     * @param after the entry at which the page before ended
     * @param limit 100 when left out
     */
    record Wanted(
            @Nullable String actor,
            @Nullable String kind,
            @Nullable String after,
            @Nullable Integer limit) {}

    /** Newest first. */
    @GetMapping("/accesses")
    Page accesses(@Wire Wanted wanted) {
        int limit = wanted.limit() == null ? COMMON : wanted.limit();
        if (limit < 1 || limit > MOST_AT_ONCE) {
            throw Invalid.value("limit", limit, "use a number from 1 to " + MOST_AT_ONCE + ".");
        }
        AccessId after = wanted.after() == null ? null : new AccessId(wanted.after());
        return Page.of(accesses.page(filter(wanted), after, limit + 1), limit);
    }

    private AccessQueries.Filter filter(Wanted wanted) {
        String kind = wanted.kind();
        if (kind != null && !KINDS.contains(kind)) {
            throw Invalid.value("kind", kind, "use one of signed-in, sign-in-refused, audit-read.");
        }
        String actor = wanted.actor();
        return new AccessQueries.Filter(
                actor == null ? null : people.named(actor).orElse(new SubjectId(actor)), kind);
    }

    /** @param nextAfter where the next page goes on; null on the last one */
    record Page(List<Entry> accesses, @Nullable String nextAfter) {

        static Page of(List<AccessView> oneMore, int limit) {
            List<AccessView> shown = oneMore.size() > limit ? oneMore.subList(0, limit) : oneMore;
            return new Page(
                    shown.stream().map(Entry::of).toList(),
                    oneMore.size() > limit ? shown.getLast().id() : null);
        }
    }

    /**
     * @param actorId the opaque id under which the log knows the actor
     * @param method how they signed in, for example {@code token}
     * @param operation what they read, for example {@code read-events}
     * @param address of the client; absent once the person was erased
     */
    record Entry(
            String accessId,
            String kind,
            Instant time,
            String actor,
            String actorId,
            @Nullable String method,
            @Nullable String tokenId,
            @Nullable String operation,
            @Nullable String request,
            @Nullable String address) {

        static Entry of(AccessView view) {
            return new Entry(
                    view.id(),
                    view.kind(),
                    Instant.ofEpochMilli(view.at()),
                    view.actorName(),
                    view.actorId(),
                    view.method(),
                    view.tokenId(),
                    view.operation(),
                    view.request(),
                    view.address());
        }
    }
}
