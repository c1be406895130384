package io.countersign.governance;

import io.countersign.identity.SubjectId;
import io.countersign.policy.Change;
import io.countersign.privacy.SealedText;
import io.countersign.registeredmodel.ModelId;
import io.countersign.registeredmodel.RequestId;
import java.time.Instant;
import java.util.List;

/**
 * What people do about a change that cannot wait until the policies let it pass. That it was made so is in the event that
 * makes it.
 */
public sealed interface EmergencyEvent extends GovernanceEvent {

    /**
     * One of the two who it takes wants the glass broken.
     *
     * @param until when what they do needs a regular approval
     */
    record BreakGlassProposed(
            ModelId model, List<RequestId> requests, Change change, SubjectId by, Instant until, SealedText reason)
            implements EmergencyEvent {
        public BreakGlassProposed {
            requests = List.copyOf(requests);
        }
    }

    /**
     * Somebody who had no part in it has looked at why the glass was broken, which ends the review.
     *
     * @param request by which it is known
     * @param conclusion what they make of it
     */
    record BypassReviewed(ModelId model, RequestId request, Change change, SubjectId by, SealedText conclusion)
            implements EmergencyEvent {}
}
