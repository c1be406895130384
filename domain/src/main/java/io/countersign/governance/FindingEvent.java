package io.countersign.governance;

import io.countersign.identity.SubjectId;
import io.countersign.policy.Change;
import io.countersign.privacy.SealedText;
import io.countersign.registeredmodel.ModelId;
import io.countersign.registeredmodel.RequestId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What becomes of approvals that were given on condition. */
public sealed interface FindingEvent extends GovernanceEvent {

    /** What was found is mended, say those who found it, or an administrator. */
    record FindingResolved(
            ModelId model,
            FindingId finding,
            Change change,
            SubjectId by,
            @Nullable SealedText comment) implements FindingEvent {}

    /**
     * An approval counts no more, for what it waited for was not mended in time.
     *
     * @param approver whose approval
     * @param made whether the change was made already, on the strength of that approval too
     */
    record ApprovalRevoked(
            ModelId model, List<RequestId> requests, Change change, SubjectId approver, FindingId finding, boolean made)
            implements FindingEvent {
        public ApprovalRevoked {
            requests = List.copyOf(requests);
        }
    }
}
