package io.countersign.trail;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What an event decides, which its type alone says. */
public enum Decision {
    REQUESTED(
            "registered-model.transition-requested",
            "registered-model.change-requested",
            "registered-model.request-reopened",
            "registered-model.break-glass-proposed",
            "policy.proposed",
            "policy.retirement-proposed",
            "erasure.proposed"),
    APPROVED(
            "registered-model.transition-approved",
            "registered-model.change-approved",
            "registered-model.approval-given",
            "policy.published",
            "policy.retired",
            "erasure.carried-out"),
    REJECTED(
            "registered-model.transition-rejected",
            "registered-model.change-rejected",
            "policy.proposal-rejected",
            "erasure.declined"),
    CANCELLED(
            "registered-model.transition-request-cancelled",
            "registered-model.change-request-cancelled",
            "registered-model.request-superseded",
            "policy.proposal-withdrawn"),
    VETOED("registered-model.vetoed"),
    VETO_LIFTED("registered-model.veto-lifted"),
    EXPIRED("registered-model.requests-expired"),
    /** By whoever gave the approval. */
    WITHDRAWN("registered-model.approval-withdrawn"),
    /** By the server, as something is not what was approved, or was not mended in time. */
    REVOKED("registered-model.approval-went-stale", "registered-model.approval-revoked"),
    /** A stage that was changed without a request. */
    CHANGED("registered-model.stage-changed"),
    FROZEN("withdrawal.declared", "registered-model.versions-frozen"),
    THAWED("withdrawal.lifted", "registered-model.versions-thawed"),
    REVIEWED("registered-model.bypass-reviewed", "registered-model.finding-resolved"),
    /** Somebody tried what they may not, or could not sign in. */
    DENIED("attempt.refused", "access.sign-in-refused");

    private final Set<String> types;

    Decision(String... types) {
        this.types = Set.of(types);
    }

    /** The events that decide so, by the names that the log has for them. */
    public Set<String> types() {
        return types;
    }

    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Of an event; empty when it decides nothing. */
    public static Optional<Decision> of(String type) {
        return Arrays.stream(values())
                .filter(decision -> decision.types.contains(type))
                .findFirst();
    }

    public static Optional<Decision> labelled(String label) {
        return Arrays.stream(values())
                .filter(decision -> decision.label().equals(label))
                .findFirst();
    }
}
