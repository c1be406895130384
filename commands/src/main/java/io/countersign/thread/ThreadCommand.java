package io.countersign.thread;

import io.countersign.Attributed;
import io.countersign.governance.GovernanceCommand;
import io.countersign.identity.Actor;
import io.countersign.identity.SubjectId;
import io.countersign.modelversion.CommentId;
import io.countersign.privacy.SealedText;
import io.countersign.registeredmodel.ModelId;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import java.util.List;

/**
 * What can be asked of the threads on one request, also when it has been decided. They wait in the queue of the model, as
 * decisions on the request do: none is taken while a thread is being begun that it has not seen.
 */
public sealed interface ThreadCommand extends GovernanceCommand, Attributed {

    Discussion discussion();

    ThreadId thread();

    @Override
    default ModelId model() {
        return discussion().model();
    }

    @Override
    default String stream() {
        return discussion().stream();
    }

    @Override
    default Rejection notFound() {
        return Rejection.of(Reason.THREAD_NOT_FOUND, "There is no thread %s.", thread());
    }

    /** @param mentions whom the text names, but for its author */
    record Start(
            Discussion discussion,
            ThreadId thread,
            CommentId comment,
            Actor actor,
            SealedText text,
            List<SubjectId> mentions)
            implements ThreadCommand {
        public Start {
            mentions = List.copyOf(mentions);
        }
    }

    /** @param mentions whom the text names, but for its author */
    record Reply(
            Discussion discussion,
            ThreadId thread,
            CommentId comment,
            Actor actor,
            SealedText text,
            List<SubjectId> mentions)
            implements ThreadCommand {
        public Reply {
            mentions = List.copyOf(mentions);
        }
    }

    /** By its author alone. */
    record EditComment(
            Discussion discussion,
            ThreadId thread,
            CommentId comment,
            Actor actor,
            SealedText text,
            List<SubjectId> mentions)
            implements ThreadCommand {
        public EditComment {
            mentions = List.copyOf(mentions);
        }
    }

    /** By its author, or by an admin. */
    record DeleteComment(Discussion discussion, ThreadId thread, CommentId comment, Actor actor)
            implements ThreadCommand {}

    record Resolve(Discussion discussion, ThreadId thread, Actor actor) implements ThreadCommand {}

    record Reopen(Discussion discussion, ThreadId thread, Actor actor) implements ThreadCommand {}
}
