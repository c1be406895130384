package io.countersign.trail;

import static io.countersign.trail.RegistrySettings.request;

import io.countersign.freeze.FreezeEvent;
import io.countersign.freeze.WithdrawalEvent;
import io.countersign.governance.EmergencyEvent;
import io.countersign.governance.FindingEvent;
import io.countersign.governance.GovernanceEvent;
import io.countersign.identity.SubjectId;
import io.countersign.modelversion.VersionId;
import io.countersign.policy.PolicyEvent;
import io.countersign.policy.PolicyRevision;
import io.countersign.registeredmodel.RequestId;
import io.countersign.thread.ThreadEvent;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What changes of requests, of what is said about them, and of policies. */
final class GovernanceSettings {

    private static final String STATE = "state";
    private static final String OPEN = "open";

    private GovernanceSettings() {}

    static Stream<Setting> of(GovernanceEvent event) {
        return switch (event) {
            case GovernanceEvent.ChangeRequested e -> Stream.of(request(e.request(), null, OPEN));
            case GovernanceEvent.ChangeRequestCancelled e -> Stream.of(request(e.request(), OPEN, "cancelled"));
            case GovernanceEvent.RequestSuperseded e -> Stream.of(request(e.request(), OPEN, "superseded"));
            case GovernanceEvent.RequestReopened e -> Stream.of(request(e.request(), null, OPEN));
            case GovernanceEvent.ChangeRejected e -> requests(e.requests(), "rejected");
            case GovernanceEvent.ChangeApproved e -> requests(e.requests(), "approved");
            case GovernanceEvent.RequestsExpired e -> requests(e.requests(), "expired");
            case GovernanceEvent.ApprovalGiven e ->
                Stream.concat(
                        voices(e.requests(), "approval", e.by(), given(e.meaning())),
                        e.findings().stream().map(finding -> Setting.once("finding/" + finding.id(), STATE, OPEN)));
            case GovernanceEvent.ApprovalWithdrawn e -> voices(e.requests(), "approval", e.by(), "withdrawn");
            case GovernanceEvent.ApprovalWentStale e -> voices(e.requests(), "approval", e.by(), "stale");
            case GovernanceEvent.Vetoed e -> voices(e.requests(), "veto", e.by(), "stands");
            case GovernanceEvent.VetoLifted e -> voices(e.requests(), "veto", e.author(), "lifted");
            case FindingEvent.FindingResolved e ->
                Stream.of(Setting.from("finding/" + e.finding(), STATE, OPEN, "resolved"));
            case FindingEvent.ApprovalRevoked e ->
                Stream.concat(
                        Stream.of(Setting.from("finding/" + e.finding(), STATE, OPEN, "overdue")),
                        voices(e.requests(), "approval", e.approver(), "revoked"));
            case EmergencyEvent.BreakGlassProposed e ->
                voices(e.requests(), "break_glass", e.by(), "until " + e.until());
            case EmergencyEvent.BypassReviewed e ->
                Stream.of(Setting.from("request/" + e.request(), "review", OPEN, "concluded"));
        };
    }

    private static String given(@Nullable String meaning) {
        return meaning == null ? "given" : "given: " + meaning;
    }

    static Stream<Setting> of(FreezeEvent event) {
        String frozen = "frozen." + event.withdrawal();
        Stream<String> versions =
                event.versions().stream().map(number -> new VersionId(event.model(), number).stream());
        return switch (event) {
            case FreezeEvent.VersionsFrozen e -> versions.map(version -> Setting.to(version, frozen, "frozen"));
            case FreezeEvent.VersionsThawed e -> versions.map(version -> Setting.without(version, frozen));
        };
    }

    static Stream<Setting> of(WithdrawalEvent event) {
        String withdrawal = "withdrawal/" + event.withdrawal();
        return switch (event) {
            case WithdrawalEvent.Declared e ->
                Stream.of(
                        Setting.once(withdrawal, STATE, "stands"),
                        Setting.once(withdrawal, "thing", e.thing().key()),
                        Setting.once(withdrawal, "reason", e.reason()));
            case WithdrawalEvent.Lifted e ->
                Stream.of(
                        Setting.from(withdrawal, STATE, "stands", "lifted"),
                        Setting.once(withdrawal, "answer", e.reason()));
        };
    }

    static Stream<Setting> of(ThreadEvent event) {
        String thread = "thread/" + event.thread();
        return switch (event) {
            case ThreadEvent.Started e ->
                Stream.of(Setting.to(thread, STATE, OPEN), Setting.to(thread, "comment." + e.comment(), e.text()));
            case ThreadEvent.Replied e -> Stream.of(Setting.to(thread, "comment." + e.comment(), e.text()));
            case ThreadEvent.CommentEdited e -> Stream.of(Setting.to(thread, "comment." + e.comment(), e.text()));
            case ThreadEvent.CommentDeleted e -> Stream.of(Setting.without(thread, "comment." + e.comment()));
            case ThreadEvent.Resolved e -> Stream.of(Setting.to(thread, STATE, "resolved"));
            case ThreadEvent.Reopened e -> Stream.of(Setting.to(thread, STATE, OPEN));
        };
    }

    static Stream<Setting> of(PolicyEvent event) {
        String proposal = "proposal/" + event.proposal();
        return switch (event) {
            case PolicyEvent.Proposed e ->
                Stream.of(
                        Setting.once(proposal, STATE, OPEN),
                        Setting.to(policy(e.revision()), "proposed_document", e.source()));
            case PolicyEvent.RetirementProposed e -> Stream.of(Setting.once(proposal, STATE, OPEN));
            case PolicyEvent.ProposalWithdrawn e -> Stream.of(Setting.from(proposal, STATE, OPEN, "withdrawn"));
            case PolicyEvent.ProposalRejected e -> Stream.of(Setting.from(proposal, STATE, OPEN, "rejected"));
            case PolicyEvent.Published e ->
                Stream.of(
                        Setting.from(proposal, STATE, OPEN, "agreed"),
                        Setting.to(
                                policy(e.revision()),
                                "revision_in_force",
                                e.revision().revision()));
            case PolicyEvent.Retired e ->
                Stream.of(
                        Setting.from(proposal, STATE, OPEN, "agreed"),
                        Setting.without(policy(e.revision()), "revision_in_force"));
        };
    }

    private static String policy(PolicyRevision revision) {
        return "policy/" + revision.name();
    }

    private static Stream<Setting> requests(List<RequestId> requests, String after) {
        return requests.stream().map(request -> request(request, OPEN, after));
    }

    private static Stream<Setting> voices(List<RequestId> requests, String kind, SubjectId by, String after) {
        return requests.stream().map(request -> Setting.to("request/" + request, kind + "." + by, after));
    }
}
