package io.countersign.registeredmodel;

import io.countersign.governance.GovernanceCommand;
import io.countersign.governance.GovernedCommand;
import io.countersign.identity.Actor;
import io.countersign.imported.ImportedFrom;
import io.countersign.policy.DecisionFacts;
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

    record Create(
            ModelId model, String name, @Nullable String description, List<Tag> tags, Actor actor, DecisionFacts facts)
            implements RegisteredModelCommand, GovernedCommand {}

    record Rename(ModelId model, String name, Actor actor, DecisionFacts facts)
            implements RegisteredModelCommand, GovernedCommand {}

    record ChangeDescription(ModelId model, String description) implements RegisteredModelCommand {}

    record SetTag(ModelId model, Tag tag, Actor actor, DecisionFacts facts)
            implements RegisteredModelCommand, GovernedCommand {}

    record DeleteTag(ModelId model, String key, Actor actor, DecisionFacts facts)
            implements RegisteredModelCommand, GovernedCommand {}

    record Delete(ModelId model, Actor actor, DecisionFacts facts) implements RegisteredModelCommand, GovernedCommand {}

    /** Answered with the new version's number. */
    record CreateVersion(
            ModelId model,
            String source,
            String location,
            @Nullable RunId run,
            @Nullable String runLink,
            @Nullable String loggedModelId,
            @Nullable String description,
            List<Tag> tags,
            Actor actor,
            DecisionFacts facts)
            implements RegisteredModelCommand, GovernedCommand {}

    record DeleteVersion(ModelId model, int version, Actor actor, DecisionFacts facts)
            implements RegisteredModelCommand, GovernedCommand {}

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
            @Nullable SealedText comment,
            DecisionFacts facts)
            implements RegisteredModelCommand, GovernedCommand {}

    record SetAlias(ModelId model, String alias, int version, Actor actor, DecisionFacts facts)
            implements RegisteredModelCommand, GovernedCommand {}

    record DeleteAlias(ModelId model, String alias, Actor actor, DecisionFacts facts)
            implements RegisteredModelCommand, GovernedCommand {}

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
     * Brings a version of an imported model here, under the number that it has there; in its stage and with its aliases
     * where the policies let it, else with requests for them. Answered with whether it is new; what came from there before
     * stays as it is.
     *
     * @param from of the model
     * @param requests ids for as many requests as may have to be made: one for the stage and one for each alias
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
            List<RequestId> requests,
            Actor actor,
            DecisionFacts facts)
            implements RegisteredModelCommand, GovernedCommand {}
}
