package io.countersign.registeredmodel;

import io.countersign.governance.ReviewFinding;
import io.countersign.identity.Authentication;
import io.countersign.policy.Policy;
import io.countersign.policy.SigningRule;
import io.countersign.privacy.SealedText;
import io.countersign.rejection.Invalid;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How somebody signs an approval.
 *
 * @param meaning null when none is stated
 * @param reason null when none is given
 * @param authentication when and how they last showed who they are; null when they did no more than sign in
 * @param findings on condition of which they approve
 */
record Signature(
        @Nullable String meaning,
        @Nullable SealedText reason,
        @Nullable Authentication authentication,
        List<ReviewFinding> findings) {

    /** One that says no more than that they approve. */
    static Signature of(@Nullable SealedText reason) {
        return new Signature(null, reason, null, List.of());
    }

    void requireFindingsInTime(Instant now) {
        findings.stream()
                .filter(finding -> !finding.due().isAfter(now))
                .findFirst()
                .ifPresent(finding -> {
                    throw Invalid.value("findings.due", finding.due(), "use a time to come.");
                });
    }

    /**
     * @param covering the policies that have a say
     * @param now when the approval is given
     */
    void requireBy(List<Policy> covering, Instant now) {
        covering.stream()
                .map(policy -> policy.document().signing())
                .filter(Objects::nonNull)
                .forEach(rule -> requireBy(rule, now));
    }

    void requireBy(SigningRule rule, Instant now) {
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
        Duration within = rule.authenticatedWithin();
        if (within != null) {
            requireFresh(within, rule.contexts(), now);
        }
    }

    private void requireFresh(Duration within, Set<String> contexts, Instant now) {
        if (authentication == null) {
            throw Rejection.of(
                    Reason.SIGNATURE_INCOMPLETE,
                    "An approval of this is signed with your password: give it anew with the approval.");
        }
        boolean fresh = !authentication.at().isBefore(now.minus(within));
        boolean enough =
                contexts.isEmpty() || authentication.context() != null && contexts.contains(authentication.context());
        if (!fresh || !enough) {
            throw Rejection.challenging(
                    Reason.AUTHENTICATION_INSUFFICIENT,
                    challenge(within, contexts),
                    "An approval of this takes a sign-in within the last %d s%s: sign in again, then approve."
                            .formatted(
                                    within.toSeconds(),
                                    contexts.isEmpty() ? "" : " of the level " + String.join(" or ", contexts)));
        }
    }

    /** As RFC 9470, section 3, has it. */
    private static Map<String, String> challenge(Duration within, Set<String> contexts) {
        Map<String, String> challenge = new HashMap<>();
        challenge.put("max_age", String.valueOf(within.toSeconds()));
        if (!contexts.isEmpty()) {
            challenge.put("acr_values", String.join(" ", contexts));
        }
        return challenge;
    }
}
