package io.countersign.modelversion;

import io.countersign.Attributed;
import io.countersign.governance.GovernanceCommand;
import io.countersign.governance.GovernedCommand;
import io.countersign.identity.Actor;
import io.countersign.policy.DecisionFacts;
import io.countersign.privacy.SealedText;
import io.countersign.registeredmodel.ModelId;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import io.countersign.tag.Tag;

/** What can be asked of a model version. */
public sealed interface ModelVersionCommand extends GovernanceCommand {

    VersionId version();

    @Override
    default String stream() {
        return version().stream();
    }

    @Override
    default Rejection notFound() {
        return Rejection.of(
                Reason.COMMENT_NOT_FOUND,
                "Version %s has no such comment.",
                version().number());
    }

    @Override
    default ModelId model() {
        return version().model();
    }

    record ChangeDescription(VersionId version, String description) implements ModelVersionCommand {}

    record SetTag(VersionId version, Tag tag, Actor actor, DecisionFacts facts)
            implements ModelVersionCommand, GovernedCommand {}

    record DeleteTag(VersionId version, String key, Actor actor, DecisionFacts facts)
            implements ModelVersionCommand, GovernedCommand {}

    record VerifyArtifacts(VersionId version, Manifest manifest) implements ModelVersionCommand {}

    /** @param reason a sentence */
    record LeaveUnverified(VersionId version, String reason) implements ModelVersionCommand {}

    record AddComment(VersionId version, CommentId comment, Actor actor, SealedText text)
            implements ModelVersionCommand, Attributed {}

    record EditComment(VersionId version, CommentId comment, Actor actor, SealedText text)
            implements ModelVersionCommand, Attributed {}

    record DeleteComment(VersionId version, CommentId comment, Actor actor)
            implements ModelVersionCommand, Attributed {}
}
