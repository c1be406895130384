package io.countersign.search;

import java.util.List;
import org.springframework.jdbc.core.RowMapper;

/** One page of a search, as SQL with bound parameters. */
public final class CompiledSearch<K> {

    private final List<Statement> statements;
    private final int maxResults;
    private final RowMapper<FoundRow<K>> rows;
    private final List<Object> search;

    CompiledSearch(List<Statement> statements, int maxResults, RowMapper<FoundRow<K>> rows, List<Object> search) {
        this.statements = List.copyOf(statements);
        this.maxResults = maxResults;
        this.rows = rows;
        this.search = search;
    }

    /** To be run one after the other until more than {@link #maxResults} rows are found. */
    public List<Statement> statements() {
        return statements;
    }

    public int maxResults() {
        return maxResults;
    }

    RowMapper<FoundRow<K>> rows() {
        return rows;
    }

    String tokenAfter(FoundRow<K> row) {
        return PageToken.encode(search, row.sortValues());
    }

    /**
     * A query whose every value is a positional parameter.
     *
     * @param parameters one for each {@code ?}, in order; text, Long, Double or arrays of text, never null
     */
    public record Statement(String sql, List<Object> parameters) {}
}
