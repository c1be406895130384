package io.countersign.modelversion;

import io.countersign.Attributed;
import io.countersign.governance.GovernanceCommand;
import io.countersign.governance.GovernedCommand;
import io.countersign.identity.Actor;
import io.countersign.policy.CheckResult;
import io.countersign.policy.DecisionFacts;
import io.countersign.privacy.SealedText;
import io.countersign.registeredmodel.ModelId;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import io.countersign.tag.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

    /**
     * Answers whether it is news.
     *
     * @param externalId of the job, as its own system names it
     * @param digest SHA-256 of the job's report, in hexadecimal
     */
    record ReportCheck(
            VersionId version,
            String check,
            String externalId,
            CheckResult.State state,
            @Nullable String link,
            @Nullable SealedText summary,
            @Nullable String digest,
            Actor actor)
            implements ModelVersionCommand, Attributed {}

    /**
     * Answers whether it is news. The bytes are in the artifact store already.
     *
     * @param mediaType without parameters
     * @param size in bytes
     */
    record GiveEvidence(
            VersionId version, String slot, String mediaType, String sha256, long size, String name, Actor actor)
            implements ModelVersionCommand, Attributed {}

    /** By its producer, or by an admin, who withdraws it for all who have given it. */
    record WithdrawEvidence(VersionId version, String slot, String sha256, Actor actor)
            implements ModelVersionCommand, Attributed {

        @Override
        public Rejection notFound() {
            return Rejection.of(
                    Reason.EVIDENCE_NOT_FOUND,
                    "Version %d has no evidence %s in the slot %s.",
                    version.number(),
                    sha256,
                    slot);
        }
    }

    record AnswerChecklist(VersionId version, String checklist, List<ChecklistAnswer> answers, Actor actor)
            implements ModelVersionCommand, Attributed {

        public AnswerChecklist {
            answers = List.copyOf(answers);
        }
    }
}
