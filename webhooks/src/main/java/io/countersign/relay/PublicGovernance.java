package io.countersign.relay;

import io.countersign.governance.GovernanceEvent;
import io.countersign.identity.SubjectId;
import io.countersign.modelversion.CommentId;
import io.countersign.policy.Change;
import io.countersign.policy.PolicyRevision;
import io.countersign.registeredmodel.RequestId;
import io.countersign.thread.ThreadEvent;
import java.util.List;
import java.util.Map;

/** What the world is told of requests for changes that are not of stages, and of the threads on requests. */
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
                        .and("policies", policies(e.policies()));
            case GovernanceEvent.ApprovalGiven e ->
                data.and("request_ids", ids(e.requests()))
                        .and("by_id", e.by().value())
                        .and("meaning", e.meaning())
                        .and("subject", e.subject());
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
            case GovernanceEvent.VetoLifted e ->
                data.and("request_ids", ids(e.requests()))
                        .and("veto_by_id", e.author().value())
                        .and("by_id", e.by().value());
        };
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
            case Change.Renaming of -> data.and("kind", "renaming").and("to", of.to());
            case Change.OfTag of -> data.and("kind", "tag").and("key", of.key()).and("value", of.value());
        };
    }

    private static List<String> ids(List<RequestId> requests) {
        return requests.stream().map(RequestId::value).toList();
    }
}
