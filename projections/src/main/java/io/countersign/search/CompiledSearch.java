package io.countersign.search;

import java.util.List;
import org.springframework.jdbc.core.RowMapper;

/** One page of a search, as SQL whose every value is a bound parameter. */
public final class CompiledSearch<K> {

    private final List<Draft> drafts;
    private final Scouting scouting;
    private final int maxResults;
    private final RowMapper<FoundRow<K>> rows;
    private final List<Object> search;

    CompiledSearch(
            List<Draft> drafts, Scouting scouting, int maxResults, RowMapper<FoundRow<K>> rows, List<Object> search) {
        this.drafts = List.copyOf(drafts);
        this.scouting = scouting;
        this.maxResults = maxResults;
        this.rows = rows;
        this.search = search;
    }

    /**
     * The SQL of its queries, which run one after the other until more than {@link #maxResults} rows are found. Each
     * yields the ids, then the values that it is sorted by.
     */
    public List<String> sql() {
        return drafts.stream()
                .map(draft -> draft.limitedTo(maxResults + 1).sql())
                .toList();
    }

    public int maxResults() {
        return maxResults;
    }

    List<Draft> drafts() {
        return drafts;
    }

    Scouting scouting() {
        return scouting;
    }

    RowMapper<FoundRow<K>> rows() {
        return rows;
    }

    String tokenAfter(FoundRow<K> row) {
        return PageToken.encode(search, row.sortValues());
    }
}
