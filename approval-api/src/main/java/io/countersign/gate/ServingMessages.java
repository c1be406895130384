package io.countersign.gate;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@link ServingRoutes} tell. */
final class ServingMessages {

    private ServingMessages() {}

    /**
     * @param digest SHA-256 over all files; null unless the server has read them all
     * @param since when it was decided on
     * @param event of that decision, which has a receipt
     * @param glassBrokenUntil null unless two people let it pass against the rules
     * @param approvalRevokedBy the event by which an approval was revoked later; null when none was
     * @param versionCreatedAt when the version was made; of an imported one, as the server tells that it came from
     * @param versionRecordedAt when it was known here
     * @param versionLate whether it was known here only after it had been made
     */
    record Serving(
            String model,
            String modelId,
            String place,
            String version,
            @Nullable String digest,
            Instant since,
            String decidedBy,
            String decidedById,
            String event,
            List<String> requests,
            List<Revision> policies,
            List<Approval> approvals,
            List<Document> evidence,
            List<Check> checks,
            @Nullable Instant glassBrokenUntil,
            @Nullable String approvalRevokedBy,
            Instant versionCreatedAt,
            Instant versionRecordedAt,
            boolean versionLate) {

        static Serving of(ServingView view) {
            return new Serving(
                    view.model(),
                    view.modelId(),
                    view.place(),
                    Integer.toString(view.version()),
                    view.digest(),
                    Instant.ofEpochMilli(view.decidedAt()),
                    view.decidedBy(),
                    view.decidedById(),
                    view.eventId(),
                    view.requests(),
                    view.policies().stream()
                            .map(policy -> new Revision(policy.name(), policy.revision()))
                            .toList(),
                    view.approvals().stream().map(Approval::of).toList(),
                    view.evidence().stream()
                            .map(document -> Document.of(document, view.decidedAt()))
                            .toList(),
                    view.checks().stream()
                            .map(check -> Check.of(check, view.decidedAt()))
                            .toList(),
                    view.until() == null ? null : Instant.ofEpochMilli(view.until()),
                    view.revokedBy(),
                    Instant.ofEpochMilli(view.createdAt()),
                    Instant.ofEpochMilli(view.recordedAt()),
                    view.recordedAt() > view.createdAt());
        }
    }

    record Revision(String policy, int revision) {}

    /** @param event has a receipt */
    record Approval(
            String event,
            String by,
            String byId,
            Instant at,
            @Nullable String meaning,
            @Nullable String comment) {

        static Approval of(ServingView.Approval view) {
            return new Approval(
                    view.eventId(),
                    view.by(),
                    view.byId(),
                    Instant.ofEpochMilli(view.at()),
                    view.meaning(),
                    view.comment());
        }
    }

    /** @param late whether it came after the decision, which can not have rested on it */
    record Document(String slot, String name, String sha256, String by, String byId, Instant at, boolean late) {

        static Document of(ServingView.Document view, long decidedAt) {
            return new Document(
                    view.slot(),
                    view.name(),
                    view.sha256(),
                    view.by(),
                    view.byId(),
                    Instant.ofEpochMilli(view.at()),
                    view.at() > decidedAt);
        }
    }

    /** @param late whether it was reported after the decision, which can not have rested on it */
    record Check(String check, String state, String by, String byId, Instant at, boolean late) {

        static Check of(ServingView.Check view, long decidedAt) {
            return new Check(
                    view.check(),
                    view.state().toLowerCase(java.util.Locale.ROOT),
                    view.by(),
                    view.byId(),
                    Instant.ofEpochMilli(view.at()),
                    view.at() > decidedAt);
        }
    }
}
