package io.countersign.policy;

import java.time.Period;
import org.jspecify.annotations.Nullable;

/**
 * How long what was approved stays so.
 *
 * @param revalidateEvery how long an approval of a version holds; null for good
 * @param revalidationWarning how long before its end people are told; null for not at all
 */
public record Validity(
        @Nullable Period revalidateEvery, @Nullable Period revalidationWarning, WhenStale whenStale) {}
