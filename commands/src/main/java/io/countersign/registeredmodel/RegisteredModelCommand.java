package io.countersign.registeredmodel;

import io.countersign.Attributed;
import io.countersign.identity.Actor;
import io.countersign.imported.ImportedFrom;
import io.countersign.privacy.SealedText;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import io.countersign.run.RunId;
import io.countersign.tag.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can be asked of a registered model. */
public sealed interface RegisteredModelCommand extends GovernanceCommand {

    @Override
    default String stream() {
        return model().stream();
    }

    @Override
    default Rejection notFound() {
        return Rejection.of(Reason.MODEL_NOT_FOUND, "Registered Model with id=%s not found", model());
    }

    record Create(ModelId model, String name, @Nullable String description, List<Tag> tags)
            implements RegisteredModelCommand {}

    record Rename(ModelId model, String name) implements RegisteredModelCommand {}

    record ChangeDescription(ModelId model, String description) implements RegisteredModelCommand {}

    record SetTag(ModelId model, Tag tag) implements RegisteredModelCommand {}

    record DeleteTag(ModelId model, String key) implements RegisteredModelCommand {}

    record Delete(ModelId model, Actor actor) implements RegisteredModelCommand, Attributed {}

    /** Answered with the new version's number. */
    record CreateVersion(
            ModelId model,
            String source,
            String location,
            @Nullable RunId run,
            @Nullable String runLink,
            @Nullable String loggedModelId,
            @Nullable String description,
            List<Tag> tags)
            implements RegisteredModelCommand {}

    record DeleteVersion(ModelId model, int version, Actor actor) implements RegisteredModelCommand, Attributed {}

    record RequestTransition(
            ModelId model,
            RequestId request,
            int version,
            Stage to,
            Actor actor,
            @Nullable SealedText comment) implements RegisteredModelCommand, Attributed {}

    /** @param archiveExisting whether the versions that are in the target stage leave it for Archived */
    record ApproveTransition(
            ModelId model,
            int version,
            Stage to,
            boolean archiveExisting,
            Actor actor,
            @Nullable SealedText comment) implements RegisteredModelCommand, Attributed {}

    record RejectTransition(
            ModelId model,
            int version,
            Stage to,
            Actor actor,
            @Nullable SealedText comment) implements RegisteredModelCommand, Attributed {}

    /** @param request which of the open requests; the actor must have opened it, or be an admin */
    record CancelRequest(
            ModelId model,
            RequestId request,
            Actor actor,
            @Nullable SealedText comment) implements RegisteredModelCommand, Attributed {}

    /**
     * A change of stage without mention of a request. Where somebody else has asked for it, it counts as the approval.
     *
     * @param archiveExisting whether the versions that are in the target stage leave it for Archived
     */
    record TransitionStage(
            ModelId model,
            int version,
            Stage to,
            boolean archiveExisting,
            Actor actor,
            @Nullable SealedText comment) implements RegisteredModelCommand, Attributed {}

    record SetAlias(ModelId model, String alias, int version) implements RegisteredModelCommand {}

    record DeleteAlias(ModelId model, String alias) implements RegisteredModelCommand {}

    /**
     * Brings a registered model of another server here. Answered with whether it is new; what came from there before
     * stays as it is.
     */
    record Import(
            ModelId model,
            String name,
            @Nullable String description,
            List<Tag> tags,
            long createdAt,
            long updatedAt,
            ImportedFrom from)
            implements RegisteredModelCommand {}

    /**
     * Brings a version of an imported model here, under the number, in the stage and with the aliases that it has there.
     * Answered with whether it is new; what came from there before stays as it is.
     *
     * @param from of the model
     */
    record ImportVersion(
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
            long createdAt,
            long updatedAt,
            ImportedFrom from,
            Actor actor)
            implements RegisteredModelCommand, Attributed {}
}
