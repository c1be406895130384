package io.countersign.search;

import org.jspecify.annotations.Nullable;

/**
 * What a comparison or an order speaks of: {@code metrics.loss}, {@code tags.`mlflow.user`}, {@code start_time}.
 *
 * @param prefix what stands before the first dot; null for an attribute named without one
 */
record KeyReference(@Nullable String prefix, String name, Place place) {}
