package io.countersign.attempt;

import io.countersign.registeredmodel.ModelId;
import io.countersign.registeredmodel.RequestId;
import org.jspecify.annotations.Nullable;

/**
 * What an attempt was aimed at, as far as that was known when it was refused.
 *
 * @param topic which change, as in {@code stage/3/Production}, or which other thing, as in {@code policy/credit}
 */
public record AttemptTarget(
        @Nullable ModelId model,
        @Nullable Integer version,
        @Nullable String topic,
        @Nullable RequestId request) {

    public static final AttemptTarget UNKNOWN = new AttemptTarget(null, null, null, null);

    public static AttemptTarget named(String topic) {
        return new AttemptTarget(null, null, topic, null);
    }

    /** With what the other knows where this does not. */
    public AttemptTarget or(AttemptTarget other) {
        return new AttemptTarget(
                model == null ? other.model : model,
                version == null ? other.version : version,
                topic == null ? other.topic : topic,
                request == null ? other.request : request);
    }
}
