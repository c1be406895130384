package io.countersign.governance;

import io.countersign.Attributed;
import io.countersign.identity.Actor;
import io.countersign.privacy.SealedText;
import io.countersign.registeredmodel.ModelId;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is done about the findings of those who approved on condition. */
public sealed interface FindingCommand extends GovernanceCommand, Attributed {

    FindingId finding();

    @Override
    default String stream() {
        return model().stream();
    }

    @Override
    default Rejection notFound() {
        return Rejection.of(Reason.FINDING_NOT_FOUND, "There is no finding %s.", finding());
    }

    /** @param comment an administrator who resolves somebody else's has to say why */
    record Resolve(
            ModelId model,
            FindingId finding,
            Actor actor,
            @Nullable SealedText comment) implements FindingCommand {}

    /**
     * Revokes the approval that was given on condition of it, if it is due. Sent by the server itself.
     *
     * @param at now, as the edge's clock says
     */
    record Revoke(ModelId model, FindingId finding, Actor actor, Instant at) implements FindingCommand {}
}
