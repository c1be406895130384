package io.countersign.modelversion;

import io.countersign.event.DomainEvent;
import io.countersign.identity.SubjectId;
import io.countersign.privacy.SealedText;
import io.countersign.tag.Tag;
import java.util.List;

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
}
