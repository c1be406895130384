package io.countersign.modelversion;

import io.countersign.event.DomainEvent;
import io.countersign.identity.SubjectId;
import io.countersign.policy.CheckResult;
import io.countersign.privacy.SealedText;
import io.countersign.tag.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What people add to a model version. Its standing (stage, aliases, requests) is the registered model's story. */
public sealed interface ModelVersionEvent extends DomainEvent {

    VersionId version();

    record DescriptionChanged(VersionId version, String description) implements ModelVersionEvent {}

    record TagSet(VersionId version, Tag tag) implements ModelVersionEvent {}

    record TagDeleted(VersionId version, String key) implements ModelVersionEvent {}

    record CommentAdded(VersionId version, CommentId comment, SubjectId author, SealedText text)
            implements ModelVersionEvent {}

    record CommentEdited(VersionId version, CommentId comment, SealedText text) implements ModelVersionEvent {}

    record CommentDeleted(VersionId version, CommentId comment) implements ModelVersionEvent {}

    /**
     * The version consists of these files.
     *
     * @param digest of all of them, see {@link Manifest#digest}
     */
    record ArtifactsVerified(VersionId version, String digest, List<Manifest.File> files) implements ModelVersionEvent {

        public ArtifactsVerified {
            files = List.copyOf(files);
        }
    }

    /**
     * The server cannot tell what the version consists of.
     *
     * @param reason a sentence
     */
    record ArtifactsUnverified(VersionId version, String reason) implements ModelVersionEvent {}

    /**
     * A job said how its check of the version stands.
     *
     * @param externalId of the job, as its own system names it
     * @param link to the job
     * @param digest SHA-256 of the job's report, in hexadecimal
     */
    record CheckReported(
            VersionId version,
            String check,
            String externalId,
            CheckResult.State state,
            @Nullable String link,
            @Nullable SealedText summary,
            @Nullable String digest,
            SubjectId reporter)
            implements ModelVersionEvent {}

    /**
     * A document was put forward; its bytes are in the artifact store.
     *
     * @param mediaType without parameters
     * @param sha256 of its bytes, in hexadecimal
     * @param size in bytes
     * @param name under which it is saved
     */
    record EvidenceGiven(
            VersionId version, String slot, String mediaType, String sha256, long size, String name, SubjectId producer)
            implements ModelVersionEvent {}

    /**
     * A document counts no longer; its bytes stay.
     *
     * @param producer who had put it forward
     */
    record EvidenceWithdrawn(VersionId version, String slot, String sha256, SubjectId producer, SubjectId by)
            implements ModelVersionEvent {}

    /** Each answer replaces the one that its item had. */
    record ChecklistAnswered(VersionId version, String checklist, List<ChecklistAnswer> answers, SubjectId by)
            implements ModelVersionEvent {

        public ChecklistAnswered {
            answers = List.copyOf(answers);
        }
    }
}
