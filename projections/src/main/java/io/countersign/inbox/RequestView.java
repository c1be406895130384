package io.countersign.inbox;

import io.countersign.policy.Change;
import io.countersign.policy.PolicyFindings;
import io.countersign.policy.PolicyRevision;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request for a change. Times are milliseconds since the epoch.
 *
 * @param ballot which requests are decided together
 * @param change as it would be now
 * @param requestedBy the name of who opened it; the subject id once that person is gone
 * @param comment null when there is none, or its author was erased; and so with {@code answer}
 * @param policies that were in force when it was made
 * @param state {@code OPEN}, {@code APPROVED}, {@code REJECTED}, {@code CANCELLED}, {@code EXPIRED} or
 *     {@code SUPERSEDED}
 * @param closedBy null while it is open
 * @param evaluation what the policies said of it when it was approved; empty until then
 * @param successor the request that took its place; null when none did
 * @param predecessor the closed request that it asks for once more; null when there is none
 */
public record RequestView(
        String requestId,
        String ballot,
        String modelId,
        String model,
        Change change,
        String requesterId,
        String requestedBy,
        long requestedAt,
        @Nullable String comment,
        List<PolicyRevision> policies,
        String state,
        @Nullable String closedBy,
        @Nullable Long closedAt,
        @Nullable String answer,
        List<PolicyFindings> evaluation,
        @Nullable String successor,
        @Nullable String predecessor) {

    public boolean isOpen() {
        return state.equals("OPEN");
    }
}
