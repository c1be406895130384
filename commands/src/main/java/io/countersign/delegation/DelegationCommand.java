package io.countersign.delegation;

import io.countersign.Attributed;
import io.countersign.Command;
import io.countersign.identity.Actor;
import io.countersign.identity.SubjectId;
import io.countersign.privacy.SealedText;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What people can do about their word on changes. */
public sealed interface DelegationCommand extends Command, Attributed {

    /** The name of the one stream that holds them all. */
    String STREAM = "delegations";

    DelegationId delegation();

    @Override
    default String stream() {
        return STREAM;
    }

    @Override
    default Rejection notFound() {
        return Rejection.of(Reason.DELEGATION_NOT_FOUND, "There is no delegation %s that is not over.", delegation());
    }

    /**
     * Hands the actor's word to somebody.
     *
     * @param from from when on; what lies in the past means now
     * @param until the first moment at which it holds no more
     * @param at now, as the edge's clock says; and so with the other
     */
    record Give(
            DelegationId delegation,
            SubjectId to,
            Instant from,
            Instant until,
            Instant at,
            Actor actor,
            @Nullable SealedText comment)
            implements DelegationCommand {}

    /** The actor must have given it, or be an admin. */
    record Revoke(
            DelegationId delegation,
            Instant at,
            Actor actor,
            @Nullable SealedText comment) implements DelegationCommand {}
}
