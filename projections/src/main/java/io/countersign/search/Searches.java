package io.countersign.search;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Runs compiled searches. PostgreSQL plans each of them for the values at hand: a plan for any value, which the other
 * statements of the server get by with, is a hundred times slower for a rare one. Safe for many threads.
 */
public final class Searches {

    private final JdbcTemplate jdbc;

    public Searches(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * One page. A row more than it has is asked for, to know whether there is a next; but nothing that would have to be
     * looked for elsewhere, so that a page may be followed by an empty one.
     */
    public <K> SearchPage<K> search(CompiledSearch<K> search) {
        return Objects.requireNonNull(jdbc.execute((Connection connection) -> {
            set(connection, "plan_cache_mode = force_custom_plan");
            try {
                return search(JdbcClient.create(new SingleConnectionDataSource(connection, true)), search);
            } finally {
                set(connection, "plan_cache_mode = force_generic_plan");
            }
        }));
    }

    private static void set(Connection connection, String setting) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set " + setting);
        }
    }

    static <K> SearchPage<K> search(JdbcClient jdbc, CompiledSearch<K> search) {
        return search(jdbc, search, Scouting.Reach.USUAL);
    }

    static <K> SearchPage<K> search(JdbcClient jdbc, CompiledSearch<K> search, Scouting.Reach reach) {
        UnaryOperator<Draft> narrow = search.scouting().narrow(jdbc, reach);
        var found = new ArrayList<FoundRow<K>>();
        for (Draft draft : search.drafts()) {
            found.addAll(rows(jdbc, search, narrow.apply(draft)));
            boolean isLast = draft == search.drafts().getLast();
            if (found.size() > search.maxResults() || !isLast && found.size() == search.maxResults()) {
                return full(search, found.subList(0, search.maxResults()));
            }
        }
        return new SearchPage<>(ids(found), null);
    }

    private static <K> List<FoundRow<K>> rows(JdbcClient jdbc, CompiledSearch<K> search, Draft draft) {
        Fragment query = draft.limitedTo(search.maxResults() + 1);
        return jdbc.sql(query.sql())
                .params(query.parameters())
                .query(search.rows())
                .list();
    }

    private static <K> SearchPage<K> full(CompiledSearch<K> search, List<FoundRow<K>> found) {
        return new SearchPage<>(ids(found), search.tokenAfter(found.getLast()));
    }

    private static <K> List<K> ids(List<FoundRow<K>> found) {
        return found.stream().map(FoundRow::id).toList();
    }
}
