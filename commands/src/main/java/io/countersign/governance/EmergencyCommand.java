package io.countersign.governance;

import io.countersign.identity.Actor;
import io.countersign.policy.Change;
import io.countersign.policy.DecisionFacts;
import io.countersign.privacy.SealedText;
import io.countersign.registeredmodel.ModelId;
import io.countersign.registeredmodel.RequestId;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is done about a change that cannot wait until the policies let it pass. */
public sealed interface EmergencyCommand extends GovernedCommand {

    @Override
    default String stream() {
        return model().stream();
    }

    @Override
    default Rejection notFound() {
        return Rejection.of(Reason.MODEL_NOT_FOUND, "Registered Model with id=%s not found", model());
    }

    /**
     * The first of two proposes it, the second makes the change.
     *
     * @param until when what they do needs a regular approval; null leaves it to the policies, or to the first of the two
     * @param reason why it cannot wait
     */
    record BreakGlass(
            ModelId model,
            Change change,
            boolean archiveExisting,
            @Nullable Instant until,
            Actor actor,
            SealedText reason,
            DecisionFacts facts)
            implements EmergencyCommand {}

    /**
     * Ends the review that a broken glass leaves open.
     *
     * @param request by which it is known
     */
    record ReviewBypass(ModelId model, RequestId request, Actor actor, SealedText conclusion, DecisionFacts facts)
            implements EmergencyCommand {}
}
