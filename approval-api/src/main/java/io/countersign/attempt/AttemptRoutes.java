package io.countersign.attempt;

import io.countersign.access.Operation;
import io.countersign.access.Requires;
import io.countersign.api.GovernanceRoutes;
import io.countersign.catalog.ModelQueries;
import io.countersign.identity.SubjectId;
import io.countersign.registeredmodel.ModelId;
import io.countersign.rejection.Invalid;
import io.countersign.rejection.Reason;
import io.countersign.signin.People;
import io.countersign.wire.Wire;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;

/** Who tried what and was refused. */
@GovernanceRoutes
@Requires(Operation.READ_ATTEMPTS)
final class AttemptRoutes {

    private static final int COMMON = 100;
    private static final int MOST_AT_ONCE = 1000;

    private final AttemptQueries attempts;
    private final ModelQueries models;
    private final People people;

    AttemptRoutes(AttemptQueries attempts, ModelQueries models, People people) {
        this.attempts = attempts;
        this.models = models;
        this.people = people;
    }

    /**
     * Which attempts are asked for; what is left out does not narrow them.
     *
     * @param actor a name, or a subject id
     * @param model a name, or the id of one that is there no longer
     * @param after the attempt at which the page before ended
     * @param limit 100 when left out
     */
    record Wanted(
            @Nullable String actor,
            @Nullable String model,
            @Nullable String reason,
            @Nullable String after,
            @Nullable Integer limit) {}

    /** Newest first. */
    @GetMapping("/attempts")
    Page attempts(@Wire Wanted wanted) {
        int limit = wanted.limit() == null ? COMMON : wanted.limit();
        if (limit < 1 || limit > MOST_AT_ONCE) {
            throw Invalid.value("limit", limit, "use a number from 1 to " + MOST_AT_ONCE + ".");
        }
        AttemptId after = wanted.after() == null ? null : new AttemptId(wanted.after());
        return Page.of(attempts.page(filter(wanted), after, limit + 1), limit);
    }

    private AttemptQueries.Filter filter(Wanted wanted) {
        String actor = wanted.actor();
        String model = wanted.model();
        return new AttemptQueries.Filter(
                actor == null ? null : people.named(actor).orElse(new SubjectId(actor)),
                model == null ? null : models.idOf(model).orElse(new ModelId(model)),
                wanted.reason() == null ? null : known(wanted.reason()));
    }

    private static String known(String reason) {
        return Stream.of(Reason.values())
                .map(Reason::code)
                .filter(reason::equals)
                .findFirst()
                .orElseThrow(() -> Invalid.value(
                        "reason",
                        reason,
                        "there is no such reason; use the code of one, for example " + Reason.OWN_REQUEST.code()
                                + "."));
    }

    /** @param nextAfter where the next page goes on; null on the last one */
    record Page(List<OneAttempt> attempts, @Nullable String nextAfter) {

        static Page of(List<AttemptView> oneMore, int limit) {
            List<AttemptView> shown = oneMore.size() > limit ? oneMore.subList(0, limit) : oneMore;
            return new Page(
                    shown.stream().map(OneAttempt::of).toList(),
                    oneMore.size() > limit ? shown.getLast().id() : null);
        }
    }

    /**
     * @param actorId the opaque id under which the log knows the actor
     * @param operation what they tried, for example {@code decide-transition}
     * @param topic which change, for example {@code stage/3/Production}, or which other thing
     */
    record OneAttempt(
            String attemptId,
            Instant time,
            String actor,
            String actorId,
            String operation,
            @Nullable String model,
            @Nullable Integer version,
            @Nullable String topic,
            @Nullable String requestId,
            String reason) {

        static OneAttempt of(AttemptView view) {
            return new OneAttempt(
                    view.id(),
                    Instant.ofEpochMilli(view.at()),
                    view.actorName(),
                    view.actorId(),
                    view.operation(),
                    view.model(),
                    view.version(),
                    view.topic(),
                    view.requestId(),
                    view.reason());
        }
    }
}
