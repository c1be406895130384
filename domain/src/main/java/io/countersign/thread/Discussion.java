package io.countersign.thread;

import io.countersign.registeredmodel.ModelId;
import io.countersign.registeredmodel.RequestId;
import org.jspecify.annotations.Nullable;

/**
 * All threads on one request. They share one stream, so that how far it has come tells whether somebody has begun another
 * since a decision was prepared.
 *
 * @param version that the request would move, name or delete; null when it is of none
 */
public record Discussion(
        ModelId model, RequestId request, @Nullable Integer version) {

    /** The stream of the threads on that request. */
    public static String stream(RequestId request) {
        return "threads/" + request;
    }

    public String stream() {
        return stream(request);
    }
}
