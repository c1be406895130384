package io.countersign.search;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A page of a search for registered models or model versions.
 *
 * @param filter null or blank for all but prompts
 * @param maxResults from 1 to 1,000 for models, to 200,000 for versions
 * @param pageToken of the page before; null or empty for the first
 */
public record RegistrySearchRequest(
        @Nullable String filter,
        List<String> orderBy,
        int maxResults,
        @Nullable String pageToken) {

    Query query(String kind, PromptRule prompts) {
        List<Comparison> comparisons = Syntax.parseFilter(filter);
        return new Query(
                prompts.scope(comparisons),
                prompts.filter(comparisons),
                Order.clauses(prompts.vocabulary(), orderBy),
                maxResults,
                pageToken,
                List.of(kind, Objects.requireNonNullElse(filter, ""), orderBy));
    }
}
