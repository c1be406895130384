package io.countersign.inbox;

import org.jspecify.annotations.Nullable;

/**
 * A comment on a version. Times are milliseconds since the epoch.
 *
 * @param authorName the subject id once that person is gone
 * @param text null once its author was erased
 */
public record CommentView(
        String commentId,
        String modelId,
        int version,
        String authorId,
        String authorName,
        @Nullable String text,
        long createdAt,
        long updatedAt) {}
