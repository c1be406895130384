package io.countersign.thread;

import io.countersign.event.DomainEvent;
import io.countersign.identity.SubjectId;
import io.countersign.modelversion.CommentId;
import io.countersign.privacy.SealedText;
import java.util.List;

/** What happens to the threads on a request. */
public sealed interface ThreadEvent extends DomainEvent {

    Discussion discussion();

    ThreadId thread();

    /** Whoever did it. */
    SubjectId by();

    /**
     * Somebody began a thread, with its first comment.
     *
     * @param mentions whom the text names, but for its author
     */
    record Started(
            Discussion discussion,
            ThreadId thread,
            CommentId comment,
            SubjectId by,
            SealedText text,
            List<SubjectId> mentions)
            implements ThreadEvent {
        public Started {
            mentions = List.copyOf(mentions);
        }
    }

    /** @param mentions whom the text names, but for its author */
    record Replied(
            Discussion discussion,
            ThreadId thread,
            CommentId comment,
            SubjectId by,
            SealedText text,
            List<SubjectId> mentions)
            implements ThreadEvent {
        public Replied {
            mentions = List.copyOf(mentions);
        }
    }

    /**
     * The author of a comment put other words in the place of theirs.
     *
     * @param mentions whom it names now
     */
    record CommentEdited(
            Discussion discussion,
            ThreadId thread,
            CommentId comment,
            SubjectId by,
            SealedText text,
            List<SubjectId> mentions)
            implements ThreadEvent {
        public CommentEdited {
            mentions = List.copyOf(mentions);
        }
    }

    /** A comment is shown no longer; the thread stays as it is, open or resolved. */
    record CommentDeleted(Discussion discussion, ThreadId thread, CommentId comment, SubjectId by)
            implements ThreadEvent {}

    record Resolved(Discussion discussion, ThreadId thread, SubjectId by) implements ThreadEvent {}

    record Reopened(Discussion discussion, ThreadId thread, SubjectId by) implements ThreadEvent {}
}
