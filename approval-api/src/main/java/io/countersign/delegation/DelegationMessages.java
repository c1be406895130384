package io.countersign.delegation;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.countersign.wire.Required;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The messages of the routes on delegations. */
final class DelegationMessages {

    private DelegationMessages() {}

    /**
     * @param to a user's name
     * @param from from when on; from now on when left out
     */
    record Give(
            @Required String to,
            @Nullable String from,
            @Required String until,
            @Nullable String comment) {}

    record Revoke(@Nullable String comment) {}

    /** @param state {@code planned}, {@code in-force}, {@code over} or {@code revoked} */
    record One(
            String delegationId,
            String by,
            String to,
            Instant from,
            Instant until,
            String state,
            Instant givenAt,
            @Nullable String comment,
            @Nullable String revokedBy,
            @Nullable Instant revokedAt,
            @Nullable String answer) {

        static One of(DelegationView view, Instant now) {
            return new One(
                    view.delegationId(),
                    view.givenBy(),
                    view.givenTo(),
                    Instant.ofEpochMilli(view.startsAt()),
                    Instant.ofEpochMilli(view.endsAt()),
                    state(view, now.toEpochMilli()),
                    Instant.ofEpochMilli(view.givenAt()),
                    view.comment(),
                    view.revokedBy(),
                    view.revokedAt() == null ? null : Instant.ofEpochMilli(view.revokedAt()),
                    view.answer());
        }

        private static String state(DelegationView view, long now) {
            if (view.revokedAt() != null) {
                return "revoked";
            }
            if (view.endsAt() <= now) {
                return "over";
            }
            return view.startsAt() <= now ? "in-force" : "planned";
        }
    }

    record Page(
            @JsonInclude(JsonInclude.Include.ALWAYS) List<One> delegations,
            @Nullable String nextPageToken) {}
}
