package io.countersign.inbox;

import org.jspecify.annotations.Nullable;

/**
 * Which requests are asked for.
 *
 * @param modelId null for those of all models
 * @param kind of the change, as {@code stage}; null for all kinds
 */
public record RequestFilter(
        @Nullable String modelId, @Nullable String kind) {

    public static final RequestFilter ALL = new RequestFilter(null, null);
}
