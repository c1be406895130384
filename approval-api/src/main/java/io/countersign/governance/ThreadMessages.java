package io.countersign.governance;

import io.countersign.thread.MentionView;
import io.countersign.thread.ThreadView;
import io.countersign.wire.Required;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The messages of the routes on threads. */
final class ThreadMessages {

    private ThreadMessages() {}

    /** @param text in which {@code @} and the name of somebody mentions them */
    record Written(@Required String text) {}

    /** Oldest first. */
    record Threads(List<OneThread> threads) {

        static Threads of(List<ThreadView> views) {
            return new Threads(views.stream().map(OneThread::of).toList());
        }
    }

    /**
     * @param version that the request is of; null when it is of none
     * @param state {@code open} or {@code resolved}
     * @param comments oldest first
     */
    record OneThread(
            String threadId,
            String requestId,
            @Nullable Integer version,
            String state,
            String begunBy,
            Instant begunAt,
            @Nullable String resolvedBy,
            @Nullable Instant resolvedAt,
            List<Comment> comments) {

        static OneThread of(ThreadView view) {
            return new OneThread(
                    view.id().value(),
                    view.request().value(),
                    view.version(),
                    view.resolvedBy() == null ? "open" : "resolved",
                    view.begunBy(),
                    Instant.ofEpochMilli(view.begunAt()),
                    view.resolvedBy(),
                    time(view.resolvedAt()),
                    view.comments().stream().map(Comment::of).toList());
        }
    }

    /**
     * @param text null once it was deleted, or its author was erased
     * @param mentions the names of those whom it mentions
     */
    record Comment(
            String commentId,
            String author,
            @Nullable String text,
            Instant writtenAt,
            @Nullable Instant editedAt,
            @Nullable Instant deletedAt,
            List<String> mentions) {

        static Comment of(ThreadView.Comment view) {
            return new Comment(
                    view.id(),
                    view.author(),
                    view.text(),
                    Instant.ofEpochMilli(view.writtenAt()),
                    time(view.editedAt()),
                    time(view.deletedAt()),
                    view.mentions());
        }
    }

    /**
     * That somebody was named in a thread, and has neither replied to it nor resolved it since.
     *
     * @param model its name; null when it is there no longer
     * @param by who wrote it
     */
    record Mention(
            String threadId,
            String requestId,
            @Nullable String model,
            String commentId,
            String by,
            @Nullable String text,
            Instant at) {

        static Mention of(MentionView view) {
            return new Mention(
                    view.threadId(),
                    view.requestId(),
                    view.model(),
                    view.commentId(),
                    view.author(),
                    view.text(),
                    Instant.ofEpochMilli(view.writtenAt()));
        }
    }

    private static @Nullable Instant time(@Nullable Long millis) {
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }
}
