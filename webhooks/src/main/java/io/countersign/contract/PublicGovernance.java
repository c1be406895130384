package io.countersign.contract;

import io.countersign.freeze.FreezeEvent;
import io.countersign.freeze.WithdrawalEvent;
import io.countersign.gate.GateEvent;
import io.countersign.governance.EmergencyEvent;
import io.countersign.governance.FindingEvent;
import io.countersign.governance.GovernanceEvent;
import io.countersign.governance.ReviewFinding;
import io.countersign.identity.SubjectId;
import io.countersign.lineage.LineageNode;
import io.countersign.modelversion.CommentId;
import io.countersign.policy.Change;
import io.countersign.policy.Decided;
import io.countersign.policy.PolicyRevision;
import io.countersign.registeredmodel.RequestId;
import io.countersign.thread.ThreadEvent;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the world is told of requests for changes that are not of stages, of threads on requests, and of the gate. */
final class PublicGovernance {

    private PublicGovernance() {}

    static Data of(GovernanceEvent event) {
        Data data = change(Data.with("model_id", event.model().value()), event.change());
        return switch (event) {
            case GovernanceEvent.ChangeRequested e ->
                data.and("request_id", e.request().value())
                        .and("by_id", e.requester().value())
                        .and("policies", policies(e.policies()));
            case GovernanceEvent.ChangeRequestCancelled e ->
                data.and("request_id", e.request().value()).and("by_id", e.by().value());
            case GovernanceEvent.ChangeRejected e ->
                data.and("request_ids", ids(e.requests())).and("by_id", e.by().value());
            case GovernanceEvent.ChangeApproved e ->
                data.and("request_ids", ids(e.requests()))
                        .and("by_id", e.by().value())
                        .and("policies", policies(e.policies()))
                        .and("glass_broken_until", until(e.decided()));
            case GovernanceEvent.ApprovalGiven e ->
                data.and("request_ids", ids(e.requests()))
                        .and("by_id", e.by().value())
                        .and("meaning", e.meaning())
                        .and("subject", e.subject())
                        .and("findings", findings(e.findings()));
            case GovernanceEvent.ApprovalWithdrawn e ->
                data.and("request_ids", ids(e.requests())).and("by_id", e.by().value());
            case GovernanceEvent.ApprovalWentStale e ->
                data.and("request_ids", ids(e.requests()))
                        .and("approval_by_id", e.by().value())
                        .and("changed", e.changed());
            case GovernanceEvent.RequestsExpired e ->
                data.and("request_ids", ids(e.requests())).and("policies", policies(List.of(e.policy())));
            case GovernanceEvent.Vetoed e ->
                data.and("request_ids", ids(e.requests())).and("by_id", e.by().value());
            case GovernanceEvent.RequestSuperseded e ->
                data.and("request_id", e.request().value())
                        .and("successor_id", e.successor().value())
                        .and("by_id", e.by().value());
            case GovernanceEvent.RequestReopened e ->
                data.and("request_id", e.request().value())
                        .and("predecessor_id", e.predecessor().value())
                        .and("by_id", e.by().value());
            case FindingEvent.FindingResolved e ->
                data.and("finding_id", e.finding().value()).and("by_id", e.by().value());
            case FindingEvent.ApprovalRevoked e ->
                data.and("request_ids", ids(e.requests()))
                        .and("approval_by_id", e.approver().value())
                        .and("finding_id", e.finding().value())
                        .and("made", e.made());
            case EmergencyEvent.BreakGlassProposed e ->
                data.and("request_ids", ids(e.requests()))
                        .and("by_id", e.by().value())
                        .and("until", e.until().toString());
            case EmergencyEvent.BypassReviewed e ->
                data.and("request_id", e.request().value()).and("by_id", e.by().value());
            case GovernanceEvent.VetoLifted e ->
                data.and("request_ids", ids(e.requests()))
                        .and("veto_by_id", e.author().value())
                        .and("by_id", e.by().value());
        };
    }

