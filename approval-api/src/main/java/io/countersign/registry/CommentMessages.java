package io.countersign.registry;

import io.countersign.identity.Actor;
import io.countersign.inbox.CommentView;
import io.countersign.wire.Required;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The messages of the comment routes. */
final class CommentMessages {

    private CommentMessages() {}

    record Create(
            @Required String name,
            @Required String version,
            @Required String comment) {}

    record Update(@Required String id, @Required String comment) {}

    record ById(@Required String id) {}

    record Single(CommentObject comment) {}

    record CommentObject(
            String id,
            @Nullable String comment,
            long creationTimestamp,
            long lastUpdatedTimestamp,
            String userId,
            List<String> availableActions) {

        static CommentObject of(CommentView view, Actor actor) {
            return new CommentObject(
                    view.commentId(),
                    view.text(),
                    view.createdAt(),
                    view.updatedAt(),
                    view.authorName(),
                    AvailableActions.on(view, actor));
        }
    }
}
