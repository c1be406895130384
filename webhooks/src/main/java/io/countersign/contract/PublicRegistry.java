package io.countersign.contract;

import io.countersign.identity.SubjectId;
import io.countersign.modelversion.ModelVersionEvent;
import io.countersign.policy.PolicyRevision;
import io.countersign.registeredmodel.RegisteredModelEvent;
import io.countersign.registeredmodel.RequestId;
import io.countersign.registeredmodel.Stage;
import java.util.List;
import java.util.Map;

/** What the world is told of registered models and their versions. */
final class PublicRegistry {

    private PublicRegistry() {}

    static Data of(RegisteredModelEvent event) {
        Data data = Data.with("model_id", event.model().value());
        return switch (event) {
            case RegisteredModelEvent.Created e ->
                data.and("name", e.name())
                        .and("description", e.description())
                        .and("tags", PublicTracking.tags(e.tags()));
            case RegisteredModelEvent.Renamed e -> data.and("from", e.from()).and("to", e.to());
            case RegisteredModelEvent.DescriptionChanged e -> data.and("description", e.description());
            case RegisteredModelEvent.TagSet e -> data.and("tags", PublicTracking.tags(List.of(e.tag())));
            case RegisteredModelEvent.TagDeleted e -> data.and("key", e.key());
            case RegisteredModelEvent.Deleted e -> data.and("name", e.name());
            case RegisteredModelEvent.VersionCreated e ->
                data.and("version", e.version())
                        .and("source", e.source())
                        .and("location", e.location())
                        .and("run_id", e.run() == null ? null : e.run().value())
                        .and("run_link", e.runLink())
                        .and("logged_model_id", e.loggedModelId())
                        .and("description", e.description())
                        .and("tags", PublicTracking.tags(e.tags()));
            case RegisteredModelEvent.VersionDeleted e ->
                data.and("version", e.version()).and("stage", e.stage().label()).and("aliases", e.aliases());
            case RegisteredModelEvent.TransitionRequested e ->
                change(data, e.version(), e.from(), e.to(), e.requester(), e.policies())
                        .and("request_id", e.request().value());
            case RegisteredModelEvent.TransitionRequestCancelled e ->
                change(data, e.version(), null, e.to(), e.by(), List.of())
                        .and("request_id", e.request().value());
            case RegisteredModelEvent.TransitionRejected e ->
                change(data, e.version(), null, e.to(), e.by(), e.policies()).and("request_ids", ids(e.requests()));
            case RegisteredModelEvent.TransitionApproved e ->
                change(data, e.version(), e.from(), e.to(), e.by(), e.policies())
                        .and("request_ids", ids(e.requests()))
                        .and("archived_versions", e.archived());
            case RegisteredModelEvent.StageChanged e ->
                change(data, e.version(), e.from(), e.to(), e.by(), e.policies())
                        .and("archived_versions", e.archived());
            case RegisteredModelEvent.AliasSet e ->
                data.and("alias", e.alias()).and("version", e.version()).and("previous_version", e.previous());
            case RegisteredModelEvent.AliasDeleted e ->
                data.and("alias", e.alias()).and("version", e.version());
            case RegisteredModelEvent.Imported e ->
                PublicTracking.imported(data, e.from())
                        .and("name", e.name())
                        .and("description", e.description())
                        .and("creation_time", e.createdAt())
                        .and("last_update_time", e.updatedAt())
                        .and("tags", PublicTracking.tags(e.tags()));
            case RegisteredModelEvent.VersionImported e -> imported(data, e);
        };
    }

    static Data of(ModelVersionEvent event) {
        Data data = Data.with("model_id", event.version().model().value())
                .and("version", event.version().number());
        return switch (event) {
            case ModelVersionEvent.DescriptionChanged e -> data.and("description", e.description());
            case ModelVersionEvent.TagSet e -> data.and("tags", PublicTracking.tags(List.of(e.tag())));
            case ModelVersionEvent.TagDeleted e -> data.and("key", e.key());
            case ModelVersionEvent.CommentAdded e ->
                data.and("comment_id", e.comment().value())
                        .and("author_id", e.author().value());
            case ModelVersionEvent.CommentEdited e ->
                data.and("comment_id", e.comment().value());
            case ModelVersionEvent.ArtifactsVerified e ->
                data.and("digest", e.digest()).and("files", e.files().size());
            case ModelVersionEvent.ArtifactsUnverified e -> data.and("reason", e.reason());
            case ModelVersionEvent.CommentDeleted e ->
                data.and("comment_id", e.comment().value());
            case ModelVersionEvent.CheckReported e ->
                data.and("check", e.check())
                        .and("external_id", e.externalId())
                        .and("state", e.state().name())
                        .and("link", e.link())
                        .and("digest", e.digest())
                        .and("reporter_id", e.reporter().value());
            case ModelVersionEvent.EvidenceGiven e ->
                document(data, e.slot(), e.sha256(), e.producer())
                        .and("media_type", e.mediaType())
                        .and("size", e.size())
                        .and("name", e.name());
            case ModelVersionEvent.EvidenceWithdrawn e ->
                document(data, e.slot(), e.sha256(), e.producer()).and("by_id", e.by().value());
            case ModelVersionEvent.ChecklistAnswered e ->
                data.and("checklist", e.checklist()).and("answers", answers(e)).and("by_id", e.by().value());
        };
    }

    private static Data document(Data data, String slot, String sha256, SubjectId producer) {
        return data.and("slot", slot).and("sha256", sha256).and("producer_id", producer.value());
    }

    private static List<Map<String, Object>> answers(ModelVersionEvent.ChecklistAnswered event) {
        return event.answers().stream()
                .map(answer -> Data.with("item", answer.item())
                        .and("answer", answer.answer().label())
                        .members())
                .toList();
    }

    private static Data imported(Data data, RegisteredModelEvent.VersionImported e) {
        return PublicTracking.imported(data, e.from())
                .and("version", e.version())
                .and("stage", e.stage().label())
                .and("aliases", e.aliases())
                .and("source", e.source())
                .and("location", e.location())
                .and("run_id", e.run() == null ? null : e.run().value())
                .and("run_link", e.runLink())
                .and("logged_model_id", e.loggedModelId())
                .and("description", e.description())
                .and("by_id", e.by().value())
                .and("creation_time", e.createdAt())
                .and("last_update_time", e.updatedAt())
                .and("tags", PublicTracking.tags(e.tags()));
    }

    private static Data change(
            Data data,
            int version,
            @org.jspecify.annotations.Nullable Stage from,
            Stage to,
            SubjectId by,
            List<PolicyRevision> policies) {
        return data.and("version", version)
                .and("from_stage", from == null ? null : from.label())
                .and("to_stage", to.label())
                .and("by_id", by.value())
                .and("policies", PublicGovernance.policies(policies));
    }

    private static List<String> ids(List<RequestId> requests) {
        return requests.stream().map(RequestId::value).toList();
    }
}
