package io.countersign.gate;

import io.countersign.policy.PolicyRevision;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A version that serves somewhere, with what its being there rests on. Times are milliseconds since the epoch.
 *
 * @param place {@code stage/Production} or {@code alias/champion}, for example
 * @param digest of its files; null unless the server has read them all
 * @param eventId of the decision that put it there, or approved it anew
 * @param policies that had a say
 * @param until when it needs a regular approval; null unless two people broke the glass
 * @param revokedBy the event by which an approval of it was revoked; null when none was
 * @param createdAt when the version was made, where that was
 * @param recordedAt when it was known here
 */
public record ServingView(
        String modelId,
        String model,
        String place,
        int version,
        @Nullable String digest,
        String eventId,
        long decidedAt,
        String decidedById,
        String decidedBy,
        List<String> requests,
        List<PolicyRevision> policies,
        @Nullable Long until,
        @Nullable String revokedBy,
        long createdAt,
        long recordedAt,
        List<Approval> approvals,
        List<Document> evidence,
        List<Check> checks) {

    public ServingView {
        requests = List.copyOf(requests);
        policies = List.copyOf(policies);
        approvals = List.copyOf(approvals);
        evidence = List.copyOf(evidence);
        checks = List.copyOf(checks);
    }

    /** Who said yes to it, and has not taken that back. */
    public record Approval(
            String eventId,
            String byId,
            String by,
            long at,
            @Nullable String meaning,
            @Nullable String comment) {}

    /** A document that stands for the version. */
    public record Document(String slot, String name, String sha256, String byId, String by, long at) {}

    /** How a job's check of the version stands. */
    public record Check(String check, String state, String byId, String by, long at) {}
}
