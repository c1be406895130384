package io.countersign.modelversion;

import io.countersign.identity.Actor;
import io.countersign.identity.Role;
import io.countersign.identity.SubjectId;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import java.util.HashMap;
import java.util.Map;

/** Who wrote which comment on one thing: its author alone edits a comment, and the author or an admin deletes it. */
public final class CommentAuthors {

    private final Map<CommentId, SubjectId> authors = new HashMap<>();

    public void require(CommentId comment, Actor actor) {
        if (!actor.is(authorOf(comment))) {
            throw Rejection.of(Reason.NOT_THE_AUTHOR, "Only the author of comment %s may edit it.", comment);
        }
    }

    public void requireOrAdmin(CommentId comment, Actor actor) {
        if (!actor.is(authorOf(comment)) && !actor.has(Role.ADMIN)) {
            throw Rejection.of(Reason.NOT_THE_AUTHOR, "Only its author or an admin may delete comment %s.", comment);
        }
    }

    private SubjectId authorOf(CommentId comment) {
        SubjectId author = authors.get(comment);
        if (author == null) {
            throw Rejection.of(Reason.COMMENT_NOT_FOUND, "Comment %s not found", comment);
        }
        return author;
    }

    public void add(CommentId comment, SubjectId author) {
        authors.put(comment, author);
    }

    public void remove(CommentId comment) {
        authors.remove(comment);
    }
}
