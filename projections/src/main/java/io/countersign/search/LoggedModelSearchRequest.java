package io.countersign.search;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a search for logged models.
 *
 * @param datasets to which conditions on metrics are limited; without such a condition, those on which a model must
 *     have been measured; empty for any
 * @param maxResults from 1 to 50,000
 * @param pageToken of the page before; null or empty for the first
 */
public record LoggedModelSearchRequest(
        List<String> experimentIds,
        @Nullable String filter,
        List<Dataset> datasets,
        List<OrderBy> orderBy,
        int maxResults,
        @Nullable String pageToken) {

    /** @param digest null for any */
    public record Dataset(String name, @Nullable String digest) {}

    /**
     * What to sort by.
     *
     * @param field an attribute, or {@code metrics.} and the key of a metric
     * @param datasetName on which the metric must have been measured; null for any
     * @param datasetDigest likewise
     */
    public record OrderBy(
            String field,
            boolean ascending,
            @Nullable String datasetName,
            @Nullable String datasetDigest) {}
}
