package io.countersign.thread;

import org.jspecify.annotations.Nullable;

/**
 * That somebody was named in a thread and has not answered yet.
 *
 * @param model its name; null when it is there no longer
 * @param text null when its author was erased
 * @param writtenAt milliseconds since the epoch
 */
public record MentionView(
        String threadId,
        String requestId,
        @Nullable String model,
        String commentId,
        String author,
        @Nullable String text,
        long writtenAt) {}
