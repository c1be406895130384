package io.countersign.search;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a search found, in its order.
 *
 * @param nextPageToken null on the last page
 */
public record SearchPage<K>(List<K> ids, @Nullable String nextPageToken) {}
