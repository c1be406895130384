package io.countersign.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Runs compiled searches. */
public final class Searches {

    private Searches() {}

    /** One page; it asks for a row more than the page has, to know whether there is a next. */
    public static <K> SearchPage<K> search(JdbcClient jdbc, CompiledSearch<K> search) {
        return search(jdbc, search, search.scouting().narrow(jdbc));
    }

    static <K> SearchPage<K> search(JdbcClient jdbc, CompiledSearch<K> search, Optional<Fragment> few) {
        var found = new ArrayList<FoundRow<K>>();
        for (Draft draft : search.drafts()) {
            found.addAll(rows(jdbc, search, few.map(draft::narrowedBy).orElse(draft)));
            if (found.size() > search.maxResults()) {
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
