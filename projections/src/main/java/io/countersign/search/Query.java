package io.countersign.search;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a target.
 *
 * @param scope conditions beside the filter, such as the experiments to look in
 * @param identity what makes this search differ from another, for page tokens
 */
record Query(
        List<Fragment> scope,
        List<Comparison> filter,
        List<Clause> orderBy,
        int maxResults,
        @Nullable String pageToken,
        List<Object> identity) {}
