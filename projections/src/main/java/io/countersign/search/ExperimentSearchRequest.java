package io.countersign.search;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a search for experiments.
 *
 * @param filter null or blank for every experiment
 * @param maxResults from 1 to 50,000
 * @param pageToken of the page before; null or empty for the first
 */
public record ExperimentSearchRequest(
        @Nullable String filter,
        ViewType viewType,
        List<String> orderBy,
        int maxResults,
        @Nullable String pageToken) {}
