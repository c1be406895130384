package io.countersign.registeredmodel;

import io.countersign.event.DomainEvent;
import io.countersign.identity.SubjectId;
import io.countersign.imported.ImportedFrom;
import io.countersign.policy.Decided;
import io.countersign.policy.PolicyRevision;
import io.countersign.privacy.SealedText;
import io.countersign.run.RunId;
import io.countersign.tag.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happens to a registered model and to the standing of its versions. */
public sealed interface RegisteredModelEvent extends DomainEvent {

    ModelId model();

    record Created(ModelId model, String name, @Nullable String description, List<Tag> tags)
            implements RegisteredModelEvent {
        public Created {
            tags = List.copyOf(tags);
        }
    }

    record Renamed(ModelId model, String from, String to) implements RegisteredModelEvent {}

    record DescriptionChanged(ModelId model, String description) implements RegisteredModelEvent {}

    record TagSet(ModelId model, Tag tag) implements RegisteredModelEvent {}

    record TagDeleted(ModelId model, String key) implements RegisteredModelEvent {}

    /** The model is gone with all its versions; its name is free. */
    record Deleted(ModelId model, String name) implements RegisteredModelEvent {}

    /**
     * @param source where the files came from, as the client gave it
     * @param location where they are: the source, resolved
     */
    record VersionCreated(
            ModelId model,
            int version,
            String source,
            String location,
            @Nullable RunId run,
            @Nullable String runLink,
            @Nullable String loggedModelId,
            @Nullable String description,
            List<Tag> tags)
            implements RegisteredModelEvent {
        public VersionCreated {
            tags = List.copyOf(tags);
        }
    }

    /** @param stage where it stood */
    record VersionDeleted(ModelId model, int version, Stage stage, List<String> aliases)
            implements RegisteredModelEvent {
        public VersionDeleted {
            aliases = List.copyOf(aliases);
        }
    }

    /** @param policies that were in force, by which it will be decided */
    record TransitionRequested(
            ModelId model,
            RequestId request,
            int version,
            Stage from,
            Stage to,
            SubjectId requester,
            @Nullable SealedText comment,
            List<PolicyRevision> policies)
            implements RegisteredModelEvent {
        public TransitionRequested {
            policies = List.copyOf(policies);
        }
    }

    record TransitionRequestCancelled(
            ModelId model,
            RequestId request,
            int version,
            Stage to,
            SubjectId by,
            @Nullable SealedText comment) implements RegisteredModelEvent {}

    /**
     * @param requests every open request for this change: one decision closes them all
     * @param policies that had a say in it
     */
    record TransitionRejected(
            ModelId model,
            List<RequestId> requests,
            int version,
            Stage to,
            SubjectId by,
            @Nullable SealedText comment,
            List<PolicyRevision> policies)
            implements RegisteredModelEvent {
        public TransitionRejected {
            requests = List.copyOf(requests);
            policies = List.copyOf(policies);
        }
    }

    /**
     * The requests were approved and the version changed its stage.
     *
     * @param requests every open request for this change: one decision closes them all
     * @param archived the versions that left the target stage for Archived in the same step
     * @param policies that had a say in it
     * @param decided why they let it pass; null where none had a say, and in what was decided before this was stored
     */
    record TransitionApproved(
            ModelId model,
            List<RequestId> requests,
            int version,
            Stage from,
            Stage to,
            SubjectId by,
            @Nullable SealedText comment,
            List<Integer> archived,
            List<PolicyRevision> policies,
            @Nullable Decided decided)
            implements RegisteredModelEvent {
        public TransitionApproved {
            requests = List.copyOf(requests);
            archived = List.copyOf(archived);
            policies = List.copyOf(policies);
        }
    }

    /**
     * The version changed its stage without a request, where the policies in force ask for none.
     *
     * @param policies that had a say in it
     * @param decided why they let it pass; null where none had a say, and in what was decided before this was stored
     */
    record StageChanged(
            ModelId model,
            int version,
            Stage from,
            Stage to,
            SubjectId by,
            @Nullable SealedText comment,
            List<Integer> archived,
            List<PolicyRevision> policies,
            @Nullable Decided decided)
            implements RegisteredModelEvent {
        public StageChanged {
            archived = List.copyOf(archived);
            policies = List.copyOf(policies);
        }
    }

    /** @param previous the version that had the alias before, or null */
    record AliasSet(
            ModelId model,
            String alias,
            int version,
            @Nullable Integer previous) implements RegisteredModelEvent {}

    record AliasDeleted(ModelId model, String alias, int version) implements RegisteredModelEvent {}

    /**
     * A registered model of another server is here from now on.
     *
     * @param createdAt milliseconds since the epoch, as that server tells it
     * @param updatedAt milliseconds since the epoch, as that server tells it
     */
    record Imported(
            ModelId model,
            String name,
            @Nullable String description,
            List<Tag> tags,
            long createdAt,
            long updatedAt,
            ImportedFrom from)
            implements RegisteredModelEvent {
        public Imported {
            tags = List.copyOf(tags);
        }
    }

    /**
     * A version of another server is here from now on, in the stage and with the aliases that it had there as far as the
     * policies here let it.
     *
     * @param source where the files came from, as that server tells it
     * @param location where they are now: the source, resolved
     * @param user who made the version, in that server's words
     * @param by who imported it, and answers for its stage here
     * @param createdAt milliseconds since the epoch, as that server tells it
     * @param updatedAt milliseconds since the epoch, as that server tells it
     */
    record VersionImported(
            ModelId model,
            int version,
            Stage stage,
            List<String> aliases,
            String source,
            String location,
            @Nullable RunId run,
            @Nullable String runLink,
            @Nullable String loggedModelId,
            @Nullable String description,
            List<Tag> tags,
            @Nullable SealedText user,
            SubjectId by,
            long createdAt,
            long updatedAt,
            ImportedFrom from)
            implements RegisteredModelEvent {
        public VersionImported {
            aliases = List.copyOf(aliases);
            tags = List.copyOf(tags);
        }
    }
}
