package io.countersign.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a receiver does.
 *
 * @param pending messages that it has not got yet
 * @param failingSince the first failure after the last success; null when it does not fail, or was never called
 */
public record Health(
        long pending,
        @Nullable Instant failingSince,
        @Nullable Instant lastSuccess,
        @Nullable Instant lastFailure) {}
