package io.countersign.registeredmodel;

import io.countersign.governance.ReviewFinding;
import io.countersign.policy.Policy;
import io.countersign.policy.SigningRule;
import io.countersign.privacy.SealedText;
import io.countersign.rejection.Invalid;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How somebody signs an approval.
 *
 * @param meaning null when none is stated
 * @param reason null when none is given
 * @param reauthenticated whether they have just shown anew who they are
 * @param findings on condition of which they approve
 */
record Signature(
        @Nullable String meaning, @Nullable SealedText reason, boolean reauthenticated, List<ReviewFinding> findings) {

    /** One that says no more than that they approve. */
    static Signature of(@Nullable SealedText reason) {
        return new Signature(null, reason, false, List.of());
    }

    void requireFindingsInTime(Instant now) {
        findings.stream()
                .filter(finding -> !finding.due().isAfter(now))
                .findFirst()
                .ifPresent(finding -> {
                    throw Invalid.value("findings.due", finding.due(), "use a time to come.");
                });
    }

    /** @param covering the policies that have a say */
    void requireBy(List<Policy> covering) {
        covering.stream()
                .map(policy -> policy.document().signing())
                .filter(Objects::nonNull)
                .forEach(this::requireBy);
    }

    private void requireBy(SigningRule rule) {
        if (!rule.meanings().isEmpty() && (meaning == null || !rule.meanings().contains(meaning))) {
            throw Rejection.of(
                    Reason.SIGNATURE_INCOMPLETE,
                    "An approval of this states its meaning, one of: %s. Yours says %s.",
                    String.join(", ", rule.meanings()),
                    meaning == null ? "none" : meaning);
        }
        if (rule.reasonRequired() && reason == null) {
            throw Rejection.of(Reason.SIGNATURE_INCOMPLETE, "An approval of this says why: give a comment.");
        }
        if (rule.reauthenticationRequired() && !reauthenticated) {
            throw Rejection.of(
                    Reason.SIGNATURE_INCOMPLETE,
                    "An approval of this is signed with your password: give it anew with the approval.");
        }
    }
}
