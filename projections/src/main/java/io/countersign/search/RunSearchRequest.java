package io.countersign.search;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a search for runs.
 *
 * @param experimentIds the experiments to look in; in none, nothing is found
 * @param filter null or blank for every run
 * @param maxResults from 1 to 50,000
 * @param pageToken of the page before; null or empty for the first
 */
public record RunSearchRequest(
        List<String> experimentIds,
        @Nullable String filter,
        ViewType viewType,
        List<String> orderBy,
        int maxResults,
        @Nullable String pageToken) {}