    static Data of(GateEvent event) {
        return switch (event) {
            case GateEvent.AnswerChanged e ->
                Data.with("model_id", e.model().value())
                        .and("version", e.version())
                        .and("place", e.place())
                        .and("before", e.before() == null ? null : e.before().label())
                        .and("now", e.now().label())
                        .and("reasons", e.reasons())
                        .and("event_ids", e.restsOn());
            case GateEvent.DeploymentAnswered e ->
                Data.with("model_id", e.model().value())
                        .and("deployment", e.deployment())
                        .and("version", e.version())
                        .and("place", e.place())
                        .and("verdict", e.answer().label())
                        .and("reasons", e.reasons())
                        .and("left_versions", e.left());
        };
    }

    static Data of(FreezeEvent event) {
        Data data = Data.with("model_id", event.model().value())
                .and("freeze_id", event.withdrawal().value())
                .and("versions", event.versions());
        return switch (event) {
            case FreezeEvent.VersionsFrozen e -> data;
            case FreezeEvent.VersionsThawed e -> data;
        };
    }

    static Data of(WithdrawalEvent event) {
        Data data = Data.with("freeze_id", event.withdrawal().value());
        return switch (event) {
            case WithdrawalEvent.Declared e -> withdrawn(data, e.thing()).and("by_id", e.by().value());
            case WithdrawalEvent.Lifted e -> withdrawn(data, e.thing()).and("by_id", e.by().value());
        };
    }

    private static Data withdrawn(Data data, LineageNode thing) {
        return data.and("thing_kind", thing.kind().label()).and("thing_id", thing.id());
    }

    /** What is said in threads stays with those who may read it here. */
    static Data of(ThreadEvent event) {
        Data data = Data.with("model_id", event.discussion().model().value())
                .and("version", event.discussion().version())
                .and("request_id", event.discussion().request().value())
                .and("thread_id", event.thread().value())
                .and("by_id", event.by().value());
        return switch (event) {
            case ThreadEvent.Started e -> comment(data, e.comment()).and("mentioned_ids", people(e.mentions()));
            case ThreadEvent.Replied e -> comment(data, e.comment()).and("mentioned_ids", people(e.mentions()));
            case ThreadEvent.CommentEdited e -> comment(data, e.comment()).and("mentioned_ids", people(e.mentions()));
            case ThreadEvent.CommentDeleted e -> comment(data, e.comment());
            case ThreadEvent.Resolved e -> data;
            case ThreadEvent.Reopened e -> data;
        };
    }

    private static Data comment(Data data, CommentId comment) {
        return data.and("comment_id", comment.value());
    }

    private static List<String> people(List<SubjectId> people) {
        return people.stream().map(SubjectId::value).toList();
    }

    static List<Map<String, Object>> policies(List<PolicyRevision> policies) {
        return policies.stream()
                .map(policy -> Data.with("policy", policy.name())
                        .and("revision", policy.revision())
                        .members())
                .toList();
    }

    private static Data change(Data data, Change change) {
        data.and("version", change.candidate());
        return switch (change) {
            case Change.ToStage of ->
                data.and("kind", "stage")
                        .and("from_stage", of.from().label())
                        .and("to_stage", of.to().label());
            case Change.OfAlias of ->
                data.and("kind", "alias").and("alias", of.alias()).and("previous_version", of.previous());
            case Change.DeletionOfVersion of ->
                data.and("kind", "version-deletion").and("stage", of.stage().label());
            case Change.DeletionOfModel of -> data.and("kind", "model-deletion");
            case Change.Revalidation of ->
                data.and("kind", "revalidation").and("stage", of.stage().label());
            case Change.RevalidationOfAlias of ->
                data.and("kind", "alias-revalidation").and("alias", of.alias());
            case Change.Renaming of -> data.and("kind", "renaming").and("to", of.to());
            case Change.OfTag of -> data.and("kind", "tag").and("key", of.key()).and("value", of.value());
        };
    }

    /** Until when two people let it pass; null where the rules did. */
    static @Nullable String until(@Nullable Decided decided) {
        return decided == null || decided.bypass() == null
                ? null
                : decided.bypass().until().toString();
    }

    private static List<Map<String, Object>> findings(List<ReviewFinding> findings) {
        return findings.stream()
                .map(finding -> Data.with("finding_id", finding.id().value())
                        .and("severity", finding.severity().label())
                        .and("owner_id", finding.owner().value())
                        .and("due", finding.due().toString())
                        .members())
                .toList();
    }

    private static List<String> ids(List<RequestId> requests) {
        return requests.stream().map(RequestId::value).toList();
    }
}
