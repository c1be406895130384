package io.countersign.thread;

import io.countersign.registeredmodel.ModelId;
import io.countersign.registeredmodel.RequestId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A thread as people read it.
 *
 * @param begunAt milliseconds since the epoch, as all times here
 * @param resolvedBy null while it is open
 * @param comments oldest first
 */
public record ThreadView(
        ThreadId id,
        ModelId model,
        RequestId request,
        @Nullable Integer version,
        String begunBy,
        long begunAt,
        @Nullable String resolvedBy,
        @Nullable Long resolvedAt,
        List<Comment> comments) {

    /**
     * @param text null once it was deleted, or its author was erased
     * @param mentions the names of those whom it names
     */
    public record Comment(
            String id,
            String author,
            @Nullable String text,
            long writtenAt,
            @Nullable Long editedAt,
            @Nullable Long deletedAt,
            List<String> mentions) {}

    public Discussion discussion() {
        return new Discussion(model, request, version);
    }
}
