package io.countersign.privacy;

import io.countersign.Attributed;
import io.countersign.Command;
import io.countersign.identity.Actor;
import io.countersign.identity.SubjectId;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import org.jspecify.annotations.Nullable;

/** What can be asked of the erasure of a person; each has a stream of its own. */
public sealed interface ErasureCommand extends Command, Attributed {

    ErasureId erasure();

    SubjectId person();

    @Override
    default String stream() {
        return "erasure/" + person();
    }

    @Override
    default Rejection notFound() {
        return Rejection.of(Reason.ERASURE_NOT_FOUND, "There is no open erasure %s.", erasure());
    }

    record Propose(
            ErasureId erasure,
            SubjectId person,
            Actor actor,
            @Nullable SealedText reason) implements ErasureCommand {}

    record Decline(
            ErasureId erasure,
            SubjectId person,
            Actor actor,
            @Nullable SealedText reason) implements ErasureCommand {}

    /** By another than who proposed it. */
    record CarryOut(ErasureId erasure, SubjectId person, Actor actor) implements ErasureCommand {}
}
